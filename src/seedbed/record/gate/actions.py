"""Writes at the gate: making a study of real people, and settling what it needs."""

from datetime import date
from typing import get_args

from seedbed.errors import InputError
from seedbed.record import words as w
from seedbed.record.base import public_id_of
from seedbed.record.gate.models import LONGEST_HOURS, ConsentText, Safeguards
from seedbed.record.study.beginning import insert_study
from seedbed.record.study.models import Study
from seedbed.record.writing import act
from seedbed.trust.asking import Asker
from seedbed.trust.store import is_protected

SETTLED = {
    "lawful_basis": w.LawfulBasis,
    "special_condition": w.SpecialCondition,
    "offences": w.YesNo,
}


def begin_real_study(*, by: Asker, key: str, title: str, today: date) -> Study:
    """Make an empty study of real people. It takes nothing in until its gate opens.

    Raises: InputError where the store is not encrypted, or the name is taken.
    """
    if not by.is_system:
        by.must("load", study=-1)  # only the system makes a study: nobody is its lead yet
    if not is_protected(by.using):
        raise InputError(
            "This store is not encrypted, so no study of real people begins here. Begin an "
            "encrypted store in a new data folder: seedbed store begin."
        )
    if Study.objects.using(by.using).filter(key=key).exists():
        raise InputError(f"A study called {key} is there already. Choose another name.")
    row = Study(
        key=key, title=title, kind="real", as_at=today, summary="", limits="", correct="",
        public_id=public_id_of(key, ""),
    )  # fmt: skip
    with act(by=by, action="begin-study", study=row, noun="studies", row=key, fields=["kind"]):
        insert_study(by, row)
    return row


def settle(
    *,
    by: Asker,
    study: Study,
    lawful_basis: str | None = None,
    special_condition: str | None = None,
    offences: str | None = None,
    policy: str | None = None,
    retention: str | None = None,
    review_on: date | None = None,
    harm_hours: int | None = None,
) -> Safeguards:
    """Record on what ground the study holds what it holds, and for how long.

    What is not given stays as it was.
    """
    by.must("keep-gate", study=study.pk)
    words = {
        "lawful_basis": lawful_basis, "special_condition": special_condition, "offences": offences,
    }  # fmt: skip
    for name, word in words.items():
        if word is not None and word not in get_args(SETTLED[name]):
            raise InputError(
                f"{name} must be one of {', '.join(get_args(SETTLED[name]))}; it is {word!r}."
            )
    if harm_hours is not None and not 1 <= harm_hours <= LONGEST_HOURS:
        raise InputError(
            f"A flag of harm is decided within 1 to {LONGEST_HOURS} hours; {harm_hours} was given."
        )
    held = {
        **words, "policy": policy, "retention": retention, "review_on": review_on,
        "harm_hours": harm_hours,
    }  # fmt: skip
    given = {name: value for name, value in held.items() if value is not None}
    with act(by=by, action="settle", study=study, noun="safeguards", row=study.key, fields=given):
        row, _ = Safeguards.objects.using(by.using).update_or_create(study=study, defaults=given)
    return row


def add_consent_text(
    *, by: Asker, study: Study, use: str, text: str, since: date, language: str = "en-gb"
) -> ConsentText:
    """Keep the words of a consent as its next version. Earlier versions stay as they were."""
    by.must("keep-gate", study=study.pk)
    if use not in get_args(w.Use):
        raise InputError(f"use must be one of {', '.join(get_args(w.Use))}; it is {use!r}.")
    if not text.strip():
        raise InputError("Give the words that people are shown.")
    texts = ConsentText.objects.using(by.using).filter(study=study, use=use, language=language)
    last = texts.order_by("-version").values_list("version", flat=True).first() or 0
    row = ConsentText(
        study=study, use=use, version=last + 1, language=language, text=text.strip(), since=since
    )
    with act(
        by=by, action="add-consent-text", study=study, noun="consent_texts",
        row=f"{use}-{row.version}", fields=["text", "since"],
    ):  # fmt: skip
        row.save(using=by.using, force_insert=True)
    return row
