"""The real study: a programme of innovation in children's social care, from published facts."""

from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files(__name__) / "folder"))
"""The built study folder."""
