"""Three ledgers: outcomes, experience, money."""
