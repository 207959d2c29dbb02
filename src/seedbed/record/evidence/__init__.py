"""Sources, their texts, and what was coded in them."""
