"""The parts of the study that were written by hand, read from this package."""

import csv as csv_files
import io
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, TypeVar

from seedbed.formats import rows as r
from seedbed.formats.row import Fact, Row

HERE = files(__package__)
R = TypeVar("R", bound=Row)


def csv(name: str) -> list[dict[str, str]]:
    """The rows of ``written/<name>.csv`` as they stand."""
    text = (HERE / "written" / f"{name}.csv").read_text("utf-8")
    return list(csv_files.DictReader(io.StringIO(text), strict=True))


def toml(name: str) -> dict[str, Any]:
    """A TOML file of this package, by its path in it."""
    return tomllib.loads(HERE.joinpath(*name.split("/")).read_text("utf-8"))


def text(name: str) -> str:
    """The words of one source."""
    return (HERE / "texts" / f"{name}.txt").read_text("utf-8")


def study() -> r.StudyFile:
    """What the study is."""
    return r.StudyFile.model_validate(toml("written/study.toml"))


def rows(model: type[R], cells: Iterable[Mapping[str, Any]]) -> list[R]:
    """Cells as rows of a table: an empty cell is not known, and every fact is simulated."""
    marks = {"status": "simulated"} if issubclass(model, Fact) else {}
    return [
        model.model_validate({**marks, **{key: value for key, value in row.items() if value != ""}})
        for row in cells
    ]


def toml_rows() -> list[Row]:
    """Claims, circles and advice, with their parts."""
    return [
        row
        for path, models in r.TOML_ROWS.items()
        for tables in (toml(f"written/{path.rpartition('/')[2]}"),)
        for model in models
        for row in rows(model, tables.get(model.table, ()))
    ]
