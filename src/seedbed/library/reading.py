"""From the data files beside this module to the frozen shapes a reader is handed."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, TypeVar

from seedbed.library.checklist import Checklist
from seedbed.library.codebook import Codebook, Construct, MayShip
from seedbed.library.consent import ConsentRule
from seedbed.library.framework import Drift, Framework, HeldElsewhere, Principle, Statement
from seedbed.library.policy import PolicyBody
from seedbed.library.stage import Stage, StageModel, Verb
from seedbed.library.theory import Proposition, Rival, Theory
from seedbed.library.wording import PlainEnglish, Wording

T = TypeVar("T")
DATA = files("seedbed.library") / "data"


def read_codebooks() -> list[Codebook]:
    """Every codebook file, in the order of their names."""
    return [_codebook(_read(name)) for name in _names("codebooks")]


def read_theories() -> list[Theory]:
    """Every theory file, in the order of their names."""
    return [_theory(_read(name)) for name in _names("theories")]


def read_framework(id: str) -> Framework:
    """The file of one practice framework."""
    read = _read(f"frameworks/{id}.toml")
    parts = {
        "principles": _each(Principle, read["principles"]),
        "drifts": _each(Drift, read["drifts"]),
        "statements": _each(Statement, read["statements"]),
        "held_elsewhere": _each(HeldElsewhere, read["held_elsewhere"]),
    }
    return Framework(**read | parts)


def read_stage_model() -> StageModel:
    """The file of the six stages."""
    read = _read("stages.toml")
    parts = {"stages": _each(Stage, read["stages"]), "verbs": _each(Verb, read["verbs"])}
    return StageModel(**read | parts)


def read_checklists() -> tuple[Checklist, ...]:
    """The file of reporting checklists."""
    return _each(Checklist, _read("checklists.toml")["checklists"])


def read_plain_english() -> PlainEnglish:
    """The file of words to avoid."""
    read = _read("plain_english.toml")
    return PlainEnglish(**read | {"words": _each(Wording, read["words"])})


def read_policy_bodies() -> tuple[PolicyBody, ...]:
    """The file of bodies that a page of policy is for."""
    return _each(PolicyBody, _read("nations.toml")["bodies"])


def read_consent_rules() -> tuple[ConsentRule, ...]:
    """The file of what the consent of a young person needs."""
    return _each(ConsentRule, _read("consent.toml")["rules"])


def _codebook(read: dict[str, Any]) -> Codebook:
    parts = {
        "may_ship": MayShip(**read["may_ship"]),
        "constructs": _each(Construct, read["constructs"]),
    }
    return Codebook(**read | parts)


def _theory(read: dict[str, Any]) -> Theory:
    propositions = tuple(
        Proposition(**row | {"rivals": _each(Rival, row["rivals"])}) for row in read["propositions"]
    )
    return Theory(**read | {"propositions": propositions})


def _each(shape: type[T], rows: Iterable[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(shape(**row) for row in rows)


def _names(folder: str) -> list[str]:
    found = (entry.name for entry in (DATA / folder).iterdir())
    return [f"{folder}/{name}" for name in sorted(found) if name.endswith(".toml")]


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = _plain(tomllib.loads((DATA / name).read_text(encoding="utf-8")))
    return read


def _plain(value: Any) -> Any:
    """Lists as tuples, and a text that was wrapped in its file as one line."""
    match value:
        case str():
            return " ".join(value.split())
        case list():
            return tuple(_plain(item) for item in value)
        case dict():
            return {key: _plain(item) for key, item in value.items()}
    return value
