"""What changed, for whom, and how far the design lets anybody say why."""
