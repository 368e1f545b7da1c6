"""Publications: what is due, what one would say, what was published, and whether it can be counted again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from fugong.core import lake
from fugong.core.refusals import NotThere
from fugong.indicators.models import Publication
from fugong.indicators.queries.cells import stamp_of
from fugong.indicators.queries.counting import given_by_enterprise, prepare, span_of, words_of
from fugong.indicators.queries.plans import all_plans, figure_named, plan
from fugong.indicators.rules.publication import (
    Given,
    Plan,
    Table,
    changed,
    digest_of,
    may_be_revised,
    tables_from,
    tables_of,
)  # fmt: skip
from fugong.indicators.rules.value import Source
from fugong.reports import public as reports

__all__ = ["Prepared", "due_publications", "prepared", "published", "rebuilt", "versions_of"]

LOOKED_BACK = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a publication would say now: its tables, and which of them differ from the version before."""

    plan: Plan
    period_on: dt.date
    version: int
    position: int
    counted_at: dt.datetime
    tables: tuple[Table, ...]
    renewed: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Give the hash of what would be published."""
        return digest_of(self.tables)


@dataclass(frozen=True, slots=True)
class DuePublication:
    """A period of the calendar: until when it is to be published, and what was."""

    plan: Plan
    period_on: dt.date
    due_at: dt.datetime
    newest: Publication | None


def due_publications(county_code: str, *, on: dt.date) -> list[DuePublication]:
    """Give the periods of the last weeks, newest first, with what was published; none before anything was counted."""
    if stamp_of(county_code) is None:
        return []
    done = {(row.code, row.period_on): row for row in Publication.objects.of_county(county_code).newest()}
    found = [
        DuePublication(one, period_on, _due_at(one, period_on), done.get((one.code, period_on)))
        for one in all_plans()
        for period_on in reports.periods_between(one.period, on - LOOKED_BACK, on - dt.timedelta(days=1))
    ]
    return sorted(found, key=lambda one: (one.period_on, one.plan.code), reverse=True)


def prepared(county_code: str, code: str, period_on: dt.date) -> Prepared:
    """Count what would be published now. Raises NotThere for no such period, or before anything was counted."""
    wanted, stamp = plan(code), stamp_of(county_code)
    if stamp is None or not reports.is_period(wanted.period, period_on):
        raise NotThere
    before = versions_of(county_code, code, period_on)
    earlier = [tables_from(row.tables) for row in before]
    source = Source(county_code, stamp.position, stamp.computed_at)
    tables = _tables(wanted, period_on, source=source, earlier=earlier)
    shown = {table.key: table.cells for table in earlier[0]} if earlier else {}
    renewed = tuple(table.key for table in tables if table.cells != shown.get(table.key))
    version = before[0].version + 1 if before else 1
    return Prepared(wanted, period_on, version, stamp.position, stamp.computed_at, tables, renewed)


def published(county_code: str) -> list[Publication]:
    """Give the newest version of everything the county published, the latest period first."""
    rows = Publication.objects.of_county(county_code).newest().defer("tables")
    return sorted(rows, key=lambda row: (row.period_on, row.code), reverse=True)


def versions_of(county_code: str, code: str, period_on: dt.date) -> list[Publication]:
    """Give all versions of a publication, the newest first."""
    rows = Publication.objects.of_county(county_code).filter(code=code, period_on=period_on)
    return list(rows.order_by("-version"))


def rebuilt(row: Publication) -> tuple[Table, ...]:
    """Count a publication again from the lake, under the plan and as everything was known then."""
    versions = versions_of(row.county_code, row.code, row.period_on)
    earlier = [rebuilt(one) for one in versions if one.version < row.version]
    source = Source(row.county_code, row.position, row.counted_at)
    return _tables(plan(row.code, row.plan_version), row.period_on, source=source, earlier=earlier)


def _due_at(wanted: Plan, period_on: dt.date) -> dt.datetime:
    return reports.due_at(wanted.period, period_on, reports.Due(wanted.due_days, wanted.due_time))


def _tables(
    wanted: Plan, period_on: dt.date, *, source: Source, earlier: Sequence[Sequence[Table]]
) -> tuple[Table, ...]:
    """Count the tables of a plan; ``earlier`` are those of the versions before, the newest first."""
    made: list[Table] = []
    for same in wanted.figures:
        known = [{table.key: table for table in tables if table.key in same} for tables in earlier]
        made += _same_quantity(
            wanted, same, period_on, source=source, earlier=[one for one in known if len(one) == len(same)]
        )
    return tuple(made)


def _same_quantity(
    wanted: Plan, same: Sequence[str], period_on: dt.date, *, source: Source, earlier: Sequence[Mapping[str, Table]]
) -> Sequence[Table]:
    """Count the tables of definitions of one quantity; where too few changed, those of the version before stand."""
    ask = partial(_given, period_on=period_on, county_code=source.county_code)
    rows = [(figure_named(key), ask(key, position=source.position)) for key in same]
    moves = [
        {one.key: changed(ask(one.key, position=tables[one.key].position), given) for one, given in rows}
        for tables in earlier
    ]
    if moves and not may_be_revised(moves):
        return [earlier[0][key] for key in same]
    on = span_of(wanted.period, period_on)[0]
    return tables_of(rows, by=wanted.by, on=on, source=source, moves=moves)


def _given(key: str, *, period_on: dt.date, county_code: str, position: int) -> list[Given]:
    one = figure_named(key)
    with lake.reading(county_code, as_of=lake.AsOf(position), only=words_of([one])) as opened:
        prepare(opened.engine, [one], [period_on])
        return given_by_enterprise(opened.engine, one)
