"""A study folder, written: sorted by id, LF, decimals as text, the same bytes every time."""

import csv
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from seedbed.errors import InputError
from seedbed.formats.cells import LINE_ENDS
from seedbed.formats.datapackage import datapackage
from seedbed.formats.models import columns_of
from seedbed.formats.row import Row
from seedbed.formats.rows import CSV_ROWS, TOML_ROWS, StudyFile

PRIVATE = "sources/\nparticipants.csv\nconsents.csv\nresponses.csv\n"


def write_folder(
    target: Path,
    *,
    study: Mapping[str, Any],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    texts: Mapping[str, str],
) -> None:
    """Write a study folder beside its place and move it there whole.

    Raises: InputError if something lies at the target already.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(
            f"{target.name} is there already and is not empty. Name a folder that does not exist."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".seedbed-") as made:
        work = Path(made) / "folder"
        work.mkdir()
        for name, content in folder_files(study=study, tables=tables, texts=texts).items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8"))
        if target.exists():
            target.rmdir()
        work.rename(target)


def folder_files(
    *,
    study: Mapping[str, Any],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    texts: Mapping[str, str],
) -> dict[str, str]:
    """Every file of a study folder, by name."""
    head = {
        name: _with_line_feeds(study[name])
        for name in StudyFile.model_fields
        if study[name] not in ("", [])
    }
    files = {"study.toml": tomli_w.dumps(head, multiline_strings=True), ".gitignore": PRIVATE}
    held = [model for model in CSV_ROWS if tables.get(model.table)]
    for model in held:
        files[f"{model.table}.csv"] = _csv(model, tables[model.table])
    for name, models in TOML_ROWS.items():
        body = {m.table: _toml_rows(m, tables[m.table]) for m in models if tables.get(m.table)}
        if body:
            files[name] = tomli_w.dumps(body, multiline_strings=True)
    for name, text in texts.items():
        files[f"sources/{name}"] = text
    package = datapackage(study, held)
    files["datapackage.json"] = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return dict(sorted(files.items()))


def _csv(model: type[Row], rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = columns_of(model)
    writer.writerow(columns)
    for row in sorted(rows, key=lambda r: r["id"]):
        writer.writerow([_cell(row[column]) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = f"{value.normalize():f}"
        return "0" if plain == "-0" else plain
    if isinstance(value, date):
        return value.isoformat()
    return _with_line_feeds(value) if isinstance(value, str) else str(value)


def _with_line_feeds(value: Any) -> Any:
    """What a web form brought with its own line ends is written with ours, as it will be read."""
    if isinstance(value, list):
        return [_with_line_feeds(part) for part in value]
    return LINE_ENDS.sub("\n", value) if isinstance(value, str) else value


def _toml_rows(model: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {c: _with_line_feeds(row[c]) for c in columns_of(model) if row[c] not in (None, "", [])}
        for row in sorted(rows, key=lambda r: r["id"])
    ]
