"""The gate: what must be settled before a study may hold the words of real people."""
