"""What is told to a reader, and what was published."""
