"""A published claim in a file of its own: what was said, and which series to check it with."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from seedbed.errors import InputError
from seedbed.methods.effects.claim import ClaimToCheck, Kind


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Series(_Part):
    """Where the readings of one measure are: in a study, in loaded statistics, or in a CSV file."""

    measure: str = Field(min_length=1)
    kind: Kind
    study: str = ""
    indicator: str = ""
    statistics: str = ""
    file: str = ""


class _File(_Part):
    says: str = Field(min_length=1)
    who: str = Field(min_length=1)
    said_on: date | None = None
    address: str = ""
    measure: str = Field(min_length=1)
    kind: Kind | None = None
    area: str = Field(min_length=1)
    direction: Literal["fell", "rose"]
    percent: float
    began: date | None = None
    baseline: Annotated[list[date], Field(min_length=2, max_length=2)] | None = None
    end: Annotated[list[date], Field(min_length=2, max_length=2)] | None = None
    series: Annotated[list[Series], Field(min_length=1)]
    comparisons: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFile:
    """A claim, the series to recompute it from, and whom to compare with."""

    claim: ClaimToCheck
    began: date | None
    series: tuple[Series, ...]
    comparisons: dict[str, list[str]]
    home: Path  # where a CSV file named by a series lies


def read_claim_file(path: Path) -> ClaimFile:
    """Read a claim to check.

    Raises: InputError naming the entry, what it holds and what was expected.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise InputError(f"{path.name} cannot be read as a text file in UTF-8: {wrong}.") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise InputError(f"{path.name} cannot be read as TOML: {wrong}.") from wrong
    try:
        file = _File.model_validate(given)
    except ValidationError as wrong:
        raise InputError(
            "\n".join(
                f"{path.name}, {'.'.join(map(str, error['loc']))}: {error['msg'].lower()}."
                for error in wrong.errors(include_url=False)
            )
        ) from wrong
    for entry in file.series:
        _one_place(path.name, entry)
    return ClaimFile(
        claim=_claim(file),
        began=file.began,
        series=tuple(file.series),
        comparisons=file.comparisons,
        home=path.parent,
    )


def _one_place(name: str, entry: Series) -> None:
    places = [bool(entry.study and entry.indicator), bool(entry.statistics), bool(entry.file)]
    if sum(places) != 1:
        raise InputError(
            f"{name}, series {entry.measure!r}: say in one way where its readings are: "
            "study and indicator, or statistics (a measure that was loaded), or file (a CSV)."
        )


def _claim(file: _File) -> ClaimToCheck:
    spans: dict[str, Any] = {}
    for name, given in (("baseline", file.baseline), ("end", file.end)):
        spans |= {f"{name}_starts": given[0], f"{name}_ends": given[1]} if given else {}
    return ClaimToCheck(
        says=file.says,
        who=file.who,
        measure=file.measure,
        area=file.area,
        direction=file.direction,
        percent=file.percent,
        kind=file.kind,
        said_on=file.said_on,
        address=file.address,
        **spans,
    )
