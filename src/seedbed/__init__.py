"""Seedbed: one unbroken chain from evidence to advice."""
