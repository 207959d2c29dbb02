"""How strong a study's design is, and the words that it has earned.

The levels follow the Maryland Scientific Methods Scale; putting our design words on it is our own
mapping, made from the kind of design alone. A poor trial can be worth less than a good comparison.
"""

from typing import Literal

Design = Literal[
    "trial", "comparison-group", "before-after-tested", "before-after", "described", "unknown"
]
Moved = Literal["better", "no-change", "worse", "mixed", "not-known"]
Strength = Literal["stronger", "weaker", "not known"]

# Strongest first: the order in which a ledger is read.
MARYLAND: dict[Design, str] = {
    "trial": "5",
    "comparison-group": "3 or 4",
    "before-after-tested": "2",
    "before-after": "2",
    "described": "1",
    "unknown": "not known",
}
IN_WORDS: dict[Design, str] = {
    "trial": "trial",
    "comparison-group": "comparison group",
    "before-after-tested": "before and after, tested against chance",
    "before-after": "before and after",
    "described": "described",
    "unknown": "design not known",
}
STRENGTH: dict[Design, Strength] = {
    "trial": "stronger",
    "comparison-group": "stronger",
    "before-after-tested": "weaker",
    "before-after": "weaker",
    "described": "weaker",
    "unknown": "not known",
}
RESULT: dict[Moved, str] = {
    "better": "a better result",
    "no-change": "no measurable change",
    "worse": "a worse result",
    "mixed": "mixed results",
    "not-known": "a result whose direction is not known",
}
# Only a trial may say that the innovation brought a result about.
SENTENCES: dict[Design, str] = {
    "trial": "in a trial, the innovation brought {result}",
    "comparison-group": "{result} went with the innovation, set against a comparison group",
    "before-after-tested": "{result} went with the innovation, before and after, tested against "
    "chance but against no comparison group",
    "before-after": "{result} went with the innovation, before and after, with no comparison and "
    "no test",
    "described": "{result} was reported, with no measurement before and after",
    "unknown": "{result} was reported; how it was studied is not known",
}
