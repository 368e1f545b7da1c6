"""Taking reports in, one or ten thousand: one transaction, one act in the trail with count and digest."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import IntegrityError, connection

from fugong.core import audit, idempotency, lake
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Stale
from fugong.reports.actions.announcing import announce
from fugong.reports.models import Intake, ReportForm
from fugong.reports.queries.forms import form_for
from fugong.reports.queries.judging import Judgement, judge
from fugong.reports.rules.channels import Channel
from fugong.reports.rules.periods import due_at, end_of
from fugong.reports.rules.refusals import Doubtful, PeriodIsLocked, RowsAreWrong
from fugong.reports.rules.rows import Judged, ReportRow, digest_of, written

__all__ = ["ReportRow", "Taken", "next_intake", "take_in"]

_COLUMNS = (
    "county_code", "division_code", "intake_id", "enterprise_id", "form_id", "form_code", "period_on", "period_end_on",
    "version", "values", "doubts", "reason", "explanation", "due_at", "recorded_at", "recorded_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of handing in: the act, how many rows it took, how many said what was known already."""

    intake_id: int | None
    taken: int
    corrected: int
    unchanged: int
    doubtful: int


@idempotency.once
def take_in(
    county_code: str,
    *,
    form_code: str,
    rows: Sequence[ReportRow],
    via: str,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> Taken:
    """Take in reports of one form; a row for a period that has one already corrects it and says why.

    All or none. A row that says what is known already takes no new version. ``reason`` is for rows without their own.
    Raises NotPermitted, NotThere for an unknown form, RowsAreWrong naming every problem of every row, PeriodIsLocked,
    Doubtful where a person fills in and a doubtful row has no explanation, Stale when somebody reported the same in
    this moment.
    """
    require(by, "reports.fill")
    # Closing a period waits for those who report, and they for it.
    form = ReportForm.objects.select_for_update(of=("self",), no_key=True).get(
        pk=form_for(county_code, form_code, on=_last_day(rows, at)).pk
    )
    judged = judge(form, rows, reason=reason, by=by, on=day_of(at))
    _guard(judged, via=via)
    unchanged = len(judged.unchanged)
    if not judged.taken:
        return Taken(None, 0, 0, unchanged, 0)
    intake_id = next_intake()
    _copy(form, judged, intake_id=intake_id, by=by, at=at)
    corrected = sum(one.version > 1 for one in judged.taken)
    intake = Intake(
        pk=intake_id, county_code=county_code, position=lake.take_position(county_code), form_code=form_code, via=via,
        rows=len(judged.taken), corrections=corrected, digest=digest_of(judged.taken), recorded_at=at,
        recorded_by=by.title, recorded_by_id=by.account_id,
    )  # fmt: skip
    announce("reports.reports.taken_in", form, at=at, intake=intake_id, reports=intake.rows, corrections=corrected)
    intake.save(force_insert=True)
    audit.record(
        county=county_code, action="reports.reports.taken_in", subject=intake, by=by, at=at,
        changes={"rows": (0, intake.rows), "corrections": (0, corrected), "digest": (None, intake.digest)},
        note=form.title,
    )  # fmt: skip
    return Taken(intake_id, intake.rows, corrected, unchanged, sum(bool(one.doubts) for one in judged.taken))


def _guard(judged: Judgement, *, via: str) -> None:
    for period_on in judged.closed.values():
        raise PeriodIsLocked(period=period_on)
    if judged.problems:
        raise RowsAreWrong(judged.problems)
    if Channel(via).is_by_hand and (unexplained := judged.unexplained):
        raise Doubtful(unexplained)


def _last_day(rows: Sequence[ReportRow], at: dt.datetime) -> dt.date:
    return max((row.period_on for row in rows), default=day_of(at))


def next_intake() -> int:
    """Take the number of the intake beforehand: its rows are written first, the intake itself at the very end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('reports_intake', 'id'))")
        (number,) = cursor.fetchone()
    return int(number)


def _copy(form: ReportForm, judged: Judgement, *, intake_id: int, by: Actor, at: dt.datetime) -> None:
    due, kind = form.terms.due, form.period_kind
    dates = {on: (end_of(kind, on), due_at(kind, on, due)) for on in {one.row.period_on for one in judged.taken}}
    names = ", ".join(f'"{column}"' for column in _COLUMNS)
    try:
        with connection.cursor() as cursor, cursor.copy(f"COPY reports_report ({names}) FROM STDIN") as copy:
            for one in judged.taken:
                ends_on, due_by = dates[one.row.period_on]
                copy.write_row((
                    form.county_code, judged.divisions[one.row.enterprise_id], intake_id, one.row.enterprise_id,
                    form.pk, form.code, one.row.period_on, ends_on, one.version, written(one.values), _doubts(one),
                    one.row.reason, one.row.explanation, due_by, at, by.title,
                ))  # fmt: skip
    except IntegrityError:
        raise Stale from None


def _doubts(one: Judged) -> str:
    return written([asdict(doubt) for doubt in one.doubts]) if one.doubts else "[]"
