"""What happened, in what order, how long it took, and what became of it."""
