"""Secrets shared with receivers: sealed at rest, used to sign what is sent so that it cannot be forged or replayed."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

MARK = "whsec_"


def fresh_secret() -> str:
    """Make a secret of 256 bits."""
    return MARK + secrets.token_urlsafe(32)


def sealed(secret: str) -> str:
    """Seal a secret under the installation's key: it must be readable to sign, and a copy of the table must not be."""
    return _box().encrypt(secret.encode()).decode()


def opened(text: str) -> str | None:
    """Open a sealed secret; none when it was sealed under another key."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def signature(body: bytes, *, secrets_in_use: Iterable[str], timestamp: int) -> str:
    """Sign ``timestamp.body`` with every secret in use: ``t=…,v1=…``, and a second ``v1=…`` while one is replaced."""
    signed = f"{timestamp}.".encode() + body
    marks = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets_in_use]
    return ",".join([f"t={timestamp}", *(f"v1={mark}" for mark in marks)])


def _box() -> Fernet:
    digest = hashlib.sha256(b"fugong.core.webhooks:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
