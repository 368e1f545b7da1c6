"""Closing a period and opening it again, by township or for the whole county, each with its reason."""

import datetime as dt

from django.db import IntegrityError

from fugong.core import audit, idempotency, texts
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, Problem, Stale
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.actions.announcing import announce
from fugong.reports.models import PeriodLock, ReportForm
from fugong.reports.queries.forms import form_for
from fugong.reports.rules.periods import is_period
from fugong.reports.rules.refusals import NotLocked

_LONGEST_TEXT = 200


@idempotency.once
def lock_period(
    division_code: str, *, form_code: str, period_on: dt.date, by: Actor, at: dt.datetime, reason: str = ""
) -> int:
    """Close the reports of a form and period in a township or the whole county; give the lock's id.

    Raises NotPermitted, NotThere, Invalid for what is no period, Stale when it is closed already.
    """
    require(by, "reports.lock", division_code=division_code)
    form = _form_for_change(division_code[:6], form_code, period_on)
    if not is_period(form.period_kind, period_on):
        raise Invalid([Problem("period_on", N_("请选择该报表的一个报告期。"))])
    county = division_code[:6]
    if division_code != county and division_code not in {one.code for one in registry.townships(county)}:
        raise Invalid([Problem("division", N_("请选择封账范围：全县或一个乡镇（街道）。"))])
    row = PeriodLock(
        county_code=division_code[:6], division_code=division_code, form_code=form_code, period_on=period_on,
        locked_at=at, locked_by=by.title, reason=texts.clean_line(reason)[:_LONGEST_TEXT],
    )  # fmt: skip
    try:
        row.save(force_insert=True)
    except IntegrityError:
        raise Stale from None
    announce("reports.period.locked", form, at=at, period_on=period_on, division=division_code)
    audit.record(
        county=row.county_code, action="reports.period.locked", subject=row, by=by, at=at,
        changes={"period_on": (None, period_on)}, note=row.reason or form.title,
    )  # fmt: skip
    return row.pk


@idempotency.once
def unlock_period(lock_id: int, *, reason: str, by: Actor, at: dt.datetime) -> None:
    """Open a closed period again. Raises NotLocked, Invalid without a reason, NotPermitted below the lock's level."""
    row = PeriodLock.objects.select_for_update().in_force().filter(pk=lock_id).first()
    if row is None:
        raise NotLocked
    # Whoever may close there may open: a township's post lifts no lock of the county.
    require(by, "reports.lock", division_code=row.division_code)
    said = texts.clean_line(reason)[:_LONGEST_TEXT]
    if not said:
        raise Invalid([Problem("reason", N_("请填写解封原因。"))])
    row.unlocked_at, row.unlocked_by, row.unlock_reason = at, by.title, said
    row.save(update_fields=["unlocked_at", "unlocked_by", "unlock_reason"])
    form = form_for(row.county_code, row.form_code, on=row.period_on)
    announce("reports.period.unlocked", form, at=at, period_on=row.period_on, division=row.division_code)
    audit.record(
        county=row.county_code, action="reports.period.unlocked", subject=row, by=by, at=at,
        changes={"period_on": (row.period_on, None)}, note=said,
    )  # fmt: skip


def _form_for_change(county_code: str, form_code: str, period_on: dt.date) -> ReportForm:
    found = form_for(county_code, form_code, on=period_on)
    # Who reports at this moment holds the form too: the lock comes before or after, never between.
    return ReportForm.objects.select_for_update(of=("self",)).get(pk=found.pk)
