"""The dated table of changes of authorities: what may be joined over a date, and what may not."""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from seedbed.methods.prose import day

Kind = Literal["replaced", "boundary", "reorganised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """One change of authorities, and how it is known."""

    on: date
    kind: Kind
    ended: tuple[str, ...]  # codes that stopped
    began: tuple[str, ...]  # codes that started
    says: str
    status: str
    codes: str
    address: str = ""
    note: str = ""

    @property
    def comparable(self) -> bool:
        """Whether readings before and after belong to one series."""
        return self.kind != "replaced"

    def table(self) -> list[dict[str, str | date]]:
        """One row of plain values."""
        row = asdict(self)
        return [row | {name: ", ".join(row[name]) for name in ("ended", "began")}]

    def text(self) -> str:
        """Say what changed, and whether a series may run over it.

        >>> changes_of("E06000060")[0].text()[:62]
        '1 April 2020: Buckinghamshire became a unitary council over th'
        """
        verdict = {
            "replaced": "Figures before and after this date are not comparable.",
            "boundary": "Figures run on over this date; the ground differs slightly.",
            "reorganised": "Figures run on over this date; services were re-formed that day.",
        }[self.kind]
        doubt = {"known": " This is background knowledge, to be checked.", "found": ""}
        return f"{day(self.on)}: {self.says} {verdict}{doubt.get(self.status, '')}"


@cache
def all_changes() -> tuple[AreaChange, ...]:
    """Every change in the table, in order of date."""
    data = files("seedbed.formats.statistics") / "data" / "area_changes.toml"
    rows = tomllib.loads(data.read_text(encoding="utf-8"))["changes"]
    lists = ("ended", "began")
    made = (AreaChange(**row | {name: tuple(row[name]) for name in lists}) for row in rows)
    return tuple(sorted(made, key=lambda change: change.on))


def changes_of(
    code: str, *, after: date = date.min, until: date = date.max
) -> tuple[AreaChange, ...]:
    """List the changes that touch a code and took effect after one day, up to another.

    Shapes: ``code`` is any code the authority had, or its number where codes had not begun.

    >>> [change.on.year for change in changes_of("E06000059")]
    [2019]
    """
    return changes_among([code], after=after, until=until)


def changes_among(
    codes: Iterable[str], *, after: date = date.min, until: date = date.max
) -> tuple[AreaChange, ...]:
    """List the changes that touch any of some codes within a span of days."""
    wanted = {part for code in codes for part in code.split(" / ")}
    return tuple(
        change
        for change in all_changes()
        if after < change.on <= until and wanted & {*change.ended, *change.began}
    )


@cache
def renewed() -> dict[str, str]:
    """Old codes of authorities that run on under a new one, old to new."""
    pairs = (
        zip(change.ended, change.began, strict=True)
        for change in all_changes()
        if change.comparable and change.ended
    )
    return {old: new for pair in pairs for old, new in pair}
