"""Documents that become sources: bytes in, one text out; who speaks, when, and on which page."""
