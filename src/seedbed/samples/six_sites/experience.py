"""Young people's own ratings at four waves, and a few of their words, written by adults."""

from datetime import date
from typing import Any

import numpy as np

from seedbed.formats import rows as r

from . import written

ASKED = {1: date(2021, 11, 8), 2: date(2022, 9, 26), 3: date(2023, 6, 19), 4: date(2024, 5, 27)}
OWN_WORDS = "item-own-words"
LEFT_BLANK = 0.03
MARK = "Written by adults for a demonstration."


def responses(planted: dict[str, Any], rng: np.random.Generator) -> list[r.ResponseRow]:
    """Answers to every item by every respondent, and the own words of some."""
    feeling = planted["experience"]
    made = _own_words()
    for site in (row["id"] for row in written.csv("sites")):
        for wave in ASKED:
            if wave not in feeling["silent"].get(site, []):
                for number in range(1, feeling["respondents"] + 1):
                    made += _answers(site, wave, number, feeling, rng)
    return made


def _answers(
    site: str, wave: int, number: int, feeling: dict[str, Any], rng: np.random.Generator
) -> list[r.ResponseRow]:
    """One respondent's ratings; a few are left blank. Respondents are not tied to participants."""
    items = [row["id"] for row in written.csv("items") if row["id"] != OWN_WORDS]
    at = feeling["mean"] + feeling[site] * (wave - 1) + rng.normal(0.0, feeling["spread"] / 2)
    drawn = np.clip(np.rint(rng.normal(at, feeling["spread"], len(items))), 1, 5)
    blank = rng.random(len(items)) < LEFT_BLANK
    return [
        r.ResponseRow.model_validate(
            {
                "id": f"rs-{site[:3]}-{wave}-r{number}-{item.removeprefix('item-')}",
                "item": item,
                "site": site,
                "wave": wave,
                "on": ASKED[wave],
                "value": None if blank[i] else int(drawn[i]),
                "status": "simulated",
                "note": "Left blank." if blank[i] else "",
            }
        )
        for i, item in enumerate(items)
    ]


def _own_words() -> list[r.ResponseRow]:
    said = [
        {**row, "item": OWN_WORDS, "on": ASKED[int(row["wave"])], "note": MARK}
        for row in written.csv("own_words")
    ]
    return written.rows(r.ResponseRow, said)
