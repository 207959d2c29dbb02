"""What was shown to a site before publishing, and what was said in reply."""
