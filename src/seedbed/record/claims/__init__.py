"""What is held, and what bears on it."""
