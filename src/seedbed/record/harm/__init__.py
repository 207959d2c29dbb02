"""Harm disclosed in fieldwork: a flag, told to the safeguarding lead against a clock."""
