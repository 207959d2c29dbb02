"""Attachments: the original files of a source, sealed."""
