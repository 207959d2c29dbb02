"""Beginning a study of real people: a lead is walked to its gate, question by question."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import typer
from rich.console import Console

from seedbed.cli.gate import add, tell
from seedbed.cli.start import command_line, start
from seedbed.errors import InputError, SeedbedError

out = Console(highlight=False, soft_wrap=True)
LATER = "(Enter: later)"


def begin_real(context: typer.Context, name: str, title: str) -> None:
    """Begin a study of real people and walk its lead to the gate."""
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    _refuse_plain(context.obj, key)
    start(context.obj)
    from seedbed.record.gate.actions import begin_real_study

    by = command_line()
    study = begin_real_study(by=by, key=key, title=title, today=date.today())
    out.print(
        f"Began {study.title}, a study of real people. It is empty and shut: it takes nothing in "
        "until its gate is open.\nWhat you leave open now you can settle later.\n",
        markup=False,
    )
    try:
        _people(by, study)
        _grounds(by, study)
    except typer.Abort:
        out.print("\n\nThe rest is left for later.")
    out.print()
    tell(study)
    _next(context.obj, key)


def _refuse_plain(data: Path | None, key: str) -> None:
    """Before anything is made: a store that has begun plain stays plain."""
    from seedbed.trust.data_folder import named_folder
    from seedbed.trust.keys import is_encrypted

    if is_encrypted(named_folder(data)):
        return
    server = " and with an empty database in SEEDBED_DATABASE"
    raise InputError(
        "Real people's words are kept in an encrypted store, and this data folder has none. Begin "
        f"one in a new folder{server if os.environ.get('SEEDBED_DATABASE') else ''}, and the study "
        "in it:\n"
        "  seedbed --data NEW-FOLDER store begin\n"
        f"  seedbed --data NEW-FOLDER new {key} --kind real"
    )


def _people(by: Any, study: Any) -> None:
    lead = ""
    while not lead:
        lead = typer.prompt("Who leads it? A user name").strip()
    add(by, study, lead, "lead")
    for role, question in (
        ("safeguarding-lead", "Who is told when somebody discloses harm? A user name"),
        ("data-protection", "Who answers for the data? A user name"),
    ):
        _asked(question, lambda name, role=role: add(by, study, name, role))


def _grounds(by: Any, study: Any) -> None:
    from seedbed.record import words as w
    from seedbed.record.gate.actions import settle
    from seedbed.record.gate.lock import NEEDS_POLICY

    def keep(name: str) -> Callable[[str], object]:
        return lambda word: settle(by=by, study=study, **{name: word})

    bases, conditions = (", ".join(get_args(kind)) for kind in (w.LawfulBasis, w.SpecialCondition))
    _asked(f"Lawful basis, article 6: {bases}", keep("lawful_basis"))
    condition = _asked(
        f"Condition for special categories, article 9: {conditions}", keep("special_condition")
    )
    if condition in NEEDS_POLICY:
        _asked("Where is the policy document that condition needs?", keep("policy"))
    _asked("How long is the material kept, and what happens then?", keep("retention"))
    _asked(
        "When is that looked at next? A day, such as 2030-06-30",
        lambda word: settle(by=by, study=study, review_on=_day(word)),
    )


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as wrong:
        raise InputError(f"{word} is not a day. Write it like 2030-06-30.") from wrong


def _asked(question: str, keep: Callable[[str], object]) -> str:
    """Ask until the answer can be kept, or is left for later. Gives what was kept."""
    while True:
        word = str(typer.prompt(f"{question} {LATER}", default="", show_default=False)).strip()
        if not word:
            return ""
        try:
            keep(word)
            return word
        except SeedbedError as wrong:
            out.print(str(wrong), markup=False)


def _next(data: Path | None, key: str) -> None:
    at = f" --data {data}" if data else ""
    out.print(
        f"\nWhat comes next:\n"
        f"  seedbed{at} serve                        then log in, each under their own name\n"
        f"  seedbed{at} gate {key}                   what is still missing\n"
        f"  seedbed{at} gate {key} --consent FILE    the words people are shown when asked to "
        "take part",
        markup=False,
    )
