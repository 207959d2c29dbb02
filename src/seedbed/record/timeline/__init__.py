"""What happened, what was adopted, what held, what became of it."""
