"""An empty study folder."""

import re
from datetime import date
from pathlib import Path

from seedbed.errors import InputError
from seedbed.formats.models import columns_of
from seedbed.formats.rows import CSV_ROWS
from seedbed.formats.writing import PRIVATE

STUDY = """\
id = "{id}"
title = "{title}"
kind = "{kind}"  # public or simulated
as_at = {today}
summary = "Say in two sentences what this study is about."
limits = "Say what it cannot tell."
correct = "Say how to have a fact corrected."
"""


def new_folder(folder: Path, *, title: str, kind: str, today: date) -> Path:
    """Write ``study.toml``, a header line for each table, and a ``.gitignore``.

    Raises: InputError if something lies there already.
    """
    if folder.exists():
        raise InputError(f"{folder} is there already. Name a folder that does not exist yet.")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "study"
    folder.mkdir(parents=True)
    (folder / "sources").mkdir()
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    body = STUDY.format(id=name, title=escaped, kind=kind, today=today.isoformat())
    (folder / "study.toml").write_text(body, encoding="utf-8")
    (folder / ".gitignore").write_text(PRIVATE, encoding="utf-8")
    for model in CSV_ROWS:
        header = ",".join(columns_of(model)) + "\n"
        (folder / f"{model.table}.csv").write_text(header, encoding="utf-8")
    return folder
