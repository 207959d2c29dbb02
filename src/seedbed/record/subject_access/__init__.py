"""Somebody asks what is held on them: the clock, the search, the redactions, the file."""
