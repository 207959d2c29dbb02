"""People by pseudonym, what they agreed to, and who may see what."""
