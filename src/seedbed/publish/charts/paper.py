"""The sheet a chart is drawn on: two fixed widths, margins in pixels, and a few kinds of mark.

Layout is ours and in pixels (``autosize: none``), so it depends on no font measured on one machine.
Data stay on real scales (time, number); names, keys and notes lie at pixels of the plot.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import wrap
from typing import Any, Literal

import altair as alt
from django.utils.translation import gettext as _

from seedbed.publish.charts.ink import CLAY, FONT, INK, LINE, PAPER, SOFT

TEXT = 16  # text size in units of the drawing: the wide one is shown from 720 px of its 960
LETTER = 0.5 * TEXT  # a fair mean width of a letter, for wrapping and for keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One of the two designs."""

    name: Literal["wide", "narrow"]
    width: int

    @property
    def narrow(self) -> bool:
        """Whether labels go above rows and axes carry fewer ticks."""
        return self.name == "narrow"


WIDE = Size(name="wide", width=960)
NARROW = Size(name="narrow", width=340)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """White space round the plot, in pixels; labels and keys are drawn into it."""

    left: int
    top: int
    right: int
    bottom: int

    def plot(self, size: Size) -> int:
        """How wide the plot is once the margins are taken off."""
        return size.width - self.left - self.right


def with_bottom(margins: Margins, bottom: float) -> Margins:
    """The same margins with room for a key below."""
    return replace(margins, bottom=round(bottom))


def sheet(
    layers: Sequence[alt.Chart],
    *,
    size: Size,
    margins: Margins,
    height: float,
    simulated: bool,
) -> alt.LayerChart:
    """Lay the layers over each other on a sheet of exactly the design's width.

    A drawing of simulated data says so inside the drawing, so that it says so wherever it goes.
    """
    if simulated:
        margins = replace(margins, top=margins.top + 26)
        row = {"px": 8 - margins.left, "py": 16 - margins.top, "text": _("SIMULATED DATA")}
        layers = [*layers, words("simulated", [row], fontWeight="bold", color=CLAY)]
    text = {"labelFont": FONT, "labelFontSize": TEXT, "labelColor": SOFT, "titleFont": FONT}
    return (
        alt.layer(*layers)
        .properties(
            width=margins.plot(size),
            height=height,
            autosize="none",
            padding={
                "left": margins.left,
                "top": margins.top,
                "right": margins.right,
                "bottom": margins.bottom,
            },
        )
        .configure(background=PAPER)
        .configure_view(stroke=None)
        .configure_axis(**text, gridColor=LINE, domainColor=SOFT, tickColor=SOFT, titleColor=SOFT)
        .configure_text(font=FONT, fontSize=TEXT, color=INK, lineBreak="\n", lineHeight=TEXT + 3)
    )


def layer(name: str, rows: Iterable[Mapping[str, Any]]) -> alt.Chart:
    """A layer of marks over rows; the name is how tests find its marks in the drawing."""
    values: Any = [dict(row) for row in rows]
    return alt.Chart(alt.Data(values=values), name=name)


def across(field: str = "px") -> alt.X:
    """An x position given in pixels of the plot."""
    return alt.X(f"{field}:Q", scale=None, axis=None)


def down(field: str = "py") -> alt.Y:
    """A y position given in pixels of the plot."""
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def words(name: str, rows: Iterable[Mapping[str, Any]], **mark: Any) -> alt.Chart:
    """Texts at pixels: rows with ``px``, ``py`` and ``text``."""
    look: dict[str, Any] = {"align": "left", "baseline": "middle", **mark}
    return layer(name, rows).mark_text(**look).encode(x=across(), y=down(), text="text:N")


def wrapped(text: str, letters: int, lines: int = 2) -> str:
    r"""A label broken into at most so many lines; what does not fit ends in an ellipsis.

    >>> wrapped("Family and Adolescent Support Hub (Enfield)", 24)
    'Family and Adolescent\nSupport Hub (Enfield)'
    """
    return "\n".join(
        wrap(text, letters, max_lines=lines, placeholder=" …", break_on_hyphens=False) or [""]
    )


def iso(day: date) -> str:
    """A date as Vega reads it without a time zone getting in."""
    return day.isoformat()


def moment(day: date) -> alt.DateTime:
    """A date as the end of a time scale."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)
