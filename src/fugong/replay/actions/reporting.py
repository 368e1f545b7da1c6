"""Brings forms, reports, meters, readings and targets in and publishes, through the doors of their contexts."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from fugong.core.calendar import day_of
from fugong.indicators import public as indicators
from fugong.replay.actions.world import World
from fugong.replay.rules.report_rows import READINGS, Batch, FormRow, Meters, PublicationRow, TargetRow
from fugong.reports import public as reports

__all__ = ["MAKERS"]

Made = dict[str, object]


def form(row: FormRow, world: World, at: datetime) -> Made:
    """Ask for a form."""
    terms = reports.FormTerms(
        code=row.code,
        title=row.title,
        period_kind=row.period_kind,
        items=tuple(reports.Asked(**asked.model_dump()) for asked in row.items),
        addressees=reports.Addressees(row.memberships, row.industry_prefixes, row.others == "yes"),
        due=reports.Due(row.due_days, row.due_time),
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        basis=row.basis,
    )
    reports.announce_form(world.scenario.county_code, form=terms, by=world.loader, at=at)
    return {}


def meters(row: Meters, world: World, at: datetime) -> Made:
    """Register all meters."""
    told = [reports.MeterRow(one.meter_no, world.enterprises[one.uscc], one.since_on) for one in row.rows]
    reports.register_meters(world.scenario.county_code, meters=told, by=world.loader, at=at)
    return {}


def batch(row: Batch, world: World, at: datetime) -> Made:
    """Take a batch of reports or readings in, as one act."""
    county, by = world.scenario.county_code, world.actor(row.by, on=day_of(at))
    if row.sheet == READINGS:
        read = [reports.ReadingRow(line.about, line.on, Decimal(dict(line.cells)["kwh"])) for line in row.lines]
        reports.read_meters(county, readings=read, via="replay", by=by, at=at)
        return {}
    told = [
        reports.ReportRow(world.enterprises[line.about], line.on, dict(line.cells), reason=line.reason)
        for line in row.lines
    ]
    reports.take_in(county, form_code=row.sheet, rows=told, via="replay", by=by, at=at)
    return {}


def target(row: TargetRow, world: World, at: datetime) -> Made:
    """Set what an enterprise is to reach in a year."""
    indicators.set_target(
        world.enterprises[row.uscc], item=row.item, year=row.year, value=row.value, basis=row.basis,
        by=world.actor(row.by, on=day_of(at)), at=at,
    )  # fmt: skip
    return {}


def publication(row: PublicationRow, world: World, at: datetime) -> Made:
    """Count what is known at this moment and publish it."""
    county, by = world.scenario.county_code, world.actor(row.by, on=day_of(at))
    indicators.roll(county, at=at)
    digest = indicators.prepared(county, row.code, row.period_on).digest
    indicators.publish(county, code=row.code, period_on=row.period_on, digest=digest, reason=row.reason, by=by, at=at)
    return {}


MAKERS: dict[type, Callable[[Any, World, datetime], Made]] = {
    FormRow: form,
    Meters: meters,
    Batch: batch,
    TargetRow: target,
    PublicationRow: publication,
}
