"""The keys with which a county's documents are signed: made at first need, locked at rest, replaced by rotation.

``var/keys/documents/<county>/<scheme>-<number>.json`` holds one key each and is never rewritten; the highest number
signs, the earlier ones stay so that what they signed can be checked. The private half lies there encrypted
(AES-256-GCM) under a key derived by scrypt from ``FUGONG_KEY_PASSPHRASE``, or, where none is set, from the product's
secret key: then whoever has the whole data folder has the key as well, and only a copy of this folder is protected.
"""

import base64
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import gmalg
from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from fugong.core.clock import BEIJING
from fugong.core.documents.words import DEMONSTRATION_CERTIFICATE, WORTHLESS

PADES: Final = "pades"
SM2: Final = "sm2"
_LIFE: Final = timedelta(days=5 * 365)


class DocumentKeyError(Exception):
    """A signing key cannot be read, made or taken in; the message is the one sentence to show."""


@dataclass(frozen=True)
class StoredKey:
    """One key as its file describes it; the private half stays locked until it is asked for."""

    county: str
    scheme: str
    number: int
    key_id: str
    since: str
    demonstration: bool
    certificates: tuple[str, ...]  # PEM, the signer's own first; none for SM2
    public: str  # hex of the uncompressed point, for SM2
    locked: str

    @property
    def certificate(self) -> x509.Certificate:
        """Give the signer's certificate."""
        return x509.load_pem_x509_certificate(self.certificates[0].encode())

    @property
    def subject(self) -> str:
        """Give the name in the certificate."""
        return self.certificate.subject.rfc4514_string() if self.certificates else ""

    def private(self) -> bytes:
        """Unlock the private half. Raises DocumentKeyError when the passphrase is not the one it was locked with."""
        return _unlocked(self)


def keys_folder() -> Path:
    """Give the folder of the documents' keys."""
    return Path(settings.FUGONG_VAR) / "keys" / "documents"


def current(county: str, scheme: str, *, organ: str) -> StoredKey:
    """Give the key with which the county signs now; the first one is made here, visibly for demonstration only."""
    known = stored(county, scheme)
    return known[-1] if known else make(county, scheme, organ=organ)


def stored(county: str, scheme: str) -> list[StoredKey]:
    """Give all keys of a county and scheme, the earliest first."""
    return sorted((_read(path) for path in _folder(county).glob(f"{scheme}-*.json")), key=lambda key: key.number)


def every_key() -> list[StoredKey]:
    """Give every key of every county."""
    counties = sorted(path.name for path in keys_folder().glob("*") if path.is_dir())
    return [key for county in counties for scheme in (PADES, SM2) for key in stored(county, scheme)]


def make(county: str, scheme: str, *, organ: str) -> StoredKey:
    """Make a new key for the county, which signs from now on (rotation); its certificate says that it is a demo."""
    if scheme == SM2:
        private, public = gmalg.SM2().generate_keypair()
        return _keep(county, scheme, private=private, key_id=_sm2_key_id(public), public=public.hex())
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _demonstration_certificate(key, organ)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return _keep(county, scheme, private=der, key_id=key_id_of(certificate), certificates=[certificate])


def take_in(county: str, content: bytes, passphrase: str) -> StoredKey:
    """Take in a certificate with its key, as an authority gave it (PKCS#12); it signs from now on.

    Raises DocumentKeyError.
    """
    try:
        bundle = pkcs12.load_pkcs12(content, passphrase.encode() or None)
    except ValueError as error:
        raise DocumentKeyError(f"The PKCS#12 file cannot be opened: {error}.") from None
    if bundle.key is None or bundle.cert is None:
        raise DocumentKeyError("The PKCS#12 file must hold a certificate and its private key.")
    if not isinstance(bundle.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise DocumentKeyError("Only EC and RSA keys sign PDF documents.")
    own = bundle.cert.certificate
    der = bundle.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    chain = [own, *(extra.certificate for extra in bundle.additional_certs)]
    return _keep(county, PADES, private=der, key_id=key_id_of(own), certificates=chain, demonstration=False)


def key_id_of(certificate: x509.Certificate) -> str:
    """Give the name of a key: the first 16 hex digits of its certificate's SHA-256."""
    return certificate.fingerprint(hashes.SHA256()).hex()[:16]


def _sm2_key_id(public: bytes) -> str:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(public)
    return digest.finalize().hex()[:16]


def _demonstration_certificate(key: ec.EllipticCurvePrivateKey, organ: str) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organ[:64]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, WORTHLESS),
            x509.NameAttribute(NameOID.COMMON_NAME, DEMONSTRATION_CERTIFICATE % {"organ": organ[:50]}),
        ]
    )
    # By the machine's clock, since outside programs judge by theirs: a demonstration's clock stands in another year.
    made = datetime.now(BEIJING)
    signs_only = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made - timedelta(days=1))
        .not_valid_after(made + _LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(signs_only, critical=True)
        .sign(key, hashes.SHA256())
    )


def _keep(
    county: str, scheme: str, *, private: bytes, key_id: str, public: str = "",
    certificates: Iterable[x509.Certificate] = (), demonstration: bool = True,
) -> StoredKey:  # fmt: skip
    described: dict[str, Any] = {
        "county": county, "scheme": scheme, "key_id": key_id, "since": datetime.now(BEIJING).isoformat(),
        "demonstration": demonstration, "public": public,
        "certificates": [c.public_bytes(Encoding.PEM).decode() for c in certificates],
    }  # fmt: skip
    described["locked"] = _locked(private, key_id)
    folder = _folder(county)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = folder / f".{secrets.token_hex(8)}"
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(described, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    try:
        number = len(stored(county, scheme)) + 1
        path = folder / f"{scheme}-{number}.json"
        try:
            os.link(aside, path)  # fails, unlike a rename, when another process was faster; then its key counts
        except FileExistsError:
            return _read(path)
    finally:
        aside.unlink()
    return _read(path)


@cache
def _read(path: Path) -> StoredKey:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        number = int(path.stem.rpartition("-")[2])
        return StoredKey(**{**kept, "certificates": tuple(kept["certificates"])}, number=number)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DocumentKeyError(f"The key {path} cannot be read: {error}.") from None


def _locked(private: bytes, key_id: str) -> str:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_key_encryption_key(salt)).encrypt(nonce, private, key_id.encode())
    return base64.b64encode(salt + nonce + sealed).decode()


@cache
def _unlocked(key: StoredKey) -> bytes:
    raw = base64.b64decode(key.locked)
    salt, nonce, sealed = raw[:16], raw[16:28], raw[28:]
    try:
        # The key's name is sealed in: a file whose certificate was exchanged does not open.
        return AESGCM(_key_encryption_key(salt)).decrypt(nonce, sealed, key.key_id.encode())
    except InvalidTag:
        raise DocumentKeyError(
            f"The key {key.key_id} of county {key.county} does not open: FUGONG_KEY_PASSPHRASE (or, where none is set, "
            "the secret key) must be the one with which it was made."
        ) from None


def _key_encryption_key(salt: bytes) -> bytes:
    passphrase = settings.FUGONG_KEY_PASSPHRASE or settings.SECRET_KEY
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(passphrase.encode())


def _folder(county: str) -> Path:
    return keys_folder() / county
