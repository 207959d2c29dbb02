"""How far people who coded apart agree: on given units, and on where a passage begins and ends."""
