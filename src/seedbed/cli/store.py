"""The encrypted store in a terminal: begin one, and see whether it is whole."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seedbed.cli.start import STORE, command_line, start
from seedbed.errors import InputError, SeedbedError

store_app = typer.Typer(no_args_is_help=True, help="The store itself: encryption and wholeness.")
out = Console(highlight=False, soft_wrap=True)


class StoreDamaged(SeedbedError):
    """The file of the store is not whole."""

    exit_code = 6


@store_app.command()
def begin(
    context: typer.Context,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Open it with a passphrase, not with a key file.")
    ] = False,
) -> None:
    """Make the data folder, which must be new, the home of an encrypted store."""
    from seedbed.trust import keys
    from seedbed.trust.data_folder import named_folder

    folder = named_folder(context.obj)
    words = _asked_twice() if passphrase else ""
    on_a_server = bool(os.environ.get("SEEDBED_DATABASE"))
    if on_a_server:
        _refuse_begun(folder)
    keys.begin(folder, passphrase=words)
    out.print(
        "What could tell who somebody is, and every original file, is sealed from now on before "
        "it reaches the server. Start Seedbed on every machine with this key and this mark."
        if on_a_server
        else "The store in this data folder is encrypted from now on."
    )
    if passphrase:
        out.print("Keep the passphrase: without it nobody can open the store, and nobody can help.")
    else:
        out.print(
            f"Its key is in {keys.KEY_FILE} beside it. Move the key to another place that is backed"
            " up apart from the store, and name it in SEEDBED_KEY_FILE.",
            markup=False,
        )


@store_app.command()
def rekey(
    context: typer.Context,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Open it with a passphrase, not with a key file.")
    ] = False,
) -> None:
    """Give the store another key. Nobody else may have it open meanwhile."""
    start(context.obj)
    from seedbed.trust.data_folder import data_folder
    from seedbed.trust.rekey import rekey as change

    words = _asked_twice() if passphrase else ""
    done = change(data_folder(), by=command_line(), passphrase=words)
    out.print(
        f"The store opens with its new key, {done.fingerprint}. Sealed anew: {done.studies} keys of"
        f" studies, {done.second_factors} second factors. Every table and the audit were held "
        "against the old store.",
        markup=False,
    )
    out.print(
        "Backups made before this open with the old key alone"
        + (f", which lies in {done.old_key.name} beside the key file. " if done.old_key else ". ")
        + "Make a backup now. Destroy the old key when the last earlier backup is destroyed. "
        "Heads of the audit that were signed before still verify.",
        markup=False,
    )


def _asked_twice() -> str:
    words = str(typer.prompt("A passphrase of at least 12 characters", hide_input=True))
    if typer.prompt("The same again", hide_input=True) != words:
        raise SeedbedError("The two were not the same. Nothing was made.")
    return words


def _refuse_begun(folder: Path) -> None:
    """Raise where the database already holds a store: its words would stay as they are."""
    start(folder, as_it_is=True)
    from django.db import connections

    if connections[STORE].introspection.table_names():
        raise InputError(
            "The database in SEEDBED_DATABASE holds tables already, and what is in them would stay "
            "unsealed. Name an empty one, and load your studies there."
        )


@store_app.command()
def check(context: typer.Context) -> None:
    """See whether every page of the store is whole and the audit holds."""
    start(context.obj, as_it_is=True)  # what is damaged may not be brought up to date
    from seedbed.trust.heads import verify
    from seedbed.trust.wholeness import damage

    found = damage(using=STORE)
    if found:
        shown = [*found[:20], f"and {len(found) - 20} more." if len(found) > 20 else ""]
        raise StoreDamaged("The store is damaged. Restore a backup.\n" + "\n".join(shown).strip())
    start(context.obj)
    audit = verify(using=STORE)
    if not audit.holds:
        raise StoreDamaged(audit.text())
    out.print("The store is whole.")
    out.print(audit.text(), markup=False)
