"""The house started on what is being restored: a folder, and perhaps a database, built beside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from seedbed.cli.start import STORE, start
from seedbed.errors import InputError
from seedbed.trust.keeping import postgres
from seedbed.trust.keeping.copies import FILES, NAMES, POSTGRES
from seedbed.trust.keeping.manifest import Manifest

ADDRESS = "SEEDBED_DATABASE"


def refuse_other_kind(manifest: Manifest) -> None:
    """Raise where the backup is of another kind of database than the one that is named."""
    named = bool(os.environ.get(ADDRESS))
    if named == (manifest.kind == POSTGRES):
        return
    remedy = (
        f"{ADDRESS} names a PostgreSQL. Unset it."
        if named
        else f"Name an empty PostgreSQL database, or one to be made, in {ADDRESS}."
    )
    raise InputError(
        f"This backup is of {NAMES[manifest.kind]}, and is restored into the same kind of "
        f"database: {remedy} To change the kind, export the studies and load them there."
    )


def bring_up(manifest: Manifest, folder: Path) -> list[str]:
    """Hold what was laid out against the manifest, and bring it up to date. Gives what to say."""
    with _opened(manifest, folder):
        # These know tables, which are there once the house has started.
        from seedbed.trust.asking import system
        from seedbed.trust.heads import verify
        from seedbed.trust.keeping import restore

        restore.refuse_newer(manifest)
        restore.agrees(manifest, using=STORE, folder=folder)
        due = restore.waiting(using=STORE)
        start(folder)
        restore.settle(system("restore", using=STORE))
        said = [verify(using=STORE).text()]
    if due:
        said.append(
            f"The backup was made by an older Seedbed, {manifest.seedbed}: "
            f"{len(due)} migrations brought the new store up to date. The backup is as it was."
        )
    return said


@contextmanager
def _opened(manifest: Manifest, folder: Path) -> Iterator[None]:
    if manifest.kind != POSTGRES:
        start(folder, as_it_is=True)
        yield
    else:
        name = _aside()
        start(folder, as_it_is=True)
        with _database(name, folder / FILES[POSTGRES]):
            yield
    from django.db import connections

    connections.close_all()  # the folder gets its name only when nothing in it is in use


@contextmanager
def _database(name: str, dump: Path) -> Iterator[None]:
    """The database that takes its name once the block has ended well."""
    from django.db import connections

    postgres.refuse_filled(name, using=STORE)
    with postgres.made(postgres.beside(name), using=STORE):
        postgres.restore(dump, connections[STORE])
        dump.unlink()
        yield
        connections[STORE].close()
        postgres.rename(postgres.beside(name), name, using=STORE)


def _aside() -> str:
    """Let the settings name the database beside; gives the name it will have in the end."""
    parts = urlsplit(os.environ[ADDRESS])
    name = unquote(parts.path.lstrip("/"))
    path = "/" + quote(postgres.beside(name), safe="")
    os.environ[ADDRESS] = parts._replace(path=path).geturl()
    return name
