"""Signed heads (pure): "at this moment the county's chain ended here", in a form that outlives the database."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fugong.core.audit.keys import SigningKey


@dataclass(frozen=True, kw_only=True)
class Head:
    """A county's last act at some moment, and the signature over that statement."""

    county_code: str
    signed_on: date
    sequence: int
    hash: str
    key_id: str
    signed_at: datetime
    signature: str = ""

    def statement(self) -> bytes:
        """Give what is signed: one line of JSON, its kind first, so that no other signature can stand for it."""
        moment = self.signed_at.astimezone(UTC).isoformat(timespec="microseconds")
        parts = [
            "fugong audit head 1", self.county_code, self.signed_on.isoformat(), self.sequence, self.hash, self.key_id,
            moment,
        ]  # fmt: skip
        return json.dumps(parts, separators=(",", ":")).encode()

    def line(self) -> str:
        """Give the head as a line of the exported file."""
        given = asdict(self) | {
            "signed_on": self.signed_on.isoformat(),
            "signed_at": self.signed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }
        return json.dumps(given, separators=(",", ":"), sort_keys=True)


def signed(head: Head, key: SigningKey) -> Head:
    """Give the head with the key's name and signature."""
    named = replace(head, key_id=key.key_id)
    return replace(named, signature=key.private.sign(named.statement()).hex())


def flaw(head: Head, keys: dict[str, Ed25519PublicKey]) -> str:
    """Tell what is wrong with a head's signature: ``unknown_key``, ``bad_signature`` or nothing."""
    key = keys.get(head.key_id)
    if key is None:
        return "unknown_key"
    try:
        key.verify(bytes.fromhex(head.signature), head.statement())
    except (InvalidSignature, ValueError):
        return "bad_signature"
    return ""


def read_line(line: str) -> Head:
    """Read a line of the exported file. Raises ValueError."""
    given = json.loads(line)
    try:
        return Head(
            county_code=str(given["county_code"]),
            signed_on=date.fromisoformat(given["signed_on"]),
            sequence=int(given["sequence"]),
            hash=str(given["hash"]),
            key_id=str(given["key_id"]),
            signed_at=datetime.fromisoformat(given["signed_at"]),
            signature=str(given["signature"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a signed head: {error}") from None
