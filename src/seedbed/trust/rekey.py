"""A store that gets another key: whatever is sealed under the old one is sealed under the new.

An embedded store is written anew beside the old one, tried, and then takes its place. A store on a
server keeps its columns as they are, sealed by the keys of their studies; those keys are wrapped
anew. Heads of the audit that were signed before still verify, for each carries the public half of
the key it was signed with; what is signed from now on carries another. Backups made before open
with the old key alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import OperationalError, connections, transaction

from seedbed.errors import InputError, SeedbedError
from seedbed.trust import key_change, second_factor, study_keys
from seedbed.trust.asking import Asker
from seedbed.trust.audit import first_break, note
from seedbed.trust.keeping.copies import copy_pages
from seedbed.trust.keeping.state import state_of
from seedbed.trust.key_change import NEXT, STORE
from seedbed.trust.keys import (
    MARK,
    drawn,
    fingerprint,
    is_encrypted,
    keeping,
    key_file,
    key_of,
    write_mark,
)
from seedbed.trust.models import StoreKey
from seedbed.trust.wholeness import damage


class StoreBusy(SeedbedError):
    """Somebody else has the store open."""

    exit_code = 5


class NotRekeyed(SeedbedError):
    """The new store did not hold when it was tried. The old one is as it was."""

    exit_code = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekeyed:
    """What was done, and where the old key lies; None where it was made of a passphrase."""

    studies: int
    second_factors: int
    fingerprint: str
    old_key: Path | None


def rekey(folder: Path, *, by: Asker, passphrase: str = "") -> Rekeyed:
    """Give the store in a data folder a new key: drawn by chance, or made of a passphrase.

    Raises: InputError where the store has no key; StoreBusy; NotRekeyed; WrongKey. The store
    opens with the old key then, as before.
    """
    if not is_encrypted(folder):
        raise InputError("The store has no key to change. One begins with: seedbed store begin")
    old, was_in_file = key_of(folder), keeping(folder).by == "key-file"
    if not was_in_file and not passphrase and key_file(folder).exists():
        raise InputError(
            f"The new key would go into {key_file(folder).name}, and that is there already. Name a "
            "file that does not exist yet in SEEDBED_KEY_FILE. Nothing was changed."
        )
    salt, new = drawn(passphrase)
    with key_change.alone(folder):
        try:
            kept_by = "passphrase" if passphrase else "key-file"
            write_mark(folder / (MARK + NEXT), kept_by, salt, new)
            key_change.sync(folder / (MARK + NEXT))
            if not passphrase:
                key_change.add_key(folder, new)
            if connections[by.using].vendor == "sqlite":
                done = _written_anew(folder, old, new, by)
            else:
                done = _on_the_server(folder, old, new, by)
        except BaseException:
            if (folder / (MARK + NEXT)).exists():
                key_change.undo(folder)
            raise
        key_change.finish(folder)
    study_keys.forget()
    lies = key_change.old_key_file(folder, old) if was_in_file else None
    return Rekeyed(
        studies=done[0], second_factors=done[1], fingerprint=fingerprint(new), old_key=lies
    )


def _written_anew(folder: Path, old: bytes, new: bytes, by: Asker) -> tuple[int, int]:
    connections[by.using].close()
    with _held(by.using) as source:
        before = state_of(source)
        with _copy(source, folder / (STORE + NEXT), new) as using:
            _refuse(before.differences(state_of(connections[using])))
            done = _sealed_anew(old, new, by, using)
            _refuse(damage(using=using))
            if (broken := first_break(using=using)) is not None:
                _refuse([f"The audit is broken at event {broken}."])
        key_change.sync(folder / (STORE + NEXT))
        key_change.swap(folder)
        # While the old one is still held, so that nobody writes into what is given up.
        key_change.finish(folder)
    return done


def _on_the_server(folder: Path, old: bytes, new: bytes, by: Asker) -> tuple[int, int]:
    connection = connections[by.using]
    with transaction.atomic(using=by.using):
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE trust_storekey, trust_studykey IN ACCESS EXCLUSIVE MODE")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0]:
                raise StoreBusy(_BUSY)
        done = _sealed_anew(old, new, by, by.using)
    key_change.swap(folder)
    return done


def _sealed_anew(old: bytes, new: bytes, by: Asker, using: str) -> tuple[int, int]:
    """Everything that is sealed under the store's key itself, all or nothing."""
    with transaction.atomic(using=using):
        studies = study_keys.rewrap(old, new, using=using)
        StoreKey.objects.using(using).update_or_create(
            id=1, defaults={"fingerprint": fingerprint(new)}
        )
        factors = second_factor.reseal(old, new, using=using)
        study_keys.refuse_unopened(new, using=using)
        note(by=replace(by, using=using), action="rekey", noun="store")
    return studies, factors


@contextmanager
def _held(using: str) -> Iterator[Any]:
    """The store, held so that nobody else so much as reads it; one file, with no log beside it."""
    source = connections.create_connection(using)
    try:
        try:
            source.settings_dict = {
                **source.settings_dict,
                "OPTIONS": {**source.settings_dict["OPTIONS"], "timeout": 1},
            }
            with source.cursor() as cursor:
                cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
                cursor.execute("BEGIN EXCLUSIVE")
                cursor.execute("COMMIT")
                cursor.execute("PRAGMA journal_mode = DELETE")
        except OperationalError as busy:
            raise StoreBusy(_BUSY) from busy
        yield source
    finally:
        source.close()


@contextmanager
def _copy(source: Any, target: Path, new: bytes) -> Iterator[str]:
    """A copy of the store under the new key, open under an alias of its own."""
    target.touch(mode=0o600, exist_ok=False)
    copy_pages(source, target, then=f"PRAGMA rekey = \"x'{new.hex()}'\"")
    alias = f"{source.alias}-next"
    settings = source.settings_dict
    # Its own log would be a second file to swap.
    plain = settings["OPTIONS"]["init_command"].replace("journal_mode=WAL", "journal_mode=DELETE")
    connections.settings[alias] = {
        **settings, "NAME": target,
        "OPTIONS": {**settings["OPTIONS"], "key": lambda: new, "init_command": plain},
    }  # fmt: skip
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _refuse(found: list[str]) -> None:
    if found:
        raise NotRekeyed(
            "The store under the new key did not hold when it was tried, so it was taken away. "
            f"The key is the one it was. {' '.join(found[:5])} Run `seedbed doctor`."
        )


_BUSY = (
    "Another process has the store open. Stop the server, and whatever else works on it, then "
    "change the key. Nothing was changed."
)
