"""Rules of law as a page shows them: in our own words, dated, and kept as versions.

A decision names the version that was shown when it was taken, so a rule that changes changes no
decision.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from seedbed.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One version of one rule: what it says in our words, since when we read it so, and where."""

    id: str
    version: int
    as_at: date
    title: str
    nation: str
    source: str
    text: str

    @property
    def name(self) -> str:
        """What a decision keeps of it: which rule, in which version."""
        return f"{self.id} {self.version}"


def law(id: str) -> Law:
    """The newest version of a rule.

    Raises: InputError where there is no such rule.

    Example:
        >>> law("subject-access-clock").title
        'One month to answer, and the clock may stand'
        >>> law("subject-access-clock").name
        'subject-access-clock 1'
    """
    found = [rule for rule in laws() if rule.id == id]
    if not found:
        raise InputError(f"No rule of law is called {id}.")
    return max(found, key=lambda rule: rule.version)


@cache
def laws() -> tuple[Law, ...]:
    """Every version of every rule.

    Source: each names its own.

    Example:
        >>> len(laws())
        4
    """
    path = files("seedbed.library") / "data" / "law.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Law(**rule | {"text": rule["text"].strip()}) for rule in read["rules"])
