"""A passkey in software: signs as a phone or a security key would, honestly or not."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_encode

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass
class SecurityKey:
    """One key pair for one place."""

    origin: str = "http://localhost"
    # With a PIN, a finger or a face; without, it was merely touched.
    verifies: bool = True
    # The name it signs for; empty for the one it was asked for.
    place: str = ""
    number: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def created(self, options: dict[str, Any]) -> str:
        """What a browser sends when a passkey is made."""
        asked = options["publicKey"]
        known = struct.pack(">16sH", bytes(16), len(self.number)) + self.number + self._public()
        signed = self._head(asked["rp"]["id"], NEW) + known
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": signed})
        said = self._said("webauthn.create", asked["challenge"])
        return self._sent(clientDataJSON=said, attestationObject=made)

    def signed(self, options: dict[str, Any]) -> str:
        """What a browser sends when a passkey is used."""
        asked = options["publicKey"]
        head = self._head(asked["rpId"])
        said = self._said("webauthn.get", asked["challenge"])
        signature = self.secret.sign(
            head + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._sent(clientDataJSON=said, authenticatorData=head, signature=signature)

    def _head(self, place: str, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        where = hashlib.sha256((self.place or place).encode()).digest()
        return where + struct.pack(">BI", flags, 0)

    def _said(self, what: str, challenge: str) -> bytes:
        return json.dumps({"type": what, "challenge": challenge, "origin": self.origin}).encode()

    def _public(self) -> bytes:
        point = self.secret.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return bytes(cbor.encode({1: 2, 3: -7, -1: 1, -2: x, -3: y}))

    def _sent(self, **parts: bytes) -> str:
        response = {name: websafe_encode(part) for name, part in parts.items()}
        number = websafe_encode(self.number)
        return json.dumps(
            {"id": number, "rawId": number, "type": "public-key", "response": response,
             "clientExtensionResults": {}}
        )  # fmt: skip
