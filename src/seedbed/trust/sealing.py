"""Sealing: bytes that nobody reads or alters without the key, and that can be destroyed with it.

AES-256-GCM. Each seal is bound to what it belongs to, so that a sealed value moved to another row
does not open there.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seedbed.errors import SeedbedError

NONCE = 12
FORM = b"sb1"  # the form of a seal, so that a later one can be told from it


class BrokenSeal(SeedbedError):
    """What was sealed was altered, cut short, moved, or sealed with another key."""

    exit_code = 5


def new_key() -> bytes:
    """A key drawn by chance."""
    return secrets.token_bytes(32)


def seal(content: bytes, *, key: bytes, bound_to: str) -> bytes:
    """Seal some bytes. ``bound_to`` names the one place where they may be opened again.

    >>> key = new_key()
    >>> unseal(seal(b"a voice", key=key, bound_to="file/1"), key=key, bound_to="file/1")
    b'a voice'
    """
    nonce = secrets.token_bytes(NONCE)
    return FORM + nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def unseal(sealed: bytes, *, key: bytes, bound_to: str) -> bytes:
    """Open a seal, whole and in its place.

    Raises: BrokenSeal.
    """
    start = len(FORM)
    try:
        if sealed[:start] != FORM:
            raise InvalidTag
        nonce, body = sealed[start : start + NONCE], sealed[start + NONCE :]
        return AESGCM(key).decrypt(nonce, body, bound_to.encode())
    except (InvalidTag, ValueError) as wrong:
        raise BrokenSeal(
            f"What is kept for {bound_to} does not open: it was altered, cut short or moved, or "
            "its key was destroyed."
        ) from wrong
