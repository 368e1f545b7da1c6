"""Reads the lake together with what is not yet published, as of now or as of any earlier moment."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from django.conf import settings

from fugong.core.lake import duck, spark, sql
from fugong.core.lake.facts import Column, Fact, declared
from fugong.core.lake.files import published_files
from fugong.core.lake.models import LakeState
from fugong.core.lake.positions import current_position
from fugong.core.lake.refreshing import copied_out

__all__ = [
    "AsOf",
    "CountingEngine",
    "Engine",
    "Lake",
    "changed_days",
    "counting",
    "published_up_to",
    "reading",
    "reading_on",
]


class Engine(Protocol):
    """What answers questions about the lake."""

    def view(self, name: str, question: str) -> None:
        """Name the answer to a question."""

    def keep(self, name: str, question: str) -> None:
        """Name the answer to a question and keep it."""

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Answer a question."""


class FileEngine(Engine, Protocol):
    """An engine that reads Parquet files by itself."""

    def files(self, name: str, columns: Sequence[Column], paths: Sequence[Path]) -> None:
        """Name a table that lies in Parquet files."""


class CountingEngine(FileEngine, Protocol):
    """An engine that counts: what it keeps can be added to, and written where others read it."""

    def add(self, name: str, question: str) -> None:
        """Add the answer to a question to what is kept under a name."""

    def write(self, question: str, path: Path) -> int:
        """Write the answer to a question as one Parquet file; give the number of its rows."""


E_co = TypeVar("E_co", bound=Engine, covariant=True)
F = TypeVar("F", bound=FileEngine)


@dataclass(frozen=True, slots=True)
class AsOf:
    """What is counted as known: everything up to a position, and of it what was recorded by a moment."""

    position: int
    at: dt.datetime | None = None

    @property
    def condition(self) -> str:
        """Say it in SQL, for a table with position and recorded_at."""
        by_position = f"position <= {self.position}"
        if self.at is None:
            return by_position
        return f"{by_position} AND recorded_at <= TIMESTAMP '{self.at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f}'"


@dataclass(frozen=True, slots=True)
class Lake(Generic[E_co]):
    """An open lake: each table under its own name, as it stood."""

    engine: E_co
    county_code: str
    as_of: AsOf


@contextmanager
def reading(
    county_code: str, *, as_of: AsOf | None = None, only: AbstractSet[str] = frozenset()
) -> Iterator[Lake[duck.DuckEngine]]:
    """Open a county's lake as it stood at some moment, or, without one, as everything stands now.

    What came after the last refresh is read from the database beside the files. ``only`` names the tables to open.
    """
    now = as_of or AsOf(current_position(county_code))
    published = LakeState.of(county_code).position
    files = published_files(county_code)
    with tempfile.TemporaryDirectory() as place, duck.opened() as engine:
        for fact in (fact for fact in declared() if not only or not only.isdisjoint(names_in(fact))):
            path = Path(place) / f"{fact.name}.csv"
            if as_of is None and not fact.is_stream:
                copied_out(fact, county_code, path)
                engine.table(fact.name, fact.columns, path)
                continue
            engine.files(f"{fact.name}_files", fact.stored, files[fact.name])
            sources = [f"{fact.name}_files"]
            if fact.is_stream and now.position > published:
                copied_out(fact, county_code, path, after=published, until=now.position)
                engine.table(f"{fact.name}_tail", fact.stored, path)
                # A refresh may have come between the two looks: what its files hold beyond is in the tail as well.
                known = sql.select("*", f"{fact.name}_files", where=f"position <= {published}")
                sources = [f"({known}) AS known", f"{fact.name}_tail"]
            name_current(engine, fact, sources, as_of=now)
        yield Lake(engine, county_code, now)


def changed_days(opened: Lake[Engine], *, after: int) -> tuple[dt.date, dt.date | None] | None:
    """Give the first and the last day of which anything speaks that came after a position; nothing if nothing did.

    A state holds until it changes again: its days have no last one, and of one without days the first is the earliest.
    """
    first: list[dt.date] = []
    last: list[dt.date | None] = []
    for fact in declared():
        dated = [fact.month] if fact.is_stream else [column.name for column in fact.columns if column.type == "DATE"]
        since, until = (f"min({dated[0]})", f"max({dated[0]})") if dated else ("NULL", "NULL")
        came = sql.select(f"{since}, {until}, count(*)", f"{fact.name}_versions", where=f"position > {after}")
        ((since_on, until_on, number),) = opened.engine.rows(came)
        if number:
            first.append(since_on or dt.date.min)
            last.append(until_on if fact.is_stream else None)
    if not first:
        return None
    ends = [day for day in last if day is not None]
    return min(first), max(ends) if len(ends) == len(last) else None


@contextmanager
def reading_on(engine: F, county_code: str, *, as_of: AsOf) -> Iterator[Lake[F]]:
    """Open what is published of a county's lake on another engine, which reads the same files itself."""
    files = published_files(county_code)
    for fact in declared():
        engine.files(f"{fact.name}_files", fact.stored, files[fact.name])
        name_current(engine, fact, [f"{fact.name}_files"], as_of=as_of)
    yield Lake(engine, county_code, as_of)


@contextmanager
def counting(county_code: str, *, position: int) -> Iterator[Lake[CountingEngine]]:
    """Open a county's lake where indicators are counted: on the cluster the office named, else in this process.

    The lake must be refreshed up to the position: a cluster sees what is published and nothing else.
    """
    as_of = AsOf(position)
    if not settings.FUGONG_LAKE_ENGINE:
        with reading(county_code, as_of=as_of) as here:
            yield here
        return
    with (
        spark.connected(settings.FUGONG_LAKE_ENGINE) as engine,
        reading_on(engine, county_code, as_of=as_of) as there,
    ):
        yield there


def published_up_to(county_code: str) -> AsOf:
    """Give the moment of the county's last refresh: what is read as of it needs only the files."""
    return AsOf(LakeState.of(county_code).position)


def names_in(fact: Fact) -> tuple[str, str]:
    """Give the two names under which a question meets a table: as it stood, and with every version."""
    return fact.name, f"{fact.name}_versions"


def name_current(engine: Engine, fact: Fact, sources: list[str], *, as_of: AsOf) -> None:
    """Name a table as it stood: ``<fact>_versions`` for every version known then, ``<fact>`` for the newest of each."""
    names = sql.names_of(fact.stored)
    current, versions = names_in(fact)
    engine.view(versions, sql.union(sql.select(names, source, where=as_of.condition) for source in sources))
    engine.view(current, sql.current_of(fact, versions))
