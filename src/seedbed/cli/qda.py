"""Projects of other tools for coding, in a terminal."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.library import Shown
from seedbed.cli.tables import print_table

out = Console(highlight=False, soft_wrap=True)


def look_qdpx(
    file: Annotated[Path, typer.Argument(help="A project exported as REFI-QDA (.qdpx).")],
    form: Annotated[Shown, typer.Option("--format", help="text or json.")] = Shown.text,
) -> None:
    """Look into a REFI-QDA project: what it holds, how it counts, what cannot be read. No store."""
    from seedbed.formats.qda.report import look

    found = look(file)
    lost = [{"kind": one.kind, "id": one.guid, "why": one.why} for one in found.lost]
    if form is Shown.json:
        told = {
            "text": found.text(), "numbers": found.numbers, "sources": found.table(), "lost": lost,
        }  # fmt: skip
        out.print_json(json.dumps(told, ensure_ascii=False))
        return
    out.print(found.text(), markup=False)
    print_table(out, found.table())
    if lost:
        out.print("\nNot read:", markup=False)
        print_table(out, lost)
