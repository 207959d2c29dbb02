"""The marks that stand in the place of a number: suppressed, not available, not applicable, low.

A mark is never a zero, and a zero is never a mark. An empty cell is neither: nothing is known.
"""

from typing import Literal

Mark = Literal["", "not-available", "suppressed", "not-applicable", "low"]

# The shorthand of official statistics. "u" says that there is a figure too unreliable to print,
# which to a reader is no figure; the symbol itself is kept beside the mark.
SHORTHAND: dict[str, Mark] = {
    "c": "suppressed",
    "z": "not-applicable",
    "x": "not-available",
    "u": "not-available",
    ":": "not-available",
    "k": "low",
    "low": "low",
    "": "",
}

# The interactive tool prints one dash, whatever the reason.
DASH: dict[str, Mark] = {"-": "not-available", "": ""}

IN_WORDS: dict[str, str] = {
    "suppressed": "suppressed",
    "not-applicable": "not applicable",
    "not-available": "not available",
    "low": "too low to print",
}
