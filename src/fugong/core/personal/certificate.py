"""The certificate of erasure 个人信息清除证明 (pure): what went, counted and signed, in a form of its own."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fugong.core.audit.keys import SigningKey

KIND = "fugong personal erasure 1"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """For one county and purpose: how many persons and fields in how many groups went, kept between which days."""

    county_code: str
    year: int
    number: int
    purpose: str
    kept_from: date
    kept_to: date
    groups: int
    persons: int
    fields_erased: int
    keyrings: int
    erased_at: datetime
    key_id: str = ""
    signature: str = ""

    @property
    def name(self) -> str:
        """Give the certificate's number as it is written, e.g. 520322-2020-1."""
        return f"{self.county_code}-{self.year}-{self.number}"

    def statement(self) -> bytes:
        """Give what is signed: one line of JSON, its kind first, so that no other signature can stand for it."""
        return json.dumps([KIND, *self._stated().values()], separators=(",", ":")).encode()

    def document(self) -> str:
        """Give the certificate as the text of its file: everything that is signed, by name, and the signature."""
        given = {"kind": KIND, **self._stated(), "signature": self.signature}
        return json.dumps(given, indent=1, ensure_ascii=False) + "\n"

    def _stated(self) -> dict[str, object]:
        return asdict(self) | {
            "kept_from": self.kept_from.isoformat(),
            "kept_to": self.kept_to.isoformat(),
            "erased_at": self.erased_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "signature": "",
        }


def signed(certificate: Certificate, key: SigningKey) -> Certificate:
    """Give the certificate with the key's name and signature."""
    named = replace(certificate, key_id=key.key_id)
    return replace(named, signature=key.private.sign(named.statement()).hex())


def flaw(certificate: Certificate, keys: Mapping[str, Ed25519PublicKey]) -> str:
    """Tell what is wrong with a certificate: ``unknown_key``, ``bad_signature`` or nothing."""
    key = keys.get(certificate.key_id)
    if key is None:
        return "unknown_key"
    try:
        key.verify(bytes.fromhex(certificate.signature), certificate.statement())
    except (InvalidSignature, ValueError):
        return "bad_signature"
    return ""


def read_document(text: str) -> Certificate:
    """Read a certificate's file. Raises ValueError."""
    given = json.loads(text)
    try:
        if given.pop("kind") != KIND:
            raise ValueError("no certificate of erasure")
        times = {
            "kept_from": date.fromisoformat(given["kept_from"]),
            "kept_to": date.fromisoformat(given["kept_to"]),
            "erased_at": datetime.fromisoformat(given["erased_at"]),
        }
        return Certificate(**{**given, **times})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no certificate of erasure: {error}") from None
