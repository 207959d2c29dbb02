"""A table ready to be looked at: what is shown, what is not and why, and what can be worked out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from seedbed.methods.disclosure.cells import Table, shown
from seedbed.methods.disclosure.layout import Key
from seedbed.methods.disclosure.protection import IN_WORDS
from seedbed.methods.disclosure.puzzle import puzzle_of
from seedbed.methods.disclosure.reader import Interval, by_key, intervals
from seedbed.methods.disclosure.secondary import complement, too_narrow
from seedbed.methods.prose import counted, figure
from seedbed.methods.results import Numbers, Row

BESIDE = "would give another figure away by subtraction"


def named(key: Key) -> str:
    """Write the place of a figure.

    >>> named(("Hove", "girls")), named(("Hove", ""))
    ('Hove / girls', 'Hove')
    """
    return " / ".join(part for part in key if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A table after suppression and rounding, with each suppressed figure's interval."""

    source: Table
    suppressed: frozenset[Key]
    least: bool  # no other choice would hide less
    open: tuple[Key, ...]  # of which a reader can still work out too much; there should be none
    intervals: Mapping[Key, Interval]  # for a reader who knows every shown figure exactly

    @property
    def secondary(self) -> frozenset[Key]:
        """Name what is suppressed only to protect something else."""
        return self.suppressed - self.source.primary

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say what is not protected, and which groups are all alike."""
        found = [
            f"{named(key)} can still be worked out too closely. Leave the table out."
            for key in self.open
        ]
        few = self.source.rules.threshold - 1
        if any(self.is_few(key) for key in self.intervals):
            found.append(f"A nought marked few is any count from 0 to {few}: say so by the table.")
        return (*found, *_all_alike(self.source))

    def is_few(self, key: Key) -> bool:
        """Say whether a figure is shown as nought because it is small."""
        return key in self.source.primary and key not in self.suppressed

    @property
    def numbers(self) -> Numbers:
        """Figures in all, shown, suppressed by themselves and for others, and the narrowest."""
        widths = [one.high - one.low for one in self.intervals.values() if one.high is not None]
        return {
            "figures": len(self.source.cells),
            "shown": len(self.source.cells) - len(self.suppressed),
            "primary": len(self.source.primary),
            "secondary": len(self.secondary),
            "narrowest": min(widths, default=None),
        }

    def published(self) -> list[Row]:
        """List what a reader gets. Nothing in it tells the two kinds of suppression apart."""
        return [
            {
                "row": key[0],
                "column": key[1],
                "shown": shown(self.source, key, self.suppressed),
                "mark": "suppressed" if key in self.suppressed else "few" * self.is_few(key),
            }
            for key in self.source.cells
        ]

    def table(self) -> list[Row]:
        """List the same with reasons and intervals, for those who decide on a release.

        A reader who knew which figure broke the threshold would know it to be less than that.
        """
        return [
            row | self._why_and_how_close(key)
            for key, row in zip(self.source.cells, self.published(), strict=True)
        ]

    def _why_and_how_close(self, key: Key) -> Row:
        interval = self.intervals.get(key)
        return {
            "reasons": "; ".join(self.reasons(key)),
            "low": interval.low if interval else None,
            "high": interval.high if interval else None,
        }

    def reasons(self, key: Key) -> tuple[str, ...]:
        """Say in words why a figure is not shown as it is."""
        own = tuple(IN_WORDS[name] for name in self.source.cells[key].protection.reasons)
        return own or ((BESIDE,) if key in self.suppressed else ())

    def text(self) -> str:
        """Tell those who decide what is suppressed and why, and how close a reader can come."""
        n = self.numbers
        search = "" if self.least else " A choice that hides less may exist."
        return (
            f"Of {counted(len(self.source.cells), 'figure')} (totals among them), "
            f"{figure(n['primary'])} may not stand by themselves{self._why()}, "
            f"{figure(n['secondary'])} more are suppressed because they {BESIDE}, and "
            f"{figure(n['shown'])} are shown{self._rounding()}.{search} {self._closest()} This "
            "guards against subtraction within this table alone. It does not guard against a "
            "reader who is in the table or knows somebody in it, nor against other tables of the "
            "same people."
        )

    def _why(self) -> str:
        reasons = Counter(r for c in self.source.cells.values() for r in c.protection.reasons)
        told = "; ".join(f"{IN_WORDS[name]}: {figure(n)}" for name, n in reasons.items())
        return f" ({told})" if told else ""

    def _rounding(self) -> str:
        base = self.source.rules.rounding
        return f", rounded to the nearest {base}" if self.source.counts and base > 1 else ""

    def _closest(self) -> str:
        known = {k: one for k, one in self.intervals.items() if one.high is not None}
        if not known:
            return (
                "No total that is shown puts an upper end to a suppressed figure."
                if self.intervals
                else "Nothing had to be suppressed."
            )
        key = min(known, key=lambda k: (known[k].high or 0.0) - known[k].low)
        return (
            "The closest a reader can come, knowing every shown figure exactly, is for "
            f"{named(key)}: from {figure(known[key].low)} to {figure(known[key].high)}."
        )


def protect(table: Table) -> Protected:
    """Suppress what breaks a rule and what would give it away, then round the rest.

    Rounding is not counted on: every suppressed figure keeps its interval even for a reader who
    knows all shown figures exactly, from elsewhere.

    Shapes: a table from ``frequency_table``, ``people_table`` or ``magnitude_table``.
    Units: the table's own.
    Raises: nothing that the table did not raise.
    Source: complementary cell suppression, Fischetti & Salazar (2001); Hundepool and others (2012),
    chapter 4; the relaxed search after Kelly, Golden & Assad (1992).

    >>> import polars as pl
    >>> from seedbed.methods.disclosure.rules import SEEDBED
    >>> from seedbed.methods.disclosure.tables import frequency_table
    >>> counts = pl.DataFrame({"row": ["a", "b", "c"], "count": [4, 17, 31]})
    >>> result = protect(frequency_table(counts, SEEDBED))
    >>> [(row["row"], row["shown"]) for row in result.published()]
    [('a', None), ('all', 50), ('b', None), ('c', 30)]
    >>> [(row["row"], row["shown"], row["low"], row["high"]) for row in result.table()]
    [('a', None, 0.0, 21.0), ('all', 50, None, None), ('b', None, 0.0, 21.0), ('c', 30, None, None)]
    """
    puzzle = puzzle_of(table)
    stays = table.counts and table.rules.small == "nought"
    must = frozenset[Key]() if stays else table.primary
    hidden, least = complement(puzzle, frozenset(puzzle.place[key] for key in must))
    found = intervals(puzzle, hidden)
    return Protected(
        source=table,
        suppressed=frozenset(puzzle.keys[n] for n in hidden),
        least=least,
        open=tuple(puzzle.keys[n] for n in sorted(too_narrow(puzzle, found))),
        intervals=by_key(puzzle, found),
    )


def _all_alike(table: Table) -> tuple[str, ...]:
    """Warn of a shown total whose people are all in one part: nobody in it has a secret left."""
    if not (table.counts and table.rules.zeros_stand):
        return ()
    found = []
    for one in table.sums:
        full = [part for part in one.parts if table.cells[part].value > 0]
        if len(one.parts) > 1 and len(full) == 1:
            found.append(
                f"Everybody in {named(one.total)} is in {named(full[0])}: the table tells it of "
                "each of them, however many they are."
            )
    return tuple(dict.fromkeys(found))
