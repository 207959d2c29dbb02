"""A store that is encrypted as a whole: Django's SQLite over SQLCipher."""
