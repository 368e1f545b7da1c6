"""Proves that lake and database say the same: every row of every table, both ways, and every file against its hash."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from fugong.core.lake import duck, sql
from fugong.core.lake.facts import Fact, declared
from fugong.core.lake.files import is_whole, name_published
from fugong.core.lake.models import LakeFile, LakeState
from fugong.core.lake.refreshing import copied_out

__all__ = ["Difference", "reconcile"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two disagree: the table, how many rows only one of them has, or the file that is damaged."""

    fact: str
    only_in_database: int = 0
    only_in_lake: int = 0
    damaged: str = ""


def reconcile(county_code: str) -> list[Difference]:
    """Compare the county's lake, as far as it reaches, with the database; an empty list is the proof.

    States are compared as they stand: refresh first, or a change of this moment is shown as a difference.
    """
    with transaction.atomic(), tempfile.TemporaryDirectory() as place, duck.opened() as engine:
        damaged = [Difference(file.fact, damaged=file.path) for file in _damaged(county_code)]
        if damaged:
            return damaged
        until = LakeState.of(county_code).position
        work = _Comparison(engine, Path(place), county_code, until)
        found = [work.of(fact) for fact in declared()]
    return [difference for difference in found if difference.only_in_database or difference.only_in_lake]


def _damaged(county_code: str) -> Iterator[LakeFile]:
    for file in LakeFile.objects.counting(county_code).order_by("pk"):
        if not is_whole(file):
            yield file


@dataclass(frozen=True)
class _Comparison:
    """One comparison at work: up to which position of which county."""

    engine: duck.DuckEngine
    place: Path
    county_code: str
    until: int

    def of(self, fact: Fact) -> Difference:
        path = self.place / f"{fact.name}.csv"
        copied_out(fact, self.county_code, path, until=self.until)
        columns = fact.stored if fact.is_stream else fact.columns
        self.engine.table(f"{fact.name}_database", columns, path)
        name_published(self.engine, fact, self.county_code)
        names, files = sql.names_of(columns), f"{fact.name}_files"
        # A refresh may have come meanwhile: of a stream what it brought is not compared.
        known = sql.select("*", files, where=f"position <= {self.until}")
        published = f"({known if fact.is_stream else sql.current_of(fact, files)}) AS published"
        here, there = sql.select(names, f"{fact.name}_database"), sql.select(names, published)
        missing, surplus = sql.minus(here, there, every=True), sql.minus(there, here, every=True)
        return Difference(fact.name, self._count(missing), self._count(surplus))

    def _count(self, question: str) -> int:
        return int(self.engine.rows(sql.select("count(*)", f"({question}) AS rest"))[0][0])
