"""Readings as lines: in order of time, cut where a period is missing or marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

FEW = 3  # more comparison lines than this are drawn thin, with their median


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its date, its value or None, and the mark in the value's place."""

    at: date
    value: float | None
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The readings of one area, in order of time."""

    area: str
    points: tuple[Point, ...]

    def value_at(self, day: date) -> float | None:
        """The value of the period that stands at that date."""
        return next((point.value for point in self.points if point.at == day), None)

    def stretches(self) -> list[list[Point]]:
        """Runs of values with no period missing between them: what may be joined by a line."""
        longest = 1.6 * self._step()
        runs: list[list[Point]] = []
        before: Point | None = None
        for point in self.points:
            if point.value is not None:
                joined = before and (point.at - before.at).days <= longest
                if joined:
                    runs[-1].append(point)
                else:
                    runs.append([point])
            before = point if point.value is not None else None
        return runs

    def _step(self) -> float:
        days = [point.at for point in self.points]
        steps = [(b - a).days for a, b in pairwise(days)]
        return median(steps) if steps else 0


def lines_of(rows: Iterable[Mapping[str, Any]]) -> list[Line]:
    """One line an area, areas in the order they first come."""
    areas: dict[str, list[Point]] = {}
    for row in rows:
        value = None if row["value"] is None else float(row["value"])
        point = Point(at=row["at"], value=value, mark=row.get("mark") or "")
        areas.setdefault(row["area"], []).append(point)
    return [
        Line(area=area, points=tuple(sorted(points, key=lambda point: point.at)))
        for area, points in areas.items()
    ]


def indexed_at(line: Line, baseline: date) -> Line:
    """The line with its value at the baseline as 100.

    >>> a, b = date(2014, 3, 31), date(2017, 3, 31)
    >>> line = lines_of([{"area": "A", "at": a, "value": 50}, {"area": "A", "at": b, "value": 25}])
    >>> [point.value for point in indexed_at(line[0], a).points]
    [100.0, 50.0]
    """
    base = line.value_at(baseline)
    assert base, "the caller has checked the baseline"
    points = (
        replace(point, value=None if point.value is None else point.value / base * 100)
        for point in line.points
    )
    return replace(line, points=tuple(points))


def middle_line(lines: Sequence[Line], says: str) -> Line:
    """The median of many lines, period by period, over those that have a value."""
    days = sorted({point.at for line in lines for point in line.points})
    points = []
    for day in days:
        values = [value for line in lines if (value := line.value_at(day)) is not None]
        points.append(Point(at=day, value=median(values) if values else None))
    return Line(area=says, points=tuple(points))
