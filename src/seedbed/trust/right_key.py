"""A store on a server opens only to a data folder that holds its key.

The server keeps no key, so any data folder can reach it. One without the key would write plain
words where sealed ones belong, and one with another key would seal what nobody else can open.
Each connection is therefore held against the fingerprint in the store before anything else is
said on it, in whichever process: a server, a command, a script.
"""

import sys
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.signals import connection_created

from seedbed.trust.data_folder import data_folder, signing_secret
from seedbed.trust.key_change import (
    FINISHED,
    NEXT,
    UNDONE,
    KeyIsChanging,
    alone,
    finish,
    swap,
    undo,
)
from seedbed.trust.keys import MARK, WrongKey, fingerprint, is_encrypted, keeping
from seedbed.trust.models import StoreKey
from seedbed.trust.sealed_fields import MARK as SEAL
from seedbed.trust.sealed_fields import SealedText

# Only the settings of a store on a server say whether it is sealed value by value.
TOLD = "SEALS_COLUMNS"


def watch() -> None:
    """Hold every new connection to a server against the key from now on."""
    connection_created.connect(_held_against, dispatch_uid="right key")


def know(*, using: str) -> None:
    """Let a store that was begun with a key know it, from its first day.

    Raises: WrongKey where it holds plain words, for then it was not begun with a key.
    """
    connection = connections[using]
    if not connection.settings_dict.get(TOLD):
        return
    known = StoreKey.objects.using(using)
    if known.exists():
        return
    if plain := _plain_column(connection):
        raise WrongKey(
            f"This data folder has a key, but the store in SEEDBED_DATABASE was begun without one: "
            f"{plain} holds plain words. Start Seedbed with the data folder it was begun in, or "
            "begin an empty database with this one. Nothing was changed."
        )
    known.get_or_create(id=1, defaults={"fingerprint": fingerprint(signing_secret())})


def _held_against(sender: Any, connection: Any, **_: Any) -> None:
    if TOLD not in connection.settings_dict:
        return
    kept = _kept(connection)
    _settle(kept)
    if kept and kept != fingerprint(signing_secret()):
        connection.close()
        raise WrongKey(_reason())


def _settle(kept: str) -> None:
    """Finish or undo a change of key that was cut off: the store itself tells which it knows."""
    folder = data_folder()
    if not (folder / (MARK + NEXT)).exists():
        return
    try:
        with alone(folder):
            if keeping(folder, MARK + NEXT).fingerprint == kept:
                swap(folder)
                finish(folder)
                sys.stderr.write(f"{FINISHED}\n")
            else:
                undo(folder)
                sys.stderr.write(f"{UNDONE}\n")
    except KeyIsChanging:
        return  # whoever changes it is at work


def _kept(connection: Any) -> str:
    """The fingerprint in the store; nothing where it is new, or never sealed anything."""
    table = StoreKey._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone()[0] is None:
            return ""
        cursor.execute(f"SELECT fingerprint FROM {table} WHERE id = 1")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _reason() -> str:
    if is_encrypted(data_folder()):
        return (
            "The store in SEEDBED_DATABASE was begun with another key than the one of this data "
            "folder. Name the key it was begun with in SEEDBED_KEY_FILE, and its store.toml with "
            "--data. Nothing was changed."
        )
    return (
        "What is kept in the store in SEEDBED_DATABASE was sealed with a key that this data folder "
        "does not hold. Name the data folder of the store with --data: store.toml lies in it, or "
        "its secret-key. Nothing was changed."
    )


def _plain_column(connection: Any) -> str:
    """A column that should be sealed and holds something plain, if there is one."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.fields:
                if isinstance(field, SealedText) and _holds_plain(cursor, model, field):
                    return f"{model._meta.db_table}.{field.column}"
    return ""


def _holds_plain(cursor: Any, model: Any, field: SealedText) -> bool:
    table, column = model._meta.db_table, field.column
    cursor.execute(
        f'SELECT 1 FROM "{table}" WHERE "{column}" <> \'\' AND "{column}" NOT LIKE %s LIMIT 1',
        [f"{SEAL}:%"],
    )
    return cursor.fetchone() is not None
