"""Workbooks of reports and files of readings: handed out for a period, and taken in row by row as they came back."""

import datetime as dt

from fugong.core import audit, exchange, idempotency
from fugong.core.permission import Actor, require
from fugong.reports.actions.metering import read_meters
from fugong.reports.actions.taking_in import Taken, take_in
from fugong.reports.models import MeterReading, Report, ReportForm
from fugong.reports.queries.workbook import reading_rows, report_rows
from fugong.reports.rules.channels import Channel

__all__ = ["hand_out", "take_in_readings", "take_in_reports"]


@idempotency.once
def hand_out(form: ReportForm, *, period_on: dt.date, rows: int, by: Actor, at: dt.datetime) -> None:
    """Note that a period's workbook, with what was reported, left the platform. Raises NotPermitted."""
    require(by, "reports.fill")
    audit.record(
        county=form.county_code, action="reports.workbook.handed_out", subject=form, by=by, at=at,
        changes={"period_on": (None, period_on), "rows": (None, rows)},
    )  # fmt: skip


@idempotency.once
def take_in_reports(batch: exchange.ImportBatch, *, rows: exchange.Values, by: Actor, at: dt.datetime) -> None:
    """Take the reports of a batch in, those of each form and period as one act; note which row became which version.

    Raises as ``take_in``.
    """
    require(by, "reports.fill")
    became: dict[int, Report] = {}
    # In the order of the forms' codes: two workbooks at once wait for one another and never in a circle.
    for (code, _period_on), by_number in report_rows(rows).items():
        told = list(by_number.values())
        taken = take_in(batch.county_code, form_code=code, rows=told, via=Channel.WORKBOOK, by=by, at=at)
        brought = {row.enterprise_id: row for row in Report.objects.filter(intake=taken.intake_id)}
        numbers = {row.enterprise_id: number for number, row in by_number.items()}
        became |= {numbers[pk]: report for pk, report in brought.items()}
    batch.book(became, at=at)
    _record(batch, "reports.workbook.taken_in", rows=len(became), by=by, at=at)


@idempotency.once
def take_in_readings(batch: exchange.ImportBatch, *, rows: exchange.Values, by: Actor, at: dt.datetime) -> None:
    """Take the readings of a batch in as one act. Raises as ``read_meters``."""
    told = reading_rows(rows)
    taken: Taken = read_meters(batch.county_code, readings=list(told.values()), via=Channel.METER, by=by, at=at)
    brought = {(row.meter_no, row.read_on): row for row in MeterReading.objects.filter(intake=taken.intake_id)}
    keys = {number: (row.meter_no, row.on) for number, row in told.items()}
    became = {number: brought[key] for number, key in keys.items() if key in brought}
    batch.book(became, at=at)
    _record(batch, "reports.meter_file.taken_in", rows=len(became), by=by, at=at)


def _record(batch: exchange.ImportBatch, action: str, *, rows: int, by: Actor, at: dt.datetime) -> None:
    audit.record(
        county=batch.county_code, action=action, subject=batch, by=by, at=at,
        changes={"rows": (0, rows), "sha256": (None, batch.sha256)},
    )  # fmt: skip
