"""Study folders in a terminal: a new one, checked, loaded, written out again."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.room import AskedBy, tell_waiting, who_asks
from seedbed.cli.start import StudyName, command_line, start, start_light, study_here
from seedbed.cli.walk import begin_real
from seedbed.errors import InputError

out = Console(highlight=False, soft_wrap=True)


class Kind(StrEnum):
    """What a new study holds."""

    public = "public"
    simulated = "simulated"
    real = "real"


def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    title: Annotated[str, typer.Option(help="What the study is called.")] = "A new study",
    kind: Annotated[
        Kind, typer.Option(help="public facts, simulated ones, or what real people said.")
    ] = Kind.public,
) -> None:
    """Write an empty study folder to fill in; for real people's words, begin at the gate."""
    if kind is Kind.real:
        begin_real(context, folder.name, title)
        return
    from seedbed.cli.new import new_folder

    made = new_folder(folder, title=title, kind=str(kind), today=date.today())
    out.print(f"Made {made.name} with study.toml and empty tables. Fill them in, then:")
    out.print(f"  seedbed check {folder}")
    out.print(f"  seedbed load {folder}")


def check(folder: Annotated[Path, typer.Argument(help="A study folder.")]) -> None:
    """Check a study folder without storing anything."""
    start_light()
    from seedbed.cli.language import language_prompt
    from seedbed.formats.folder import read_folder

    found = read_folder(folder)
    for table, rows in found.tables.items():
        if rows:
            out.print(f"{len(rows):>6}  {table}")
    out.print(f"{found.study.title}: all is well. Nothing was stored.", markup=False)
    for line in language_prompt(found):
        out.print(line, markup=False)


def load(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A study folder.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the study if it is there already.")
    ] = False,
) -> None:
    """Load a study folder, all or nothing."""
    start(context.obj)
    from seedbed.formats.study_folder import load_folder

    study = load_folder(folder, by=command_line(), replace=replace)
    out.print(f"Loaded {study.title}.", markup=False)
    out.print(f"Next: seedbed run {study.key}")


def export(
    context: typer.Context,
    study: StudyName,
    folder: Annotated[Path | None, typer.Argument(help="A folder that does not exist yet.")] = None,
    by: AskedBy = "",
) -> None:
    """Write a study as a folder of plain files.

    Of a study of real people it waits in the release room, and nothing is written.
    """
    start(context.obj)
    held = study_here(study)
    if held.kind == "real":
        from seedbed.publish.room import ask_for_export

        asked = ask_for_export(by=who_asks(held, by), study=held, today=date.today())
        tell_waiting(asked)
        return
    if folder is None:
        raise InputError("Name the folder to write, which does not exist yet.")
    from seedbed.publish.exporting import export_study

    export_study(held, folder, by=command_line(), today=date.today())
    out.print(f"Wrote {folder}.", markup=False)
