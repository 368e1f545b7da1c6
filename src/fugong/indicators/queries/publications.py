"""Publications: what is due, what one would say, what was published, and whether it can be counted again."""

import datetime as dt
from dataclasses import dataclass

from fugong.core import lake
from fugong.core.refusals import NotThere
from fugong.indicators.models import Publication
from fugong.indicators.queries.cells import stamp_of
from fugong.indicators.queries.counting import given_by_enterprise, prepare, span_of
from fugong.indicators.queries.plans import all_plans, figure_named, plan
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.publication import (
    Given,
    Plan,
    Table,
    changed,
    digest_of,
    may_be_revised,
    table_of,
    tables_from,
)
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
    before = versions_of(county_code, code, period_on)[:1]
    old = {table.key: table for table in tables_from(before[0].tables)} if before else {}
    source = Source(county_code, stamp.position, stamp.computed_at)
    tables, renewed = [], []
    for key in wanted.figures:
        made = _table(wanted, figure_named(key), period_on, source=source, old=old.get(key))
        tables.append(made)
        if key not in old or made.cells != old[key].cells:
            renewed.append(key)
    version = before[0].version + 1 if before else 1
    return Prepared(wanted, period_on, version, stamp.position, stamp.computed_at, tuple(tables), tuple(renewed))


def published(county_code: str) -> list[Publication]:
    """Give the newest version of everything the county published, the latest period first."""
    rows = Publication.objects.of_county(county_code).newest().defer("tables")
    return sorted(rows, key=lambda row: (row.period_on, row.code), reverse=True)


def versions_of(county_code: str, code: str, period_on: dt.date) -> list[Publication]:
    """Give all versions of a publication, the newest first."""
    rows = Publication.objects.of_county(county_code).filter(code=code, period_on=period_on)
    return list(rows.order_by("-version"))


def rebuilt(row: Publication) -> tuple[Table, ...]:
    """Count a publication again from the lake, as everything was known then."""
    wanted = plan(row.code)
    earlier = [one for one in versions_of(row.county_code, row.code, row.period_on) if one.version < row.version]
    old = {table.key: table for table in rebuilt(earlier[0])} if earlier else {}
    source = Source(row.county_code, row.position, row.counted_at)
    return tuple(
        _table(wanted, figure_named(key), row.period_on, source=source, old=old.get(key)) for key in wanted.figures
    )


def _due_at(wanted: Plan, period_on: dt.date) -> dt.datetime:
    return reports.due_at(wanted.period, period_on, reports.Due(wanted.due_days, wanted.due_time))


def _table(wanted: Plan, one: Definition, period_on: dt.date, *, source: Source, old: Table | None) -> Table:
    """Count a table; where fewer than three enterprises changed since the version before, that one stands."""
    rows = _given(one, period_on, county_code=source.county_code, position=source.position)
    before: list[Given] | None = None
    if old is not None:
        before = _given(one, period_on, county_code=source.county_code, position=old.position)
        if not may_be_revised(changed(before, rows)):
            return old
    return table_of(one, rows, by=wanted.by, on=span_of(one.period, period_on)[0], source=source, before=before)


def _given(one: Definition, period_on: dt.date, *, county_code: str, position: int) -> list[Given]:
    with lake.reading(county_code, as_of=lake.AsOf(position)) as opened:
        prepare(opened.engine, [one], [period_on])
        return given_by_enterprise(opened.engine, one)
