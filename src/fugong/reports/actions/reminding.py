"""The clock of reports: reminds who has not reported, and tells township and county a day later."""

import datetime as dt
from functools import cache, partial

from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.registry import public as registry
from fugong.reports.actions.announcing import announce
from fugong.reports.models import Report, ReportForm, ReportReminder
from fugong.reports.queries.forms import addressed, forms_in_force
from fugong.reports.queries.known import locked_divisions
from fugong.reports.rules.periods import due_at, end_of, periods_between
from fugong.reports.rules.reminders import WATCHED, step_due

__all__ = ["remind_missing"]

# The longest time between the end of a period and its term, so that no period is overlooked.
_LONGEST_TERM = dt.timedelta(days=60)
Held = tuple[registry.Population, ...]


@idempotency.once
def remind_missing(county_code: str, *, by: Actor, at: dt.datetime) -> int:
    """Note every reminder that is due now, each once for enterprise, period and step; give how many were new.

    Raises NotPermitted.
    """
    # A second look at the same moment waits here, and finds everything said.
    list(ReportForm.objects.select_for_update(of=("self",), no_key=True).of_county(county_code).order_by("pk"))
    require(by, "reports.remind", division_code=county_code)
    on, made = day_of(at), 0
    population = cache(partial(registry.population, county_code))
    for form in forms_in_force(county_code, on=on):
        for period_on in periods_between(form.period_kind, on - WATCHED - _LONGEST_TERM, on):
            step = step_due(due_at(form.period_kind, period_on, form.terms.due), at)
            if step and period_on >= form.effective_from:
                held = population(on=end_of(form.period_kind, period_on))
                made += _remind(form, period_on, step, held=held, by=by, at=at)
    return made


def _remind(form: ReportForm, period_on: dt.date, step: str, *, held: Held, by: Actor, at: dt.datetime) -> int:
    missing = _missing(form, period_on, step, held=held)
    if not missing:
        return 0
    rows = ReportReminder.objects.bulk_create(
        ReportReminder(
            county_code=form.county_code, enterprise_id=pk, form_code=form.code, period_on=period_on, step=step,
            reminded_at=at,
        )
        for pk in missing
    )  # fmt: skip
    announce("reports.reports.reminded", form, period_on=period_on, number=len(rows), at=at, step=step)
    audit.record(
        county=form.county_code, action="reports.reports.reminded", subject=form, by=by, at=at,
        changes={"reminded": (0, len(rows)), "step": (None, step)}, note=f"{form.title} {period_on.isoformat()}",
    )  # fmt: skip
    return len(rows)


def _missing(form: ReportForm, period_on: dt.date, step: str, *, held: Held) -> list[int]:
    """Give who must report, has not, may still, and was not told at this step."""
    closed = locked_divisions(form.county_code, form.code, [period_on]).get(period_on, ())
    asked = {
        one.enterprise_id for one in addressed(form.terms, held)
        if not any(one.division_code.startswith(division) for division in closed)
    }  # fmt: skip
    came = Report.objects.of_county(form.county_code).of_period(form.code, period_on)
    told = ReportReminder.objects.filter(
        county_code=form.county_code, form_code=form.code, period_on=period_on, step=step
    )
    known = {*came.values_list("enterprise_id", flat=True), *told.values_list("enterprise_id", flat=True)}
    return sorted(asked - known)
