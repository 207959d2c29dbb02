"""Sealing what is too large to be held at once: piece by piece, so that memory stays small.

AES-256-GCM over pieces of one mebibyte. The nonce of a piece counts it and marks the last, so that
pieces cannot change places, be left out, or be cut off at the end. What they are bound to goes into
every seal. A key seals one file only, or the prefix of the nonces is another for each.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seedbed.trust.sealing import BrokenSeal

PREFIX, TAG = 7, 16
PIECE = 1 << 20


def new_prefix() -> bytes:
    """What the nonces of one file begin with."""
    return secrets.token_bytes(PREFIX)


def sealed(
    pieces: Iterable[bytes], *, key: bytes, prefix: bytes, bound_to: bytes
) -> Iterator[bytes]:
    """Seal what comes in pieces of any size."""
    cipher = AESGCM(key)
    for number, (piece, last) in enumerate(_with_last(_evenly(pieces))):
        yield cipher.encrypt(_nonce(prefix, number, last), piece, bound_to)


def opened(file: BinaryIO, *, key: bytes, prefix: bytes, bound_to: bytes) -> Iterator[bytes]:
    """What was sealed, from where the file stands. Whole only when the last piece has come.

    Raises: BrokenSeal.
    """
    cipher = AESGCM(key)
    read = iter(lambda: file.read(PIECE + TAG), b"")
    for number, (piece, last) in enumerate(_with_last(read)):
        try:
            yield cipher.decrypt(_nonce(prefix, number, last), piece, bound_to)
        except (InvalidTag, ValueError) as wrong:
            raise BrokenSeal("A sealed file was altered, cut short or moved.") from wrong


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _evenly(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size, and a shorter one at the end."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _with_last(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last. Nothing at all is one empty last piece."""
    coming = iter(pieces)
    held = next(coming, b"")
    for piece in coming:
        yield held, False
        held = piece
    yield held, True
