"""The study, its sites and its innovations."""
