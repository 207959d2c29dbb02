"""REFI-QDA: projects of other tools for coding, read as they come and never believed blindly."""
