"""Keeping a store: backups proved by restoring them, restores, and a look at its health."""
