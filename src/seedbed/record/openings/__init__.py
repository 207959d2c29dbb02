"""Break-glass: an opening in an emergency, for an hour, told to who answers for the study."""
