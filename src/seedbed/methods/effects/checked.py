"""What came of checking a claim: the curve of all choices, counted."""

from dataclasses import dataclass
from statistics import median

from seedbed.methods.effects.checked_words import paragraph
from seedbed.methods.effects.claim import ClaimToCheck, Kind
from seedbed.methods.effects.mixes import Fit
from seedbed.methods.effects.recomputed import NOISE, Choice, Part, nearest_to, number_of
from seedbed.methods.results import Numbers, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """Other areas put through the same choices, each told by the median of its numbers."""

    areas: tuple[str, ...]
    as_far: tuple[str, ...]  # of these, those that moved at least as far in the claimed direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A claim beside everything that the same readings can be made to say."""

    claim: ClaimToCheck
    curve: tuple[Choice, ...]  # by their number, the lowest first
    left_out: tuple[Choice, ...]
    kinds: tuple[tuple[str, Kind], ...]  # each measure and its kind
    wider: float  # percentage points around the published figure, beyond its rounding
    gaps: tuple[str, ...]  # readings of the area that are suppressed, not available or absent
    fits: tuple[Fit, ...]
    placebo: Placebo | None  # none with too few other areas
    warnings: tuple[str, ...]
    wanting: tuple[str, ...]

    @property
    def own_measure(self) -> bool | None:
        """Whether some measure counts as the source did; not known if the source does not say."""
        return None if self.claim.kind is None else self.claim.kind in dict(self.kinds).values()

    @property
    def agrees(self) -> tuple[Choice, ...]:
        """Choices that move in the claimed direction."""
        return tuple(choice for choice in self.curve if choice.way == "agrees")

    @property
    def reverses(self) -> tuple[Choice, ...]:
        """Choices that move the other way."""
        return tuple(choice for choice in self.curve if choice.way == "reverses")

    @property
    def rounds_to(self) -> tuple[Choice, ...]:
        """Choices whose number could be published as the claim's, by rounding."""
        return tuple(choice for choice in self.curve if choice.within == "rounding")

    @property
    def near(self) -> tuple[Choice, ...]:
        """Choices whose number lies within the wider band, or rounds to the published one."""
        return tuple(choice for choice in self.curve if choice.within)

    @property
    def own(self) -> tuple[Choice, ...]:
        """What the claim's own dates give, by its own measure if there is one; also left out."""
        dated = [choice for choice in (*self.curve, *self.left_out) if choice.own]
        return tuple(c for c in dated if not self.own_measure or c.kind == self.claim.kind)

    @property
    def nearest(self) -> Choice | None:
        """The choice whose number comes nearest to the published one; the first of equals."""
        return nearest_to(self.claim.published, self.curve) if self.curve else None

    @property
    def larger(self) -> int:
        """How many choices move further in the claimed direction than was published."""
        sign, published = self.claim.sign, self.claim.published
        return sum(sign * (number_of(choice) - published) > NOISE for choice in self.curve)

    @property
    def numbers(self) -> Numbers:
        """How many choices agree, and where the published figure lies among them."""
        every = [number_of(choice) for choice in self.curve]
        own = [choice.number for choice in self.own]
        return {
            "published": self.claim.published,
            "choices": len(every),
            "left_out": len(self.left_out),
            "same_direction": len(self.agrees),
            "reversed": len(self.reverses),
            "no_change": len(every) - len(self.agrees) - len(self.reverses),
            "within_rounding": len(self.rounds_to),
            "within_wider": len(self.near),
            "larger": self.larger,
            "larger_percent": 100 * self.larger / len(every) if every else None,
            "lowest": min(every, default=None),
            "median": median(every) if every else None,
            "highest": max(every, default=None),
            "nearest": self.nearest.number if self.nearest else None,
            "own_dates": own[0] if len(own) == 1 else None,  # several measures: see the table
            "placebo_areas": len(self.placebo.areas) if self.placebo else None,
            "placebo_as_far": len(self.placebo.as_far) if self.placebo else None,
        }

    def table(self) -> list[Row]:
        """List every choice by its number, then those left out with the reason."""
        return [choice.row() for choice in (*self.curve, *self.left_out)]

    def by(self, part: Part) -> list[Row]:
        """Count, for each option of one part, the choices that agree: what the answer hangs on."""
        options = sorted({getattr(c, part) for c in (*self.curve, *self.left_out)})
        return [{part: option} | self._counts(part, option) for option in options]

    def _counts(self, part: Part, option: str) -> Row:
        of = [choice for choice in self.curve if getattr(choice, part) == option]
        return {
            "choices": len(of),
            "same_direction": sum(choice.way == "agrees" for choice in of),
            "reversed": sum(choice.way == "reverses" for choice in of),
            "within_wider": sum(bool(choice.within) for choice in of),
            "median": median(number_of(choice) for choice in of) if of else None,
            "left_out": sum(getattr(choice, part) == option for choice in self.left_out),
        }

    def what_would_settle_it(self) -> list[str]:
        """List what is missing, each as a sentence; empty if nothing is."""
        return list(self.wanting)

    def text(self) -> str:
        """Tell how far the claim holds over all choices, and what this cannot say."""
        return paragraph(self)
