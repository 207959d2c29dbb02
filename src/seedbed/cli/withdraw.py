"""Withdrawing a person in a terminal."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.start import StudyName, command_line, start, study_here

out = Console(highlight=False, soft_wrap=True)


class Scope(StrEnum):
    """What the person asks for."""

    stop = "stop"
    erase = "erase"


def withdraw(
    context: typer.Context,
    study: StudyName,
    participant: Annotated[str, typer.Argument(help="The id of the person in the study folder.")],
    scope: Annotated[
        Scope, typer.Option(help="stop using their words from now on, or erase them.")
    ] = Scope.stop,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again before erasing.")] = False,
) -> None:
    """Withdraw somebody from a study, and say what that reached."""
    start(context.obj)
    from seedbed.publish.withdrawing import withdraw_person
    from seedbed.record.outputs.selectors import published
    from seedbed.record.people.selectors import participant_named

    by, held = command_line(), study_here(study)
    person = participant_named(by, held, participant)
    if scope is Scope.erase and not yes:
        typer.confirm("Erasing cannot be undone. Erase their words?", abort=True)
    row = withdraw_person(
        by=by, study=held, participant=person, scope=str(scope), today=date.today()
    )  # fmt: skip
    for noun, ids in row.reached.items():
        if isinstance(ids, list | dict) and ids:
            out.print(f"{len(ids):>5}  {noun}: {', '.join(map(str, ids))}", markup=False)
    pages = published(using=by.using).filter(public_id__in=row.reached.get("publications", ()))
    for page in pages.defer("body"):
        out.print(f"Published already: {page.kind} {page.key}, version {page.version}.")
    if row.scope == "erase" and row.swept_at is None:
        out.print("The files of the store are not swept yet: somebody else uses it. Run it again.")
    out.print(
        "Backups and exported folders made before now still hold the words, until you destroy "
        "them. After restoring an older backup, do the withdrawals since then once more."
    )
