"""The files of a county's lake: written once and whole, named in the database with their hash, never changed."""

import datetime as dt
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

from fugong.core.lake import duck, sql
from fugong.core.lake.facts import Fact, declared
from fugong.core.lake.models import LakeFile

__all__ = ["Part", "alone", "folder", "is_whole", "name_published", "published_files", "written"]

# First key of the two-part advisory lock; the second is the county code.
_LAKE_LOCK = 0x4647_4C4B


@dataclass(frozen=True, slots=True)
class Part:
    """What goes into one file: from which table or question, of which month, which positions."""

    source: str
    month: str
    after: int
    until: int
    where: str = "TRUE"


def folder() -> Path:
    """Give the folder in which the lake lies."""
    return Path(settings.FUGONG_VAR) / "lake"


def alone(county_code: str) -> None:
    """Wait until nobody else adds to the county's files, and keep others waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LAKE_LOCK, int(county_code)])


def written(engine: duck.DuckEngine, fact: Fact, part: Part, *, county_code: str, at: dt.datetime) -> LakeFile:
    """Write a file; it counts once the row that is given back stands in the database."""
    parted = f"month={part.month}/" if part.month else ""
    path = f"{fact.name}/county={county_code}/{parted}{part.until:012d}-{uuid4().hex[:8]}.parquet"
    question = sql.select(sql.names_of(fact.stored), part.source, where=part.where, order=", ".join(fact.order))
    rows = engine.write(question, folder() / path)
    _on_disk(folder() / path)
    return LakeFile(
        county_code=county_code, fact=fact.name, month=part.month, path=path, first_position=part.after,
        last_position=part.until, rows=rows, sha256=_hash(folder() / path), written_at=at,
    )  # fmt: skip


def name_published(engine: duck.DuckEngine, fact: Fact, county_code: str) -> None:
    """Name the published rows of a table ``<fact>_files``."""
    engine.files(f"{fact.name}_files", fact.stored, published_files(county_code)[fact.name])


def published_files(county_code: str) -> dict[str, list[Path]]:
    """Give the files of every table of a county; one question."""
    files: dict[str, list[Path]] = {fact.name: [] for fact in declared()}
    rows = LakeFile.objects.counting(county_code).order_by("pk").values_list("fact", "path")
    for name, path in rows:
        files.setdefault(name, []).append(folder() / path)
    return files


def is_whole(file: LakeFile) -> bool:
    """Tell whether a file is there as it was written."""
    path = folder() / file.path
    return path.is_file() and _hash(path) == file.sha256


def _on_disk(path: Path) -> None:
    """See that a file and its name outlast a power cut, as the row that names it does."""
    for one in (path, path.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
