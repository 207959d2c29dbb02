"""What people lived and said, and whose voice is missing."""
