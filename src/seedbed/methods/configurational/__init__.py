"""Cases compared on conditions, and whether the comparison can carry a conclusion."""
