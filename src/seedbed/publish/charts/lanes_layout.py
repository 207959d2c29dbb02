"""Where things lie in swim-lanes: how high a lane is, and on which line each event goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from seedbed.publish.charts.paper import TEXT, Margins, Size, wrapped
from seedbed.publish.charts.spells import Piece

BAR = 26  # height of a stage bar
LINE = 20  # from one line of events to the next
NEAR = 10  # half the room a mark needs
NUMBERED = 24  # room for its number
APART = 6  # between two ranges on one line, so that they do not look like one
SLIVER = 7  # a range shorter than this cannot be told from an edge
LABEL = 46  # room for a year
PAD = 12

WIDE_MARGINS = Margins(left=236, top=60, right=24, bottom=0)
NARROW_MARGINS = Margins(left=10, top=60, right=10, bottom=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: its name, rows as given, and its stages cut into pieces."""

    name: str
    stages: Sequence[Mapping[str, Any]]
    events: Sequence[Mapping[str, Any]]
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A case with its place: pixels down from the top of the plot."""

    case: Case
    label: str
    top: float
    bar: float
    lines: tuple[int, ...]  # for each event, the line it lies on
    bottom: float

    @property
    def name_at(self) -> float:
        """Where the middle of the first line of the name lies."""
        return self.top + PAD + TEXT / 2

    def line(self, number: int) -> float:
        """Where the middle of a line of events lies."""
        return self.bar + BAR + 6 + LINE / 2 + number * LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The axis of time: its two ends, and how many pixels it has."""

    first: date
    last: date
    width: int

    def at(self, day: date) -> float:
        """A day in pixels of the plot."""
        whole = self.last.toordinal() - self.first.toordinal()
        return (day.toordinal() - self.first.toordinal()) / whole * self.width

    def years(self) -> list[date]:
        """The years to label: all while there is room, else every second, fifth or tenth."""
        count = self.last.year - self.first.year + 1
        room = self.width // (LABEL + 8)
        step = next((step for step in (1, 2, 5, 10, 20) if count / step <= room), 50)
        return [
            date(year, 1, 1)
            for year in range(self.first.year, self.last.year + 1)
            if year % step == 0 and self.at(date(year, 1, 1)) < self.width - 1.4 * LABEL
        ]


def margins(size: Size) -> Margins:
    """Names lie left of the lanes where there is room, above them where there is not."""
    return NARROW_MARGINS if size.narrow else WIDE_MARGINS


def span(cases: Sequence[Case], size: Size, today: date) -> Span:
    """From the year of the first date to today or the last date, with a little air."""
    rows = [row for case in cases for row in (*case.stages, *case.events)]
    days = [day for row in rows for day in (row["earliest"], row["latest"])]
    first = date(min([*days, today]).year, 1, 1)
    last = max([*days, today])
    air = max(20, (last - first).days // 50)
    return Span(
        first=first,
        last=date.fromordinal(last.toordinal() + air),
        width=margins(size).plot(size),
    )


def laid_out(cases: Sequence[Case], size: Size, axis: Span) -> list[Lane]:
    """Put the lanes under each other, each as high as its name and its events need."""
    lanes, top, numbered = [], 0.0, len(cases) == 1
    for case in cases:
        label = wrapped(case.name, 38 if size.narrow else 25, lines=3)
        name_height = (label.count("\n") + 1) * (TEXT + 3)
        lines = event_lines(case.events, axis, numbered=numbered)
        bar = top + PAD + (name_height + 2 if size.narrow else 0)
        bottom = bar + BAR + 6 + (max(lines, default=-1) + 1) * LINE + PAD
        bottom = max(bottom, top + 2 * PAD + name_height)
        lanes.append(Lane(case=case, label=label, top=top, bar=bar, lines=lines, bottom=bottom))
        top = bottom
    return lanes


def drawable(pieces: Sequence[Piece], axis: Span) -> list[Piece]:
    """The pieces at the resolution of the drawing: slivers of doubt join the piece they precede."""
    found: list[Piece] = []
    waiting: Piece | None = None
    for piece in pieces:
        if waiting and waiting.end == piece.start and waiting.stage == piece.stage:
            piece = replace(piece, start=waiting.start)
        elif waiting:
            found.append(replace(waiting, known="sure"))
        narrow = axis.at(piece.end) - axis.at(piece.start) < SLIVER
        waiting = piece if narrow and piece.known == "unsure" else None
        if waiting is None:
            found.append(piece)
    return [*found, replace(waiting, known="sure")] if waiting else found


def middle(earliest: date, latest: date) -> date:
    """The middle of a range of dates."""
    return date.fromordinal((earliest.toordinal() + latest.toordinal()) // 2)


def event_lines(
    events: Sequence[Mapping[str, Any]], axis: Span, *, numbered: bool
) -> tuple[int, ...]:
    """Give each event the first line on which its mark and its range touch no other."""
    taken: list[float] = []  # the right end of each line so far
    found = []
    for event in events:
        mark = axis.at(middle(event["earliest"], event["latest"]))
        left = min(axis.at(event["earliest"]), mark - NEAR)
        right = max(axis.at(event["latest"]), mark + NEAR) + (NUMBERED if numbered else 0)
        line = next((n for n, end in enumerate(taken) if end + APART < left), len(taken))
        taken[line:] = [right, *taken[line + 1 :]]
        found.append(line)
    return tuple(found)
