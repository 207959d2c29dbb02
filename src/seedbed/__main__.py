"""``python -m seedbed``."""

from seedbed.cli.main import run

run()
