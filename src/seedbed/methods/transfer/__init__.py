"""There beside here: what carries over is anticipated before, and assessed only after."""
