"""The keys that sign the heads of the chains: Ed25519, made at first need, outside the database."""

import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)


class SigningKeyError(Exception):
    """The signing key cannot be read or made; the message is the one sentence to show."""


@dataclass(frozen=True)
class SigningKey:
    """The key with which this installation signs, and the name by which others know it."""

    private: Ed25519PrivateKey

    @property
    def key_id(self) -> str:
        """Give the first 16 hex digits of the public key's SHA-256."""
        return key_id_of(self.private.public_key())


def key_id_of(public: Ed25519PublicKey) -> str:
    """Give the name of a key: the first 16 hex digits of the SHA-256 of its 32 bytes."""
    return sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def pem_of(public: Ed25519PublicKey) -> str:
    """Give a public key as PEM, which openssl reads."""
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def signing_key(folder: Path, passphrase: str = "") -> SigningKey:
    """Give the key kept in the folder; make it first if there is none. Raises SigningKeyError."""
    path = folder / "audit-signing.pem"
    try:
        if not path.exists():
            _make(path, passphrase)
        private = load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except (OSError, ValueError, TypeError) as error:
        raise SigningKeyError(
            f"The key that signs the audit trail cannot be used: {error} ({path}; FUGONG_KEY_PASSPHRASE must be the one"
            " with which it was made)."
        ) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise SigningKeyError(f"{path} is not an Ed25519 key.")
    key = SigningKey(private)
    _publish(folder, private.public_key())
    return key


def public_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    """Give the public halves of all keys that ever signed here, by their names. Raises SigningKeyError."""
    found: dict[str, Ed25519PublicKey] = {}
    for path in sorted(folder.glob("audit-*.pub.pem")):
        try:
            key = load_pem_public_key(path.read_bytes())
        except (OSError, ValueError) as error:
            raise SigningKeyError(f"The public key {path} cannot be read: {error}.") from None
        if isinstance(key, Ed25519PublicKey):
            found[key_id_of(key)] = key
    return found


def _make(path: Path, passphrase: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock: KeySerializationEncryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    aside = _write_aside(path, pem, mode=0o600)
    try:
        os.link(aside, path)  # fails, unlike a rename, when another process was faster
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _publish(folder: Path, public: Ed25519PublicKey) -> None:
    path = folder / f"audit-{key_id_of(public)}.pub.pem"
    if not path.exists():
        _write_aside(path, pem_of(public).encode(), mode=0o644).replace(path)


def _write_aside(path: Path, content: bytes, *, mode: int) -> Path:
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return aside
