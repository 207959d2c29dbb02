"""A form for a question, made from its declaration: the same that the command line is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from seedbed.inquiry.question import Parameter, Question
from seedbed.trust.asking import Asker

if TYPE_CHECKING:
    from seedbed.record.study.models import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One thing to fill in: how it is asked, what may be chosen, what was given."""

    id: str
    name: str
    kind: str  # choose, several, number or text
    label: str
    otherwise: str  # what is taken if nothing is given
    needed: bool
    options: tuple[tuple[str, str], ...]
    given: tuple[str, ...]

    @property
    def value(self) -> str:
        """What was given, where there is one thing."""
        return self.given[0] if self.given else ""


def boxes(by: Asker, study: Study, question: Question, sent: QueryDict | None = None) -> list[Box]:
    """What a question must be told, filled with what was sent."""
    return [_box(by, study, question, parameter, sent) for parameter in question.parameters]


def _box(
    by: Asker, study: Study, question: Question, parameter: Parameter, sent: QueryDict | None
) -> Box:
    kind = _kind(parameter)
    label, _semicolon, otherwise = parameter.says.partition(";")
    return Box(
        id=f"{question.name}-{parameter.name}",
        name=parameter.name,
        kind=kind,
        # How to write several is said for the command line; here they are ticked.
        label=_sentence(parameter.name if kind == "several" else label),
        otherwise=_sentence(otherwise.strip().removesuffix(" unless given")),
        needed=parameter.default is None,
        options=tuple(parameter.choices(by, study)) if parameter.choices else (),
        given=tuple(sent.getlist(parameter.name)) if sent is not None else (),
    )


def _kind(parameter: Parameter) -> str:
    if parameter.choices is not None:
        return "several" if parameter.kind == "words" else "choose"
    return "number" if parameter.kind == "whole" else "text"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def given(question: Question, sent: QueryDict) -> Mapping[str, Any]:
    """What was sent, as the question takes it; several choices with commas between."""
    return {
        p.name: ",".join(part.strip() for part in sent.getlist(p.name) if part.strip())
        for p in question.parameters
    }
