"""A published claim in a file of its own: what was said, and which series to check it with."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from seedbed.errors import InputError
from seedbed.methods.effects.claim import ClaimToCheck, Kind
from seedbed.methods.prose import listed

# A number that is said to be a rate: "by 12 per 10,000", "12.5 points per 1,000".
PER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:points?\s+)?per\s+(1(?:00|0)?,?000)\b")


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
            "\n".join(_told(path.name, error) for error in wrong.errors(include_url=False))
        ) from wrong
    for entry in file.series:
        _one_place(path.name, entry)
    _countable(path.name, file)
    return ClaimFile(
        claim=_claim(file),
        began=file.began,
        series=tuple(file.series),
        comparisons=file.comparisons,
        home=path.parent,
    )


def _told(name: str, error: Any) -> str:
    """One entry that is wrong: where, what it holds, what was expected."""
    where = f"{name}, {'.'.join(map(str, error['loc']))}"
    if error["type"] == "extra_forbidden":
        return (
            f"{where}: is no entry of a claim file. There are {listed(_File.model_fields, 20)}. "
            "The size of the change goes into percent, whatever was counted."
        )
    found = "" if error["type"] == "missing" else f", found {error['input']!r}"
    return f"{where}: {error['msg'].lower()}{found}. Correct the entry."


def _countable(name: str, file: _File) -> None:
    """Refuse a claim that tells no before from after, or whose size is in another unit."""
    if file.baseline is None and file.began is None:
        raise InputError(
            f"{name}, baseline: expected the first and last day that the claim counts from, or "
            "began, the day on which the innovation began; found neither. Add one of them, such as "
            "began = 2015-01-01: without it nothing can be told to be before."
        )
    for number, base in PER.findall(file.says):
        if float(number.replace(",", "")) == file.percent:
            raise InputError(
                f"{name}, percent: expected the change in per cent, found {file.percent:g}, which "
                f"the words of the claim give per {base}. Work out the change in per cent from the "
                "rate before and the rate after."
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
