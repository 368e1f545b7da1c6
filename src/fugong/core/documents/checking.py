"""Tells what a PDF is worth from its bytes alone: signed by which of our keys, unchanged or not.

What visitors hand in may be hostile, so no PDF is parsed here: the signature's own statement of the bytes it covers is
found, must cover the whole file, and is checked with the certificate inside it. That this agrees with pdfsig on our own
documents is tested.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from fugong.core.documents import keys

_RANGE: Final = re.compile(rb"/ByteRange\s{0,8}\[\s{0,8}" + rb"\s{1,8}".join([rb"(\d{1,10})"] * 4) + rb"\s{0,8}\]")
LARGEST_SIGNATURE: Final = 64 * 1024
# Whatever a stranger's signature makes a reader of it say: it is none.
_UNSOUND: Final = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, StopIteration,
    InvalidSignature, UnsupportedAlgorithm,
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What was found: ``unsigned``, ``changed`` (the signature does not fit), ``foreign`` (not our key), ``ours``."""

    verdict: str
    sha256: str
    key_id: str = ""
    subject: str = ""
    demonstration: bool = False


def check(content: bytes) -> Finding:
    """Look at the signature inside a PDF."""
    digest = sha256(content).hexdigest()
    ranges = _RANGE.findall(content)
    if not ranges:
        return Finding("unsigned", digest)
    parts = _covered(content, [int(number) for number in ranges[-1]]) if len(ranges) == 1 else None
    if parts is None:
        return Finding("changed", digest)
    covered, signature = parts
    certificate = _valid_signer(covered, signature)
    if certificate is None:
        return Finding("changed", digest)
    key_id = keys.key_id_of(certificate)
    ours = next((key for key in keys.every_key() if key.key_id == key_id), None)
    if ours is None:
        # What a stranger's certificate calls itself is worth nothing, and is not repeated.
        return Finding("foreign", digest, key_id)
    return Finding("ours", digest, key_id, ours.subject, ours.demonstration)


def _covered(content: bytes, numbers: list[int]) -> tuple[bytes, bytes] | None:
    """Give the bytes that are signed and the signature between them, if together they are the whole file."""
    start, first, second, last = numbers
    whole = start == 0 and first < second and second + last == len(content)
    if not whole or second - first > LARGEST_SIGNATURE:
        return None
    gap = content[first:second]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return None
    try:
        return content[:first] + content[second:], bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return None


def _valid_signer(covered: bytes, signature: bytes) -> x509.Certificate | None:
    """Give the certificate whose key made the signature, if it is one over these bytes (CMS, signed attributes)."""
    try:
        signed = cms.ContentInfo.load(signature)["content"]
        signer = signed["signer_infos"][0]
        serial = signer["sid"].chosen["serial_number"].native
        found = next(one.chosen for one in signed["certificates"] if one.chosen.serial_number == serial)
        certificate = x509.load_der_x509_certificate(found.dump())
        attributes = signer["signed_attrs"]
        stated = next(a["values"][0].native for a in attributes if a["type"].native == "message_digest")
        # Signed as a SET OF, kept under an implicit tag.
        _verify(certificate, signer["signature"].native, attributes.untag().dump())
        is_sha256 = signer["digest_algorithm"]["algorithm"].native == "sha256"
    except _UNSOUND:
        return None
    return certificate if is_sha256 and stated == sha256(covered).digest() else None


def _verify(certificate: x509.Certificate, signature: bytes, content: bytes) -> None:
    public = certificate.public_key()
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    elif isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
    else:
        raise InvalidSignature
