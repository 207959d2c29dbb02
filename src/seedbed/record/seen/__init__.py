"""Who looked at what identifies somebody, read back from the audit."""
