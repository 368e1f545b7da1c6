"""Brings the lake up to the database: what is new of each table is added as files."""

import csv
import datetime as dt
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection, transaction

from fugong.core.lake import duck, sql
from fugong.core.lake.facts import GONE, Column, Fact, declared
from fugong.core.lake.files import Part, alone, folder, is_whole, name_published, written
from fugong.core.lake.models import LakeFile, LakeState
from fugong.core.lake.positions import current_position, take_position

__all__ = ["Refreshed", "copied_out", "rebuild", "refresh"]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh added: rows by table, and the position up to which the lake now reaches.

    ``forgotten`` names the states whose earlier versions a rebuild could not keep.
    """

    county_code: str
    position: int
    added: Mapping[str, int]
    forgotten: tuple[str, ...] = ()


def refresh(county_code: str, *, at: dt.datetime) -> Refreshed:
    """Add what is new of every table of the county; of two at once the second waits and finds little to do.

    Streams first and without holding anybody up; then the changes of states under a position of their own, with what
    came to the streams meanwhile, which is the only moment in which acts of the county wait.
    """
    with transaction.atomic(), tempfile.TemporaryDirectory() as place, duck.opened() as engine:
        alone(county_code)
        state = LakeState.of(county_code)
        until = current_position(county_code)
        work = _Work(engine, Path(place), county_code, at)
        streams = [fact for fact in declared() if fact.is_stream]
        files = [file for fact in streams for file in work.stream(fact, after=state.position, until=until)]
        changed = [fact for fact in declared() if not fact.is_stream and work.has_changed(fact)]
        if changed:
            compared, until = until, take_position(county_code)
            files += [work.state(fact, position=until) for fact in changed]
            files += [file for fact in streams for file in work.stream(fact, after=compared, until=until)]
        LakeFile.objects.bulk_create(files)
        LakeState.objects.update_or_create(county_code=county_code, defaults={"position": until, "refreshed_at": at})
    added: Counter[str] = Counter()
    for file in files:
        added[file.fact] += file.rows
    return Refreshed(county_code, until, added)


def rebuild(county_code: str, *, at: dt.datetime) -> Refreshed:
    """Make the county's lake anew from the database, and from nothing where nothing is left.

    Streams come whole from the database. What a state was earlier only the lake knows: its files stay if all of them
    are whole and can be read, and the difference to the database is added; otherwise it is known from now on only.
    """
    with transaction.atomic():
        alone(county_code)
        kept, forgotten = _states_kept(county_code)
        made_anew = [fact.name for fact in declared() if fact.name not in kept]
        LakeFile.objects.counting(county_code).filter(fact__in=made_anew).replace(at)
        LakeState.objects.filter(county_code=county_code).update(position=0)
        done = refresh(county_code, at=at)
    return replace(done, forgotten=forgotten)


def _states_kept(county_code: str) -> tuple[list[str], tuple[str, ...]]:
    """Give the states whose files are whole and readable, and those of which something is lost."""
    files: dict[str, list[LakeFile]] = defaultdict(list)
    for file in LakeFile.objects.counting(county_code):
        files[file.fact].append(file)
    states = [fact for fact in declared() if not fact.is_stream and files[fact.name]]
    with duck.opened() as engine:
        kept = [
            fact.name for fact in states
            if all(is_whole(file) for file in files[fact.name])
            and engine.can_read(fact.stored, [folder() / file.path for file in files[fact.name]])
        ]  # fmt: skip
    return kept, tuple(fact.name for fact in states if fact.name not in kept)


@dataclass(frozen=True)
class _Work:
    """One refresh at work: where it keeps what the database gave, and for which county."""

    engine: duck.DuckEngine
    place: Path
    county_code: str
    at: dt.datetime

    def stream(self, fact: Fact, *, after: int, until: int) -> list[LakeFile]:
        if until <= after:
            return []
        loaded = self._load(fact, fact.stored, after=after, until=until)
        return [
            self._file(fact, Part(loaded, month, after, until, where)) for month, where in self._months(fact, loaded)
        ]

    def has_changed(self, fact: Fact) -> bool:
        """Compare what stands with what was published last; keep the difference for writing."""
        loaded = self._load(fact, fact.columns)
        name_published(self.engine, fact, self.county_code)
        standing, names = f"{fact.name}_standing", sql.names_of(fact.columns)
        self.engine.view(standing, sql.current_of(fact, f"{fact.name}_files"))
        new = sql.minus(sql.select(names, loaded), sql.select(names, standing))
        same = " AND ".join(f"s.{column} = l.{column}" for column in fact.key)
        there = sql.select("1", f"{loaded} AS l", where=same)
        gone = sql.select(
            f"{sql.names_of(fact.columns, of='s')}, TRUE", f"{standing} AS s", where=f"NOT EXISTS ({there})"
        )
        changes = f"{fact.name}_changes"
        self.engine.keep(changes, sql.union([sql.select(f"*, FALSE AS {GONE.name}", f"({new}) AS n"), gone]))
        return self._has_rows(changes)

    def state(self, fact: Fact, *, position: int) -> LakeFile:
        moment = f"TIMESTAMP '{self.at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f}'"
        stamped = f"{sql.names_of(fact.columns)}, CAST({position} AS BIGINT) AS position, {moment} AS recorded_at"
        self.engine.view(f"{fact.name}_stamped", sql.select(f"{stamped}, {GONE.name}", f"{fact.name}_changes"))
        return self._file(fact, Part(f"{fact.name}_stamped", "", position, position))

    def _load(self, fact: Fact, columns: Sequence[Column], *, after: int = 0, until: int = 0) -> str:
        path, name = self.place / f"{fact.name}.csv", f"{fact.name}_loaded"
        copied_out(fact, self.county_code, path, after=after, until=until)
        self.engine.table(name, columns, path)
        return name

    def _months(self, fact: Fact, loaded: str) -> list[tuple[str, str]]:
        if not fact.month:
            return [("", "TRUE")] if self._has_rows(loaded) else []
        month = f"strftime({fact.month}, '%Y-%m')"
        rows = self.engine.rows(sql.select(f"DISTINCT {month} AS month", loaded, order="month"))
        return [(str(name), f"{month} = '{name}'") for (name,) in rows]

    def _has_rows(self, table: str) -> bool:
        return self.engine.rows(sql.select("count(*)", table)) != [(0,)]

    def _file(self, fact: Fact, part: Part) -> LakeFile:
        return written(self.engine, fact, part, county_code=self.county_code, at=self.at)


def copied_out(fact: Fact, county_code: str, path: Path, *, after: int = 0, until: int = 0) -> None:
    """Write what the database says of a table as CSV, in the transaction that is open."""
    if not isinstance(fact.source, str):
        with path.open("w", encoding="utf-8", newline="") as text:
            csv.writer(text).writerows(fact.source(county_code))
        return
    out = f"COPY ({fact.source}) TO STDOUT (FORMAT csv)"
    given = {"county": county_code, "after": after, "until": until}
    # The driver's own cursor: the one that counts questions in tests does not know parameters here.
    with connection.cursor() as cursor, path.open("wb") as file, cursor.cursor.copy(out, given) as copied:
        for piece in copied:
            file.write(piece)
