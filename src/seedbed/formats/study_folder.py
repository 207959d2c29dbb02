"""Study folder to record, and record to study folder."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from seedbed.errors import InputError
from seedbed.formats.folder import Folder, read_folder
from seedbed.formats.rows import ORDER
from seedbed.formats.writing import folder_files, write_folder
from seedbed.record.reading import shown
from seedbed.record.storing import read_rows
from seedbed.record.study.actions import load_study
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker


def load_folder(path: Path, *, by: Asker, replace: bool = False) -> Study:
    """Load a study folder, all or nothing.

    Raises: FolderError with every problem; InputError if the study is there and not replaced.
    """
    folder = read_folder(path)
    return load_study(
        by=by, study=folder.study.model_dump(), tables=_plain(folder), replace=replace
    )


Leaving = Callable[[dict[str, list[dict[str, Any]]]], None]


def export_folder(study: Study, target: Path, *, by: Asker, leaving: Leaving | None = None) -> None:
    """Write a study as a folder. ``leaving`` takes out what may not leave.

    Raises: InputError for a study of real people of which nothing is taken out.
    """
    by.must("export", study=study.pk)
    write_folder(target, **_held(study, by=by, leaving=leaving))


def exported_files(study: Study, *, by: Asker, leaving: Leaving | None = None) -> dict[str, str]:
    """The files an export would write, by name. Of real people only with ``leaving``."""
    by.must("export", study=study.pk)
    return folder_files(**_held(study, by=by, leaving=leaving))


def _plain(folder: Folder) -> dict[str, list[dict[str, Any]]]:
    tables = {table: [row.model_dump() for row in rows] for table, rows in folder.tables.items()}
    for version in tables["source_versions"]:
        text = folder.texts[version["file"]]
        version["text"] = text
        version["sha256"] = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return tables


def _held(study: Study, *, by: Asker, leaving: Leaving | None) -> dict[str, Any]:
    if study.kind == "real" and leaving is None:
        raise InputError(
            "Words and counts of real people leave only with what may not leave taken out: "
            "seedbed export. The whole of a study is in its backup: seedbed backup."
        )
    head = {"id": study.key}
    for field in study._meta.fields:
        if field.name not in ("id", "key", "public_id"):
            head[field.name] = getattr(study, field.name)
    with shown(by):
        tables = {model.table: read_rows(by, study, model.table) for model in ORDER}
    if leaving is not None:
        leaving(tables)
    texts = {row["file"]: row["text"] for row in tables["source_versions"]}
    return {"study": head, "tables": tables, "texts": texts}
