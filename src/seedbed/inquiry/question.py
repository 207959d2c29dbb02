"""What a question is: its name, its parameters, the frames it reads and the method that answers.

The command line and the web form are both made from this one declaration.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import polars as pl

from seedbed.errors import InputError
from seedbed.inquiry.safe import Counting
from seedbed.record.study.models import Study
from seedbed.trust.asking import Asker

Given = Mapping[str, Any]
Frames = dict[str, pl.DataFrame]
Kind = Literal["word", "words", "whole"]
LONGEST = 300  # as the record keeps it, and as a support names it


class Answer(Protocol):
    """What a method gives back."""

    @property
    def numbers(self) -> Mapping[str, float | int | None]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...
    def table(self) -> list[dict[str, Any]]: ...
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing a question must be told. ``default`` None means it must be given."""

    name: str
    says: str
    kind: Kind = "word"
    default: str | None = None
    choices: Callable[[Asker, Study], list[tuple[str, str]]] | None = None

    def written(self, given: str) -> str:
        """The one way to write what was given."""
        value = self.read(given)
        if not isinstance(value, list):
            return str(value)
        if any("," in part for part in value):  # a name as in "Bristol, City of"
            return "".join(f"{part};" for part in value)
        return ",".join(value)

    def read(self, given: str) -> Any:
        """A given text as the method wants it."""
        if self.kind == "words":
            parts = given.split(";" if ";" in given else ",")
            return [part.strip() for part in parts if part.strip()]
        if self.kind == "whole":
            try:
                return int(given)
            except ValueError as wrong:
                raise InputError(f"{self.name} must be a whole number; it is {given!r}.") from wrong
        return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A declared question. ``nouns`` are what its frames are read from."""

    name: str
    title: str
    says: str
    nouns: tuple[str, ...]
    frames: Callable[[Asker, Study, Given], Frames]
    answer: Callable[[Frames, Given], Answer]
    parameters: tuple[Parameter, ...] = ()
    method_version: str = "1"
    # What its figures count. Without it the question is not put to a study of real people.
    counting: Counting | None = None

    def fill(self, given: Mapping[str, str]) -> dict[str, str]:
        """All parameters as text, with defaults.

        Raises: InputError for a parameter that is unknown, missing without a default, or no number
        where it must be one.
        """
        known = {p.name for p in self.parameters}
        for name in given:
            if name not in known:
                raise InputError(
                    f"The question {self.name} has no parameter {name}. "
                    + (f"It has: {', '.join(sorted(known))}." if known else "It has none.")
                )
        filled = {}
        for parameter in self.parameters:
            value = given.get(parameter.name) or parameter.default
            if value is None:
                raise InputError(
                    f"The question {self.name} needs {parameter.name}: {parameter.says}."
                )
            filled[parameter.name] = parameter.written(value)
        return filled

    def read(self, filled: Mapping[str, str]) -> dict[str, Any]:
        """Parameters as the method wants them."""
        return {p.name: p.read(filled[p.name]) for p in self.parameters}

    def asked(self, filled: Mapping[str, str]) -> str:
        """The question and its parameters in one canonical line; defaults are left out.

        Raises: InputError if the line is longer than a claim can name.
        """
        words = [self.name]
        for p in self.parameters:
            if filled[p.name] != p.default:
                words.append(shlex.quote(f"{p.name}={filled[p.name]}"))
        line = " ".join(words)
        if len(line) > LONGEST:
            raise InputError(
                f"The question with its parameters has {len(line)} characters; it may have at most "
                f"{LONGEST}. Name fewer things, or leave the parameter out to take them all."
            )
        return line


def needs_nothing(question: Question) -> bool:
    """Say whether a question can be put as it is."""
    return all(p.default is not None for p in question.parameters)
