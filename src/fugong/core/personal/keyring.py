"""Keys of records about persons: a ring of single-use keys per group, kept as a file outside database and backups.

A record's key lives only in its group's ring, and the ring only in this folder. Destroying a key therefore erases the
record everywhere: in the table, in a replica, in every backup taken before. The rings are locked with the key of keys;
given from outside (FUGONG_PERSONAL_KEY), it makes a copy of the folder alone worthless.
"""

import fcntl
import hmac
import json
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from fugong.core.refusals import Refused
from fugong.core.wording import N_

FOLDER = "personal-keys"
_LOCK = "lock"
_KEY_BYTES, _NONCE_BYTES = 32, 12
_OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


class KeysAway(Refused):
    """The keys cannot be read or written; nothing about persons can be read or kept until they can."""

    code = "personal_keys_away"
    status = 503
    message = N_("个人信息密钥暂时无法使用，个人信息不能查看或保存。请联系系统管理员。")


def folder() -> Path:
    """Give the folder of the rings; no backup of the product holds it."""
    return Path(getattr(settings, "FUGONG_PERSONAL_KEYS", None) or Path(settings.FUGONG_VAR) / FOLDER)


def new_name() -> str:
    """Give a name for a new ring; it says nothing about whom the records are about."""
    return secrets.token_hex(16)


def exists(name: str) -> bool:
    """Tell whether a ring is still there."""
    return _path(name).exists()


def read(name: str) -> dict[int, bytes]:
    """Give a ring's keys by number; none when the ring was destroyed. Raises KeysAway."""
    try:
        locked = _path(name).read_bytes()
    except FileNotFoundError:
        _require_folder()
        return {}
    except OSError:
        raise KeysAway from None
    try:
        opened = AESGCM(_derived("rings")).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):
        raise KeysAway from None
    return {int(number): bytes.fromhex(key) for number, key in json.loads(opened).items()}


def change(name: str, *, put: Mapping[int, bytes] | None = None, drop: Iterable[int] = ()) -> None:
    """Put keys on a ring and take others off, on disk when this returns. Raises KeysAway."""
    with _alone():
        if put or exists(name):
            gone = frozenset(drop)
            kept = {number: key for number, key in read(name).items() if number not in gone}
            _write(name, {**kept, **(put or {})})


def _write(name: str, keys: Mapping[int, bytes]) -> None:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    plain = json.dumps({str(number): key.hex() for number, key in keys.items()}).encode()
    try:
        _replace(_path(name), nonce + AESGCM(_derived("rings")).encrypt(nonce, plain, name.encode()))
    except OSError:
        raise KeysAway from None


def destroy(name: str) -> bool:
    """Destroy a ring; tell whether there was one. Raises KeysAway.

    Overwritten before it is removed. A disk that keeps old blocks for itself (flash, snapshots, a journalling copy) may
    still hold the locked ring; without the key of keys it opens nothing. The operating guide says what follows.
    """
    _require_folder()
    path = _path(name)
    with _alone():
        try:
            with path.open("r+b") as file:
                _overwrite(file)
            path.unlink()
            _settle(path.parent)
        except FileNotFoundError:
            return False
        except OSError:
            raise KeysAway from None
    return True


def sealed(values: Mapping[str, str], *, about: str) -> tuple[bytes, bytes]:
    """Seal what is said about a person under a fresh key; give key and sealed text. ``about`` binds it to its place."""
    key, nonce = secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_NONCE_BYTES)
    plain = json.dumps(dict(values), ensure_ascii=False).encode()
    return key, nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def opened(seal: bytes, key: bytes | None, *, about: str) -> dict[str, str] | None:
    """Open a sealed text; nothing when its key was destroyed or belongs to another place or version."""
    if key is None:
        return None
    try:
        plain = AESGCM(key).decrypt(seal[:_NONCE_BYTES], seal[_NONCE_BYTES:], about.encode())
    except InvalidTag:
        return None
    values: dict[str, str] = json.loads(plain)
    return values


def fingerprint(content: bytes) -> str:
    """Give a fingerprint by which the same content is known again here, and guessed from nowhere without our key."""
    return hmac.digest(_derived("fingerprints"), content, "sha256").hex()


def _path(name: str) -> Path:
    return folder() / f"{name}.ring"


def _derived(use: str) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=f"fugong personal {use} 1".encode()).derive(_key_of_keys())


def _key_of_keys() -> bytes:
    given = getattr(settings, "FUGONG_PERSONAL_KEY", "")
    if given:
        return str(given).encode()
    path = folder() / "key-of-keys"
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & _OTHERS_MAY:
            raise KeysAway(N_("个人信息主密钥文件可被他人读取，已停止使用。请系统管理员将其权限改为 0600。"))
        return path.read_bytes()
    except OSError:
        raise KeysAway from None


def _make(path: Path) -> None:
    aside = _write_aside(path, secrets.token_bytes(_KEY_BYTES))
    try:
        os.link(aside, path)  # fails, unlike a rename, when another process was faster
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    _settle(path.parent)


def _replace(path: Path, content: bytes) -> None:
    """Put new content in place of the old, which is overwritten once the new is there: it holds keys."""
    aside = _write_aside(path, content)
    old = path.open("r+b") if path.exists() else None
    aside.replace(path)
    _settle(path.parent)
    if old is not None:
        with old:
            _overwrite(old)


def _overwrite(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    file.write(secrets.token_bytes(size))
    file.flush()
    os.fsync(file.fileno())


def _require_folder() -> None:
    """Tell a ring that was destroyed from a folder that is not in its place, of which nothing may be concluded."""
    if not (folder() / _LOCK).exists():
        raise KeysAway


def _write_aside(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return aside


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time change rings: two that read the same ring would lose each other's keys."""
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder() / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise KeysAway from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _settle(place: Path) -> None:
    """Make a new or vanished name outlast a power cut."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
