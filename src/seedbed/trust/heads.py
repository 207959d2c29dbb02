"""Signed heads of the audit: proof, kept elsewhere, of how the chain stood on a day.

Whoever holds the store could write the whole chain anew. They cannot make it agree with a head
that was signed and taken out of the building before. A head says nothing of what was done: it
holds a number, a digest, a moment, and a signature (Ed25519).
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction

from seedbed.errors import InputError
from seedbed.trust.asking import Asker
from seedbed.trust.audit import first_break, note
from seedbed.trust.keys import sub_key
from seedbed.trust.models import AuditEvent, AuditHead

SIGNED = "sign-head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the chain stood: its last number and digest, when that was read, and who signed."""

    sequence: int
    digest: str
    at: str
    signer: str
    signature: str

    def text(self) -> str:
        """The head as a small file."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, indent=1) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of walking the chain and holding it against signed heads."""

    events: int
    broken_at: int | None
    disagrees: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Say whether nothing was found."""
        return self.broken_at is None and not self.disagrees

    def text(self) -> str:
        """What was found, where, and what it means."""
        if self.holds:
            return f"The audit holds: {self.events} events, each carrying the digest of the last."
        said = []
        if self.broken_at is not None:
            said.append(
                f"The audit is broken at event {self.broken_at}: from there on it was altered, cut "
                "off, put in another order or added to past Seedbed."
            )
        return " ".join([*said, *self.disagrees])


def sign(*, by: Asker, secret: bytes) -> Head:
    """Sign how the chain stands, and let the chain itself tell that it was signed."""
    with transaction.atomic(using=by.using):
        note(by=by, action=SIGNED, noun="audit")
        return signed_head(secret=secret, using=by.using)


def last_signed(*, using: str) -> datetime | None:
    """When a head was signed last."""
    events = AuditEvent.objects.using(using).filter(action=SIGNED).order_by("-sequence")
    return events.values_list("at", flat=True).first()


def signed_head(*, secret: bytes, using: str) -> Head:
    """The head as it stands now, signed with a key worked out of the store's secret."""
    row = AuditHead.objects.using(using).filter(id=1).first() or AuditHead()
    at = datetime.now(UTC).replace(microsecond=0).isoformat()
    key = _signing_key(secret)
    signer = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    signature = key.sign(_said(row.sequence, row.digest, at)).hex()
    return Head(sequence=row.sequence, digest=row.digest, at=at, signer=signer, signature=signature)


def keep_head(folder: Path, day: date, *, by: Asker, secret: bytes) -> Path:
    """The signed head of a day as a file. One that is there already stays as it is."""
    kept = folder / f"{day.isoformat()}.json"
    if not kept.exists():
        folder.mkdir(exist_ok=True, mode=0o700)
        being = folder / f".{kept.name}-{os.getpid()}"
        being.write_text(sign(by=by, secret=secret).text(), encoding="utf-8")
        being.replace(kept)
    return kept


def read_head(path: Path) -> Head:
    """A head from its file.

    Raises: InputError where the file is not one.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return Head(**{**held, "sequence": int(held["sequence"])})
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise InputError(
            f"{path.name} is not a signed head of the audit. `seedbed audit head` writes one."
        ) from wrong


def verify(heads: Iterable[Head] = (), *, using: str) -> Verified:
    """Walk the whole chain, and hold it against every head that was kept elsewhere."""
    events = AuditEvent.objects.using(using)
    disagrees = []
    for head in heads:
        kept = events.filter(sequence=head.sequence).values_list("digest", flat=True).first()
        if not _signature_holds(head):
            disagrees.append(f"The head of {head.at} carries a signature that does not hold.")
        elif head.sequence and kept is None:
            disagrees.append(
                f"The head of {head.at} knew {head.sequence} events; the audit now ends before."
            )
        elif head.sequence and kept != head.digest:
            disagrees.append(
                f"Event {head.sequence}, or one before it, is not what it was at the head of "
                f"{head.at}: the audit was written anew."
            )
    return Verified(
        events=events.count(), broken_at=first_break(using=using), disagrees=tuple(disagrees)
    )


def _signing_key(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sub_key(secret, "audit head"))


def _said(sequence: int, digest: str, at: str) -> bytes:
    return f"seedbed audit head {sequence} {digest} {at}".encode()


def _signature_holds(head: Head) -> bool:
    try:
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.signer))
        signer.verify(bytes.fromhex(head.signature), _said(head.sequence, head.digest, head.at))
    except (InvalidSignature, ValueError):
        return False
    return True
