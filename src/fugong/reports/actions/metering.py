"""Meters and their readings: which meter serves whom, and what it counted, day by day."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection

from fugong.core import audit, idempotency, lake
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Problem, Stale
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.actions.taking_in import Taken, next_intake
from fugong.reports.models import Intake, Meter
from fugong.reports.queries.known import newest_readings
from fugong.reports.rules.readings import ReadingRow, wrong_readings
from fugong.reports.rules.refusals import RowsAreWrong

__all__ = ["MeterRow", "ReadingRow", "read_meters", "register_meters"]

_NO_ENTERPRISE = N_("没有这家企业，或不在您可填报的范围内。")


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter and the enterprise it serves from a day on."""

    meter_no: str
    enterprise_id: int
    since_on: dt.date


@idempotency.once
def register_meters(county_code: str, *, meters: Sequence[MeterRow], by: Actor, at: dt.datetime) -> int:
    """Say which meters serve which enterprises; what is known already is left as it is. Give how many were new.

    Raises RowsAreWrong for an enterprise that is not there.
    """
    require(by, "reports.fill", division_code=county_code)
    held = registry.population_of({row.enterprise_id for row in meters}, on=day_of(at))
    known = {one.enterprise_id for one in held if one.division_code.startswith(county_code)}
    wrong = [
        (n, Problem("enterprise", _NO_ENTERPRISE)) for n, row in enumerate(meters, 1) if row.enterprise_id not in known
    ]
    if wrong:
        raise RowsAreWrong(wrong)
    before = Meter.objects.filter(county_code=county_code).count()
    Meter.objects.bulk_create(
        (
            Meter(
                county_code=county_code, meter_no=row.meter_no, enterprise_id=row.enterprise_id, since_on=row.since_on
            )
            for row in meters
        ),
        ignore_conflicts=True,
    )
    added = Meter.objects.filter(county_code=county_code).count() - before
    intake = _intake(county_code, rows=len(meters), digest=_digest(meters), by=by, at=at)
    intake.position = lake.take_position(county_code)
    intake.save(force_insert=True)
    audit.record(
        county=county_code, action="reports.meters.registered", subject=intake, by=by, at=at,
        changes={"rows": (0, added)},
    )  # fmt: skip
    return added


@idempotency.once
def read_meters(county_code: str, *, readings: Sequence[ReadingRow], via: str, by: Actor, at: dt.datetime) -> Taken:
    """Take readings in; one that differs from what is known of its day is its next version. All or none.

    Raises RowsAreWrong naming every problem, Stale when the same was read in this moment.
    """
    require(by, "reports.fill", division_code=county_code)
    known_meters = set(Meter.objects.filter(county_code=county_code).values_list("meter_no", flat=True))
    if wrong := list(wrong_readings(readings, known_meters, today=day_of(at))):
        raise RowsAreWrong(wrong)
    standing = newest_readings(county_code, {row.meter_no for row in readings}, {row.on for row in readings})
    taken = [
        (row, standing[row.meter_no, row.on][0] + 1 if (row.meter_no, row.on) in standing else 1)
        for row in readings
        if (row.meter_no, row.on) not in standing or standing[row.meter_no, row.on][1] != row.kwh
    ]
    if not taken:
        return Taken(None, 0, 0, len(readings), 0)
    intake = _intake(county_code, rows=len(taken), digest=_digest(row for row, _ in taken), by=by, at=at, via=via)
    _copy(county_code, taken, intake_id=intake.pk, at=at)
    intake.corrections = sum(version > 1 for _, version in taken)
    intake.position = lake.take_position(county_code)
    intake.save(force_insert=True)
    audit.record(
        county=county_code, action="reports.readings.taken_in", subject=intake, by=by, at=at,
        changes={"rows": (0, intake.rows), "corrections": (0, intake.corrections), "digest": (None, intake.digest)},
    )  # fmt: skip
    return Taken(intake.pk, len(taken), intake.corrections, len(readings) - len(taken), 0)


def _intake(county_code: str, *, rows: int, digest: str, by: Actor, at: dt.datetime, via: str = "meter") -> Intake:
    return Intake(
        pk=next_intake(), county_code=county_code, position=0, form_code="", via=via, rows=rows,
        digest=digest, recorded_at=at, recorded_by=by.title, recorded_by_id=by.account_id,
    )  # fmt: skip


def _copy(county_code: str, taken: Sequence[tuple[ReadingRow, int]], *, intake_id: int, at: dt.datetime) -> None:
    columns = "county_code, intake_id, meter_no, read_on, version, kwh, recorded_at"
    try:
        with connection.cursor() as cursor, cursor.copy(f"COPY reports_meterreading ({columns}) FROM STDIN") as copy:
            for row, version in taken:
                copy.write_row((county_code, intake_id, row.meter_no, row.on, version, row.kwh, at))
    except IntegrityError:
        raise Stale from None


def _digest(rows: Iterable[MeterRow | ReadingRow]) -> str:
    running = hashlib.sha256()
    for row in rows:
        running.update(f"{row}\n".encode())
    return running.hexdigest()
