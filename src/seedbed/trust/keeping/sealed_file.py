"""A file sealed with a passphrase, read and written piece by piece so that memory stays small.

AES-256-GCM over pieces of one mebibyte. The nonce of a piece counts it and marks the last, so that
pieces cannot change places, be left out, or be cut off at the end. The head of the file and its
name go into every seal: a sealed file opens under its own name only.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seedbed.trust.keys import WrongKey, derived, fingerprint, sub_key
from seedbed.trust.sealing import BrokenSeal

FORM = b"sbf1"  # the form of the file, so that a later one can be told from it
SALT, NAMED, PREFIX, TAG = 16, 8, 7, 16
PIECE = 1 << 20


def new_salt() -> bytes:
    """A salt drawn by chance: one for all the files of a backup."""
    return secrets.token_bytes(SALT)


def seal(pieces: Iterable[bytes], to: BinaryIO, *, passphrase: str, salt: bytes, name: str) -> None:
    """Seal what comes in pieces under a name."""
    key = derived(passphrase, salt)
    head = FORM + salt + bytes.fromhex(fingerprint(key)) + secrets.token_bytes(PREFIX)
    to.write(head)
    sealing = _Pieces(key=key, head=head, name=name)
    for number, (piece, last) in enumerate(_with_last(pieces)):
        to.write(sealing.seal(piece, number, last))


def opened(path: Path, *, passphrase: str, name: str) -> Iterator[bytes]:
    """What was sealed, in pieces. Only when the last has come is all of it known to be whole.

    Raises: WrongKey with another passphrase; BrokenSeal.
    """
    with path.open("rb") as file:
        head = file.read(len(FORM) + SALT + NAMED + PREFIX)
        if len(head) < len(FORM) + SALT + NAMED + PREFIX or not head.startswith(FORM):
            raise _broken(name)
        key = derived(passphrase, head[len(FORM) : len(FORM) + SALT])
        if bytes.fromhex(fingerprint(key)) != head[len(FORM) + SALT : -PREFIX]:
            raise WrongKey(
                "The backup does not open with this passphrase. Give the one it was sealed with. "
                "If it is that one, the backup was altered: use another."
            )
        sealed = _Pieces(key=key, head=head, name=name)
        read = iter(lambda: file.read(PIECE + TAG), b"")
        for number, (piece, last) in enumerate(_with_last(read)):
            yield sealed.open(piece, number, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    key: bytes
    head: bytes
    name: str

    def seal(self, piece: bytes, number: int, last: bool) -> bytes:
        return self._cipher().encrypt(self._nonce(number, last), piece, self._bound_to())

    def open(self, piece: bytes, number: int, last: bool) -> bytes:
        try:
            return self._cipher().decrypt(self._nonce(number, last), piece, self._bound_to())
        except InvalidTag as wrong:
            raise _broken(self.name) from wrong

    def _cipher(self) -> AESGCM:
        return AESGCM(sub_key(self.key, f"backup {self.name}"))

    def _nonce(self, number: int, last: bool) -> bytes:
        return self.head[-PREFIX:] + number.to_bytes(4, "big") + bytes([last])

    def _bound_to(self) -> bytes:
        return self.head + self.name.encode()


def _with_last(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last. Nothing at all is one empty last piece."""
    coming = iter(pieces)
    held = next(coming, b"")
    for piece in coming:
        yield held, False
        held = piece
    yield held, True


def _broken(name: str) -> BrokenSeal:
    return BrokenSeal(
        f"The file {name} of the backup was altered or cut short. Nothing was restored. "
        "Use another backup."
    )
