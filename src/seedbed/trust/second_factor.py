"""Secrets of second factors, sealed with a key worked out of the store's."""

from typing import Any

from django.apps import apps

from seedbed.trust.data_folder import signing_secret
from seedbed.trust.keys import sub_key
from seedbed.trust.sealing import seal, unseal

PURPOSE = "second factor"
# Where the account library keeps what it asked to have sealed: of an app, and of recovery codes.
SEALED = ("secret", "seed")


def sealed(text: str, secret: bytes | None = None) -> str:
    """A secret as the store keeps it."""
    return seal(text.encode(), key=_key(secret), bound_to=PURPOSE).hex()


def opened(text: str, secret: bytes | None = None) -> str:
    """A secret as it was.

    Raises: BrokenSeal.
    """
    return unseal(bytes.fromhex(text), key=_key(secret), bound_to=PURPOSE).decode()


def reseal(old: bytes, new: bytes, *, using: str) -> int:
    """Seal every secret with another store key, in the caller's transaction."""
    rows: Any = apps.get_model("mfa", "Authenticator").objects.using(using)
    done = 0
    for row in rows.all():
        held = {name: row.data[name] for name in SEALED if row.data.get(name)}
        if held:
            again = {name: sealed(opened(text, old), new) for name, text in held.items()}
            row.data = row.data | again
            row.save(using=using, update_fields=["data"])
            done += 1
    return done


def _key(secret: bytes | None) -> bytes:
    return sub_key(signing_secret() if secret is None else secret, PURPOSE)
