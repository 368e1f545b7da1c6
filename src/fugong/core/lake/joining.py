"""Joins the many small files that refreshes leave: of many of a table and month one with the same rows and versions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from fugong.core.database.removing import may_remove_files
from fugong.core.lake import duck
from fugong.core.lake.facts import Fact, declared
from fugong.core.lake.files import Part, alone, folder, is_whole, written
from fugong.core.lake.models import LakeFile, LakeState

__all__ = ["Joined", "counties", "join"]

# From so many files on a table and month is worth writing anew: a day of refreshes leaves hundreds, a night none.
MANY = 20


@dataclass(frozen=True, slots=True)
class Joined:
    """What a joining did: how many files became how many, and which damaged ones kept theirs from being joined."""

    county_code: str
    before: int
    after: int
    damaged: tuple[str, ...] = ()


def counties() -> list[str]:
    """Give the counties that have a lake."""
    return list(LakeState.objects.order_by("county_code").values_list("county_code", flat=True))


def join(county_code: str, *, at: dt.datetime, many: int = MANY) -> Joined:
    """Join the files of each table and month of which there are ``many``; refreshes of the county wait meanwhile.

    The files that were joined stay for half a day or more, so that who reads them reads to the end; what was replaced
    before that goes now, unless a backup is being taken. A group with a damaged file stays as it is.
    """
    with transaction.atomic(), duck.opened() as engine:
        alone(county_code)
        _remove_expired(county_code, at=at)
        before, made, damaged = 0, [], []
        for fact, files in _groups(county_code, many):
            broken = [file.path for file in files if not is_whole(file)]
            damaged += broken
            if not broken:
                made.append(_joined(engine, fact, files, at=at))
                before += len(files)
                LakeFile.objects.filter(pk__in=[file.pk for file in files]).replace(at)
        LakeFile.objects.bulk_create(made)
    return Joined(county_code, before, len(made), tuple(damaged))


def _remove_expired(county_code: str, *, at: dt.datetime) -> None:
    if not may_remove_files():
        return
    expired = LakeFile.objects.expired(county_code, at=at)
    for path in expired.values_list("path", flat=True):
        (folder() / path).unlink(missing_ok=True)
    expired.delete()


def _groups(county_code: str, many: int) -> Iterator[tuple[Fact, list[LakeFile]]]:
    groups: dict[tuple[str, str], list[LakeFile]] = defaultdict(list)
    for file in LakeFile.objects.counting(county_code).order_by("pk"):
        groups[file.fact, file.month].append(file)
    known = {fact.name: fact for fact in declared()}
    for (name, _), files in sorted(groups.items()):
        if len(files) >= many and name in known:
            yield known[name], files


def _joined(engine: duck.DuckEngine, fact: Fact, files: Sequence[LakeFile], *, at: dt.datetime) -> LakeFile:
    source = f"{fact.name}_parts"
    engine.files(source, fact.stored, [folder() / file.path for file in files])
    part = Part(
        source, files[0].month, after=min(file.first_position for file in files),
        until=max(file.last_position for file in files),
    )  # fmt: skip
    made = written(engine, fact, part, county_code=files[0].county_code, at=at)
    if made.rows != sum(file.rows for file in files):
        message = f"joining {fact.name} {files[0].month} would have lost rows"
        raise RuntimeError(message)
    return made
