"""Keeps uploaded files by the hash of their content, outside the web root and outside the database."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings

from fugong.core.files.models import Attachment
from fugong.core.files.rules import LARGEST_BYTES, FileIsRefused, kind_of
from fugong.core.permission import Actor
from fugong.core.texts import clean
from fugong.core.wording import N_


class Upload(Protocol):
    """What a form or a job hands in."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int = ...) -> bytes:
        """Give the next bytes."""


def store(upload: Upload, *, county: str, by: Actor, at: datetime) -> Attachment:
    """Take a file in: checked by content, written once, described in the database. Raises FileIsRefused."""
    if (upload.size or 0) > LARGEST_BYTES:
        raise FileIsRefused(N_("文件超过 20 MB，请压缩或拆分后上传。"))
    content = upload.read(LARGEST_BYTES + 1)
    kind = kind_of(content)
    digest = hashlib.sha256(content).hexdigest()
    _write_once(path_of(digest), content)
    return Attachment.objects.create(
        county_code=county,
        sha256=digest,
        size_bytes=len(content),
        media_type=kind.media_type,
        name=_plain_name(upload.name or "", kind.ending),
        uploaded_by=by.account_id,
        uploaded_at=at,
    )


def path_of(digest: str) -> Path:
    """Give the place of the content with this SHA-256."""
    return Path(settings.FUGONG_VAR) / "files" / digest[:2] / digest[2:4] / digest


def _write_once(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written aside and renamed: a crash leaves no half file under the content's name.
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _plain_name(name: str, ending: str) -> str:
    stem = clean(Path(name.replace("\\", "/")).name).replace("\n", " ")
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    return f"{(stem or '附件')[:190]}.{ending}"
