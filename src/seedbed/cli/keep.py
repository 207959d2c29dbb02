"""Keeping the store in a terminal: back it up, restore it, and see how it is."""

import json
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.library import Shown
from seedbed.cli.start import STORE, start
from seedbed.errors import InputError, SeedbedError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
WORDS = "SEEDBED_BACKUP_PASSPHRASE"


class Unwell(SeedbedError):
    """The doctor found something to mend."""

    exit_code = 6


def backup(
    context: typer.Context,
    to_folder: Annotated[Path, typer.Argument(help="The folder where backups are kept.")],
    passphrase: Annotated[
        bool,
        typer.Option(
            "--passphrase",
            help=f"Seal it with a passphrase, asked for or taken from {WORDS}. "
            "An encrypted store needs none.",
        ),
    ] = False,
) -> None:
    """Back up the store while others work, and prove the backup by restoring it."""
    start(context.obj)
    from django.conf import settings

    from seedbed.record.people.guarded import real_studies
    from seedbed.trust.asking import system
    from seedbed.trust.keeping.backup import make_backup
    from seedbed.trust.keeping.copies import ENCRYPTED, kind_of

    by = system("command-line", using=STORE)
    if kind_of(STORE) != ENCRYPTED and not passphrase and real_studies(by):
        raise InputError(
            "This store holds a study of kind real and is not encrypted itself, so its backup "
            "is sealed: add --passphrase."
        )
    words = _asked(twice=True) if passphrase else ""
    with err.status("Copying the store, and restoring the copy to prove it ..."):
        made = make_backup(to_folder.resolve(), data=settings.DATA, by=by, passphrase=words)
    out.print(made.text(), markup=False)


def restore(
    backup: Annotated[Path, typer.Argument(metavar="FROM", help="A backup.")],
    to: Annotated[Path, typer.Option(help="A data folder that does not exist yet.")],
) -> None:
    """Make a new data folder from a backup, whole or not at all."""
    from seedbed.cli.restored import bring_up, refuse_other_kind
    from seedbed.trust.keeping.beside import built
    from seedbed.trust.keeping.contents import key_for, lay_out
    from seedbed.trust.keeping.manifest import is_sealed, read_manifest

    backup, to = backup.resolve(), to.resolve()
    words = _asked(twice=False) if is_sealed(backup) else os.environ.get(WORDS, "")
    manifest = read_manifest(backup, key=key_for(backup), passphrase=words)
    refuse_other_kind(manifest)
    with err.status("Restoring ..."), built(to) as folder:
        lay_out(manifest, backup, folder, passphrase=words)
        said = bring_up(manifest, folder)
    for line in said:
        out.print(line, markup=False)
    out.print(f"Restored {backup.name} to {to}. Everybody has to log in anew.", markup=False)


def doctor(
    context: typer.Context,
    form: Annotated[Shown, typer.Option("--format", help="text or json.")] = Shown.text,
) -> None:
    """See how the store and its folder are, with what to do where something is not well."""
    start(context.obj, as_it_is=True)
    from seedbed.cli.findings import all_findings

    found = all_findings(today=date.today())
    ill = [finding for finding in found if not finding.well]
    if form is Shown.json:
        said = {"well": not ill, "findings": [asdict(finding) for finding in found]}
        sys.stdout.write(json.dumps(said, indent=2) + "\n")
    else:
        for finding in found:
            out.print(f"{'well ' if finding.well else 'WRONG'}  {finding.says}", markup=False)
            if finding.do:
                out.print(f"       {finding.do}", markup=False)
    if ill:
        raise Unwell(f"{len(ill)} of {len(found)} findings are to be mended.")


def _asked(*, twice: bool) -> str:
    words = os.environ.get(WORDS, "")
    if not words:
        words = str(typer.prompt("The passphrase of the backup", hide_input=True))
        if twice and typer.prompt("The same again", hide_input=True) != words:
            raise SeedbedError("The two were not the same. No backup was made.")
    return words
