"""The library in a terminal. It needs no data folder and no database."""

import json
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from seedbed.cli.tables import print_table
from seedbed.errors import InputError

library_app = typer.Typer(no_args_is_help=True, help="Published knowledge that ships with Seedbed.")
out = Console(highlight=False, soft_wrap=True)


class Shown(StrEnum):
    """How an answer is given."""

    text = "text"
    json = "json"


@library_app.command("list")
def library_list(
    kind: Annotated[str, typer.Option(help="Only one kind, such as theory or codebook.")] = "",
) -> None:
    """List codebooks, theories, frameworks, stages and checklists."""
    from seedbed.library import catalogue

    entries = [entry for entry in catalogue() if not kind or entry.kind == kind]
    if not entries:
        kinds = ", ".join(dict.fromkeys(entry.kind for entry in catalogue()))
        raise InputError(f"The library holds no {kind!r}. Its kinds are: {kinds}.")
    table = Table("kind", "id", "title", "holds")
    for entry in entries:
        table.add_row(entry.kind, entry.id, entry.title, str(entry.n))
    out.print(table)


@library_app.command("show")
def library_show(
    entry: Annotated[str, typer.Argument(metavar="ID", help="An id from the list.")],
    form: Annotated[Shown, typer.Option("--format", help="text or json.")] = Shown.text,
) -> None:
    """Show one entry of the library."""
    from seedbed.library import show

    found = show(entry)
    if form is Shown.json:
        told = {"id": found.id, "title": found.title, "text": found.text(), "table": found.table()}
        out.print_json(json.dumps(told, ensure_ascii=False, default=str))
        return
    out.print(found.text(), markup=False)
    print_table(out, found.table())
