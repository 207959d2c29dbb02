"""What was decided about passages that are quoted."""
