"""Bytes to record and back."""
