"""The audit in a terminal: does the chain hold, and how did it stand on a day?"""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.start import STORE, command_line, start
from seedbed.errors import SeedbedError

audit_app = typer.Typer(
    no_args_is_help=True, help="Who did what, in a chain that shows if it was altered."
)
out = Console(highlight=False, soft_wrap=True)


class AuditBroken(SeedbedError):
    """The chain does not hold."""

    exit_code = 6


@audit_app.command()
def verify(
    context: typer.Context,
    heads: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[HEAD]...", help="Signed heads that were kept elsewhere."),
    ] = None,
) -> None:
    """Walk the whole audit; with signed heads, also see whether it was written anew."""
    start(context.obj)
    from seedbed.trust.heads import read_head
    from seedbed.trust.heads import verify as walk

    found = walk([read_head(path) for path in heads or []], using=STORE)
    if not found.holds:
        raise AuditBroken(found.text())
    out.print(found.text(), markup=False)


@audit_app.command()
def head(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(help="Write to this file instead.")] = None,
) -> None:
    """Sign how the audit stands now. Keep it away from this machine, one for every day."""
    start(context.obj)
    from seedbed.trust.data_folder import signing_secret
    from seedbed.trust.heads import sign

    said = sign(by=command_line(), secret=signing_secret()).text()
    if to is None:
        sys.stdout.write(said)
    else:
        to.write_text(said, encoding="utf-8")
        out.print(f"Wrote {to}.", markup=False)
