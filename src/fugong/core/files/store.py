"""Keeps uploaded files by the hash of their content, outside the web root and outside the database."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings

from fugong.core.files.models import Attachment
from fugong.core.files.rules import (
    LARGEST_BYTES,
    TOO_LARGE,
    FileIsRefused,
    Kind,
    kind_of,
    plain_name,
    without_metadata,
)
from fugong.core.permission import Actor

_CHUNK = 1024 * 1024


class Upload(Protocol):
    """What a form or a job hands in."""

    @property
    def name(self) -> str | None:
        """Give the name under which it was chosen; not trusted."""

    @property
    def size(self) -> int | None:
        """Give the number of bytes, if known; not trusted."""

    def read(self, num_bytes: int = ...) -> bytes:
        """Give the next bytes."""


def content_of(upload: Upload) -> bytes:
    """Read what was handed in, up to the largest size. Raises FileIsRefused."""
    if (upload.size or 0) > LARGEST_BYTES:
        raise FileIsRefused(TOO_LARGE)
    return upload.read(LARGEST_BYTES + 1)


def store(
    upload: Upload, *, county: str, by: Actor, at: datetime, judged: Callable[[bytes], Kind] = kind_of
) -> Attachment:
    """Take a file in: checked by content, written once, described in the database. Raises FileIsRefused.

    The content is on disk before the row is: what a rollback leaves there is a file that nobody points to. Pictures
    are kept without place, camera and texts. ``judged`` says which kinds are taken, if not those of papers.
    """
    content = content_of(upload)
    kind = judged(content)
    content = without_metadata(content, kind)
    digest = hashlib.sha256(content).hexdigest()
    _write_once(path_of(digest), content)
    return Attachment.objects.create(
        county_code=county,
        sha256=digest,
        size_bytes=len(content),
        media_type=kind.media_type,
        name=plain_name(upload.name or "", kind.ending),
        uploaded_by=by.account_id,
        uploaded_at=at,
    )


def path_of(digest: str) -> Path:
    """Give the place of the content with this SHA-256."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


def is_whole(attachment: Attachment) -> bool:
    """Tell whether the kept content is there and still what was uploaded."""
    digest = hashlib.sha256()
    try:
        with path_of(attachment.sha256).open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == attachment.sha256


def damaged() -> Iterator[Attachment]:
    """Give the attachments whose kept content is missing or changed; reads every file."""
    return (attachment for attachment in Attachment.objects.order_by("pk").iterator() if not is_whole(attachment))


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written aside and renamed: a crash leaves no half file under the content's name.
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
