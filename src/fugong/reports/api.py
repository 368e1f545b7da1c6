"""Reports for machines: what is asked, how far a period is, and reports and readings in batches."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path
from pydantic import Field

from fugong.core import api, clock
from fugong.core.permission import actor_of
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.actions import metering, taking_in
from fugong.reports.models import ReportForm
from fugong.reports.queries.progress import progress_of
from fugong.reports.rules.channels import Channel
from fugong.reports.rules.refusals import RowsAreWrong

router = api.Router(tags=["reports"])
READ, WRITE = api.needs_scope("reports:read"), api.needs_scope("reports:write")
# So many rows of the longest form fit into the megabyte that a request may have.
MOST_ROWS = 2_000

County = Annotated[str, Field(pattern="^[0-9]{6}$", description="County, six digits")]
FormCode = Annotated[str, Field(pattern="^[a-z0-9_-]{1,40}$", description="Code of the form")]
Uscc = Annotated[api.Line, Field(min_length=18, max_length=18)]
Said = Annotated[str, Field(max_length=40)] | bool | int | float | list[Annotated[str, Field(max_length=40)]] | None


class FormTold(api.Told):
    """A form in force: its items in order, how often, until when, on which basis."""

    code: str
    version: int
    title: str
    period_kind: str
    items: list[dict[str, Any]]
    due_days: int
    due_time: dt.time
    effective_from: dt.date
    effective_to: dt.date | None
    basis: str


class ProgressTold(api.Told):
    """How far a period's reports are, in the account's area."""

    form_code: str
    period_on: dt.date
    due_at: dt.datetime
    expected: int
    received: int
    on_time: int
    late: int
    missing: int
    corrected: int
    doubtful: int


class PeriodAsked(api.Asked):
    """Which period of a form of which county."""

    county: County
    period_on: api.Day


class RowAsked(api.AskedMany):
    """One report: the enterprise, the day that names the period, values by item; why, if it corrects."""

    uscc: Uscc
    period_on: api.Day
    values: dict[Annotated[str, Field(max_length=40)], Said]
    reason: Annotated[api.Line, Field(max_length=200)] = ""


class BatchAsked(api.AskedMany):
    """Reports of one form and county, taken in as one act: all or none."""

    county: County
    rows: Annotated[list[RowAsked], Field(min_length=1, max_length=MOST_ROWS)]


class ReadingAsked(api.AskedMany):
    """What a meter counted on a day, in kilowatt-hours."""

    meter_no: Annotated[api.Line, Field(min_length=1, max_length=32)]
    on: api.Day
    kwh: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]


class ReadingsAsked(api.AskedMany):
    """Readings of a county's meters, taken in as one act: all or none."""

    county: County
    rows: Annotated[list[ReadingAsked], Field(min_length=1, max_length=MOST_ROWS)]


class TakenTold(api.Told):
    """What came of it; a row that said what was known already took no version."""

    taken: int
    corrected: int
    unchanged: int
    doubtful: int


@router.get("/forms", auth=READ, response=list[FormTold], summary=N_("读取报表目录"))
def forms(request: HttpRequest) -> Any:
    """Give every version of the forms in the account's counties."""
    return list(ReportForm.objects.visible_to(actor_of(request)))


@router.get("/forms/{form_code}/progress", auth=READ, response=ProgressTold, summary=N_("读取报送进度"))
def progress(request: HttpRequest, form_code: Path[FormCode], asked: api.Query[PeriodAsked]) -> Any:
    """Say how many of those who must report for a period have."""
    found = progress_of(
        actor_of(request), asked.county, form_code=form_code, period_on=asked.period_on, on=clock.today()
    )
    names = [name for name in ProgressTold.model_fields if name != "form_code"]
    return {"form_code": form_code, **{name: getattr(found, name) for name in names}}


@router.post("/forms/{form_code}/batch", auth=WRITE, response=TakenTold, summary=N_("批量报送报表"))
def take_in(request: HttpRequest, form_code: Path[FormCode], batch: BatchAsked) -> Any:
    """Take reports in; every problem of every row is named, and then none is taken."""
    known = registry.numbers_of({row.uscc for row in batch.rows})
    rows = [
        taking_in.ReportRow(known.get(row.uscc, 0), row.period_on, row.values, reason=row.reason) for row in batch.rows
    ]
    with _rows_named():
        return taking_in.take_in(
            batch.county, form_code=form_code, rows=rows, via=Channel.API, by=actor_of(request), at=clock.now()
        )


@router.post("/readings", auth=WRITE, response=TakenTold, summary=N_("批量报送抄表读数"))
def read(request: HttpRequest, batch: ReadingsAsked) -> Any:
    """Take meter readings in; one that differs from what is known of its day is a correction."""
    rows = [metering.ReadingRow(row.meter_no, row.on, row.kwh) for row in batch.rows]
    with _rows_named():
        return metering.read_meters(
            batch.county, readings=rows, via=Channel.METER, by=actor_of(request), at=clock.now()
        )


@contextmanager
def _rows_named() -> Iterator[None]:
    """Say of each problem in which row of the body it stands."""
    try:
        yield
    except RowsAreWrong as refusal:
        raise Invalid(_placed(refusal.rows)) from refusal


def _placed(rows: Sequence[tuple[int, Problem]]) -> Iterator[Problem]:
    fields: Mapping[str, str] = {"": "", "enterprise": "/uscc", "period_on": "/period_on", "reason": "/reason"}
    for number, problem in rows:
        inside = fields.get(problem.field, f"/values/{problem.field}")
        yield Problem(f"rows/{number - 1}{inside}", problem.message, problem.facts)
