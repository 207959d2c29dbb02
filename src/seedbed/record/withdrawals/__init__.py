"""People who took back what they gave: one act that reaches all that was made of it."""
