"""One data key a study, drawn by chance and kept wrapped by the store's key.

Destroying the wrapped key is crypto-erase: what was sealed for the study stays where it lies, in
this store and on any disk its files were copied to, and nobody opens it again. A store that is not
encrypted has no key of its own. It wraps with the secret of its data folder, which lies beside it:
that keeps one way of doing things for every store, and keeps nothing from whoever has the folder.
Such a store holds published and invented facts only.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from seedbed.trust import erasing
from seedbed.trust.data_folder import signing_secret
from seedbed.trust.keys import fingerprint, sub_key
from seedbed.trust.models import StoreKey, StudyKey
from seedbed.trust.sealing import BrokenSeal, new_key, seal, unseal

PURPOSE = "study keys"
# Another process may destroy a key: after this many seconds it is looked for again.
HELD_FOR = 10.0


class DestroyedKey(BrokenSeal):
    """The key of a study was destroyed, and with it all that was sealed for the study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A study's key, unwrapped. It shows itself nowhere."""

    name: str
    key: bytes = field(repr=False)


def key_of_study(study: UUID, *, using: str) -> Opened:
    """The key that everything of a study is sealed with from now on. Made where there is none.

    Raises: DestroyedKey.
    """
    held = _held(using, study)
    if held is not None:
        return held
    row = StudyKey.objects.using(using).filter(study=study).first() or _begin(study, using)
    opened = Opened(name=row.name, key=_unwrapped(row))
    _hold(using, study, opened)
    return opened


def key_named(name: str, *, using: str) -> Opened:
    """The key that something was sealed with, by the name it carries.

    Raises: DestroyedKey; BrokenSeal where the store has no such key.
    """
    held = _held(using, name)
    if held is not None:
        return held
    row = StudyKey.objects.using(using).filter(name=name).first()
    if row is None:
        raise BrokenSeal("What is kept here was sealed with a key this store does not have.")
    opened = Opened(name=name, key=_unwrapped(row))
    _hold(using, name, opened)
    return opened


def destroy(study: UUID, *, using: str) -> None:
    """Destroy a study's key, for good. Nothing is ever sealed for this study again.

    Where the study never had one, that none is made later is what is kept.
    """
    now = datetime.now(UTC)
    with transaction.atomic(using=using):
        StudyKey.objects.using(using).update_or_create(
            study=study,
            defaults={"wrapped": "", "destroyed_at": now},
            create_defaults={
                "name": secrets.token_hex(8), "wrapped": "", "made_at": now, "destroyed_at": now,
            },
        )  # fmt: skip
        transaction.on_commit(forget, using=using)
        erasing.after_commit(StudyKey, using=using)
    forget()


def rewrap(old: bytes, new: bytes, *, using: str) -> int:
    """Wrap every study's key with another store key, in the caller's transaction."""
    rows = StudyKey.objects.using(using).filter(destroyed_at=None)
    for row in rows:
        row.wrapped = _wrapped(_unwrapped(row, old), row.study, new)
        row.save(using=using, update_fields=["wrapped"])
    StoreKey.objects.using(using).filter(id=1).update(fingerprint=fingerprint(new))
    forget()
    return len(rows)


def refuse_unopened(secret: bytes, *, using: str) -> None:
    """Open every study's key with a store key, to see that it does.

    Raises: BrokenSeal.
    """
    for row in StudyKey.objects.using(using).filter(destroyed_at=None):
        _unwrapped(row, secret)


def forget() -> None:
    """Drop every unwrapped key this process holds."""
    _kept.clear()


def _begin(study: UUID, using: str) -> StudyKey:
    secret = signing_secret()
    with transaction.atomic(using=using):
        StoreKey.objects.using(using).get_or_create(
            id=1, defaults={"fingerprint": fingerprint(secret)}
        )
        row, _ = StudyKey.objects.using(using).get_or_create(
            study=study,
            defaults={
                "name": secrets.token_hex(8),
                "wrapped": _wrapped(new_key(), study, secret),
                "made_at": datetime.now(UTC),
            },
        )
    return row


def _wrapped(key: bytes, study: UUID, secret: bytes) -> str:
    return seal(key, key=sub_key(secret, PURPOSE), bound_to=f"study key {study}").hex()


def _unwrapped(row: StudyKey, secret: bytes | None = None) -> bytes:
    if row.destroyed_at is not None:
        raise DestroyedKey(
            "The key of this study was destroyed, so what was sealed for it opens no more."
        )
    own = sub_key(signing_secret() if secret is None else secret, PURPOSE)
    return unseal(bytes.fromhex(row.wrapped), key=own, bound_to=f"study key {row.study}")


# Unwrapped keys by store and study or name: until when each is good, and in which transaction.
_kept: dict[tuple[str, Any], tuple[float, Callable[[], None] | None, Opened]] = {}


def _held(using: str, which: Any) -> Opened | None:
    until, in_transaction, opened = _kept.get((using, which), (0.0, None, None))
    if opened is None or time.monotonic() >= until:
        return None
    if in_transaction is None:
        return opened
    # A key that was made in a transaction is no key once that was rolled back: what waits for a
    # commit is dropped then, and with it the mark left there.
    waits = any(function is in_transaction for _, function, *_ in connections[using].run_on_commit)
    return opened if waits else None


def _hold(using: str, which: Any, opened: Opened) -> None:
    until = time.monotonic() + HELD_FOR
    if not connections[using].in_atomic_block:
        _kept[using, which] = (until, None, opened)
        return

    def mark() -> None:
        _kept[using, which] = (until, None, opened)

    _kept[using, which] = (until, mark, opened)
    transaction.on_commit(mark, using=using)
