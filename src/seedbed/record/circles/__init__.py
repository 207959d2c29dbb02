"""Other places, and their verdicts."""
