"""A file of a backup, sealed with a passphrase, read and written piece by piece.

The head of the file and its name go into every seal: a sealed file opens under its own name only.
"""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from seedbed.trust import pieces as in_pieces
from seedbed.trust.keys import WrongKey, derived, fingerprint, sub_key
from seedbed.trust.sealing import BrokenSeal

FORM = b"sbf1"  # the form of the file, so that a later one can be told from it
SALT, NAMED = 16, 8
PIECE, PREFIX, TAG = in_pieces.PIECE, in_pieces.PREFIX, in_pieces.TAG


def new_salt() -> bytes:
    """A salt drawn by chance: one for all the files of a backup."""
    return secrets.token_bytes(SALT)


def seal(pieces: Iterable[bytes], to: BinaryIO, *, passphrase: str, salt: bytes, name: str) -> None:
    """Seal what comes in pieces under a name."""
    key = derived(passphrase, salt)
    head = FORM + salt + bytes.fromhex(fingerprint(key)) + in_pieces.new_prefix()
    to.write(head)
    for piece in in_pieces.sealed(pieces, **_sealing(key, head, name)):
        to.write(piece)


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
        try:
            yield from in_pieces.opened(file, **_sealing(key, head, name))
        except BrokenSeal as wrong:
            raise _broken(name) from wrong


def _sealing(key: bytes, head: bytes, name: str) -> dict[str, bytes]:
    return {
        "key": sub_key(key, f"backup {name}"),
        "prefix": head[-PREFIX:],
        "bound_to": head + name.encode(),
    }


def _broken(name: str) -> BrokenSeal:
    return BrokenSeal(
        f"The file {name} of the backup was altered or cut short. Nothing was restored. "
        "Use another backup."
    )
