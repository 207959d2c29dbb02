"""A study folder, read whole: every file, every check, every problem at once."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from seedbed.formats.cells import leads_out, read_cells, read_text
from seedbed.formats.checks import check_between
from seedbed.formats.models import columns_of, make_row, required_of
from seedbed.formats.problems import FolderError, Problem
from seedbed.formats.row import Row
from seedbed.formats.rows import CSV_ROWS, ORDER, TOML_ROWS, StudyFile

# Files that may lie in a folder without being part of the study.
BESIDE = {"datapackage.json", "README.md", ".gitignore"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What a study folder says: the study, rows by table in the order of storing, texts by file."""

    study: StudyFile
    tables: dict[str, list[Row]]
    texts: dict[str, str]


def read_folder(path: Path) -> Folder:
    """Read and check a study folder.

    Raises: FolderError with every problem found, each with file, row, column, value and remedy.
    """
    try:
        return _read(path) if path.is_dir() else _no_folder(path)
    except OSError:
        return _no_folder(path)


def _no_folder(path: Path) -> NoReturn:
    says = "is not a folder that can be read. Name the folder that holds study.toml."
    raise FolderError([Problem(file=str(path), says=says)])


def _read(path: Path) -> Folder:
    problems: list[Problem] = []
    study = _read_study(path, problems)
    rows: dict[str, list[Row]] = {}
    places: dict[str, tuple[str, str]] = {}
    for model in CSV_ROWS:
        rows[model.table] = _read_csv(path, model, places, problems)
    for name, models in TOML_ROWS.items():
        rows |= _read_toml(path, name, models, places, problems)
    texts = _read_texts(path, rows["source_versions"], places, problems)
    _stray_files(path, problems)
    check_between(
        rows, places, texts, problems, first=study.first if study else [],
        real=study is not None and study.kind == "real",
    )  # fmt: skip
    if problems or study is None:
        raise FolderError(problems)
    return Folder(study=study, tables={m.table: rows[m.table] for m in ORDER}, texts=texts)


def _read_study(path: Path, problems: list[Problem]) -> StudyFile | None:
    name = "study.toml"
    if not _is_there(path / name):
        says = "is not there. A study folder begins with it; `seedbed new` makes one."
        problems.append(Problem(file=name, says=says))
        return None
    given = _toml(path, name, problems)
    return None if given is None else make_row(StudyFile, given, name, "", problems)


def _read_csv(
    path: Path, model: type[Row], places: dict[str, tuple[str, str]], problems: list[Problem]
) -> list[Row]:
    name = f"{model.table}.csv"
    text = _text(path, name, problems) if _is_there(path / name) else None
    if text is None:
        return []
    rows = []
    cells = read_cells(text, name, columns_of(model), required_of(model), problems)
    for line, given in cells:
        place = f"line {line}"
        row = make_row(model, given, name, place, problems)
        if row is None:
            places.setdefault(given.get("id", ""), (name, place))
        elif _first_of_its_name(row, name, place, places, problems):
            rows.append(row)
    return rows


def _read_toml(
    path: Path,
    name: str,
    models: tuple[type[Row], ...],
    places: dict[str, tuple[str, str]],
    problems: list[Problem],
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {model.table: [] for model in models}
    given = _toml(path, name, problems) if _is_there(path / name) else {}
    for table in set(given or {}) - set(found):
        says = f"is not known here. Known are: {', '.join(found)}."
        problems.append(Problem(file=name, column=table, says=says))
    for model in models:
        entries = (given or {}).get(model.table, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            says = f"must be written as [[{model.table}]], once for each row."
            problems.append(Problem(file=name, column=model.table, says=says))
            continue
        for number, entry in enumerate(entries, 1):
            place = str(entry.get("id") or f"{model.table} {number}")
            row = make_row(model, entry, name, place, problems)
            if row is None:
                places.setdefault(place, (name, place))
            elif _first_of_its_name(row, name, place, places, problems):
                found[model.table].append(row)
    return found


def _is_there(path: Path) -> bool:
    # A link that leads nowhere is there, and must be spoken of.
    return path.exists() or path.is_symlink()


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    if leads_out(path.resolve(), path / name):
        says = "leads out of the folder. Put the file itself there."
        problems.append(Problem(file=name, says=says))
        return None
    return read_text(path / name, name, problems)


def _toml(path: Path, name: str, problems: list[Problem]) -> dict[str, Any] | None:
    text = _text(path, name, problems)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        problems.append(Problem(file=name, says=f"cannot be read as TOML: {wrong}."))
        return None


def _first_of_its_name(
    row: Row,
    file: str,
    place: str,
    places: dict[str, tuple[str, str]],
    problems: list[Problem],
) -> bool:
    if row.id in places:
        other, where = places[row.id]
        says = f"is the id of {other}, {where} too. An id is unique in the whole study."
        problems.append(Problem(file=file, row=place, column="id", value=row.id, says=says))
        return False
    places[row.id] = (file, place)
    return True


def _read_texts(
    path: Path,
    versions: list[Any],
    places: dict[str, tuple[str, str]],
    problems: list[Problem],
) -> dict[str, str]:
    texts: dict[str, str] = {}
    home = path.resolve() / "sources"
    for version in versions:
        name = f"sources/{version.file}"
        target = home / version.file
        file, place = places[version.id]
        if leads_out(home, target):
            says = "leads out of the folder. A text lies in sources/ itself."
            problems.append(
                Problem(file=file, row=place, column="file", value=version.file, says=says)
            )
        elif not target.is_file():
            says = "is not in sources/. Put the text there, or correct the name."
            problems.append(
                Problem(file=file, row=place, column="file", value=version.file, says=says)
            )
        else:
            text = read_text(target, name, problems)
            if text is not None:
                texts[version.file] = text
    return texts


def _stray_files(path: Path, problems: list[Problem]) -> None:
    """A misspelt table would be passed over in silence: name it instead."""
    known = {f"{model.table}.csv" for model in CSV_ROWS} | set(TOML_ROWS) | {"study.toml"} | BESIDE
    for found in sorted([*path.iterdir(), *path.glob("*/*")]):
        name = found.relative_to(path).as_posix()
        table_like = found.suffix.lower() in (".csv", ".toml") and not name.startswith(".")
        if table_like and name not in known:
            says = "is not a table of a study folder. Rename it, or move it elsewhere."
            problems.append(Problem(file=name, says=says))
