"""Signs what was set: PAdES inside the PDF by the county's key and, where the office wants it, SM2 beside it."""

import base64
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import ClassVar, Final, Protocol

import gmalg
from asn1crypto import core as asn1
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from fugong.core.documents import keys
from fugong.core.documents.keys import PADES, SM2, StoredKey

__all__ = ["PADES", "SM2", "PadesSigner", "Signed", "Signer", "Sm2Signer", "signer_for"]

# The identity that GM/T 0009 lets a signer have who was given no other.
SM2_IDENTITY: Final = b"1234567812345678"
# Room for the signature in the file; told beforehand, since finding it out takes a signature made in vain.
_ROOM: Final = 16 * 1024
# SubjectPublicKeyInfo's algorithm: an elliptic curve key on sm2p256v1 (1.2.156.10197.1.301).
_SM2_ALGORITHM: Final = bytes.fromhex("301306072a8648ce3d020106082a811ccf5501822d")


@dataclass(frozen=True)
class Signed:
    """A signed document: its bytes, and a signature that lies beside them where the scheme puts it there."""

    content: bytes
    key_id: str
    demonstration: bool
    detached: bytes = b""


class Signer(Protocol):
    """Whoever can sign a PDF for a county."""

    @property
    def key_id(self) -> str:
        """Give the name of the key that will sign."""

    @property
    def demonstration(self) -> bool:
        """Tell whether the key is a made-up one, whose documents carry no force."""

    def sign(self, pdf: bytes) -> Signed:
        """Sign the document."""


def signer_for(county: str, scheme: str = PADES, *, organ: str) -> Signer:
    """Give the county's signer of a scheme; its first key is made here. Raises DocumentKeyError."""
    key = keys.current(county, scheme, organ=organ)
    return Sm2Signer(key) if scheme == SM2 else PadesSigner(key)


@dataclass(frozen=True)
class PadesSigner:
    """Signs inside the PDF (PAdES baseline B-B), the whole file, so that any later change is found."""

    key: StoredKey

    @property
    def key_id(self) -> str:
        """Give the name of the key."""
        return self.key.key_id

    @property
    def demonstration(self) -> bool:
        """Tell whether the certificate is a made-up one."""
        return self.key.demonstration

    def sign(self, pdf: bytes) -> Signed:
        """Sign invisibly: what people see was set before, and no seal is drawn."""
        signer = _unlocked_signer(self.key)
        about = signers.PdfSignatureMetadata(
            field_name="Signature", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES,
            certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES, name=_common_name(self.key.certificate),
        )  # fmt: skip
        signed = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, signer=signer, bytes_reserved=_ROOM)
        return Signed(signed.getvalue(), self.key_id, self.demonstration)


@dataclass(frozen=True)
class Sm2Signer:
    """Signs beside the PDF by SM2 with SM3 (GB/T 32918.2), as a DER sequence that OpenSSL reads.

    Software of this kind serves interchange; it is no certified cryptographic module (GB/T 39786).
    """

    key: StoredKey

    @property
    def key_id(self) -> str:
        """Give the name of the key."""
        return self.key.key_id

    @property
    def demonstration(self) -> bool:
        """Tell whether the key is a made-up one."""
        return self.key.demonstration

    def sign(self, pdf: bytes) -> Signed:
        """Leave the document as it is and give the signature beside it."""
        r, s = gmalg.SM2(self.key.private(), SM2_IDENTITY).sign(pdf)
        der = _Pair({"r": int.from_bytes(r), "s": int.from_bytes(s)}).dump()
        return Signed(pdf, self.key_id, self.demonstration, detached=der)


def sm2_is_valid(content: bytes, signature: bytes, *, public: bytes) -> bool:
    """Tell whether a detached SM2 signature is that of the content under the public key (uncompressed point)."""
    try:
        pair = _Pair.load(signature, strict=True)
        r, s = int(pair["r"].native).to_bytes(32), int(pair["s"].native).to_bytes(32)
    except (ValueError, OverflowError, TypeError):
        return False
    return bool(gmalg.SM2(uid=SM2_IDENTITY, pk=public).verify(content, r, s))


def sm2_public_pem(public: bytes) -> str:
    """Give an SM2 public key as PEM, which OpenSSL reads."""
    point = b"\x03" + bytes([len(public) + 1]) + b"\x00" + public
    body = _SM2_ALGORITHM + point
    return _pem("PUBLIC KEY", b"\x30" + bytes([len(body)]) + body)


class _Pair(asn1.Sequence):  # type: ignore[misc]  # the library ships no types
    _fields: ClassVar = [("r", asn1.Integer), ("s", asn1.Integer)]


@cache
def _unlocked_signer(key: StoredKey) -> signers.SimpleSigner:
    chain = [_as_asn1(x509.load_pem_x509_certificate(pem.encode())) for pem in key.certificates]
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # the library ships no types
    store.register_multiple(chain)
    private = asn1_keys.PrivateKeyInfo.load(key.private())
    return signers.SimpleSigner(signing_cert=chain[0], signing_key=private, cert_registry=store)


def _as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _pem(label: str, der: bytes) -> str:
    text = base64.b64encode(der).decode()
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])
