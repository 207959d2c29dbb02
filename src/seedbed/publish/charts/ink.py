"""The colours of charts, chosen once.

The stage ramp goes from light to dark in even steps of lightness, so it survives colour-blindness,
a grey printer and a bad projector; each bar also carries its number. Nothing is told by hue alone.
"""

INK = "#211c16"
SOFT = "#5c5347"
LINE = "#ddd3c1"
PAPER = "#ffffff"
ACCENT = "#1f5f4e"
CLAY = "#9a3d1c"
COMPARISON = "#8a7e6c"

# Lightness (CIE L*) 93, 80, 66, 53, 39, 25: a test keeps the steps even.
STAGE_INKS = {
    "mobilising": "#faeabb",
    "designing": "#d9cb7a",
    "developing": "#93a95c",
    "integrating": "#4b8a63",
    "growing": "#1f6360",
    "system-change": "#163d4c",
}

# Named here; the finishing step puts the pattern into each drawing that uses it.
HATCH = "url(#hatch)"

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"


def on(fill: str) -> str:
    """Ink or paper, whichever reads better on a fill such as ``#1f6360``."""
    red, green, blue = (int(fill[n : n + 2], 16) for n in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else PAPER
