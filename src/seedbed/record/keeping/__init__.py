"""How long what is held is kept, what falls due, and legal holds."""
