"""Progress of a period: who has reported, who has not; closing it and opening it again."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from fugong.core import audit, clock, pages
from fugong.core.permission import Actor, actor_of, needs
from fugong.core.refusals import Invalid, NotThere
from fugong.core.refusals.edge import sentence
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.actions import locking
from fugong.reports.models import PeriodLock, ReportForm, ReportReminder
from fugong.reports.queries.forms import form_versions, forms_in_force, periods_asked
from fugong.reports.queries.progress import Progress, Standing, progress_of
from fugong.reports.queries.reminders import last_reminders
from fugong.reports.rules.progress import STATES
from fugong.reports.web.periods import county_of, period_from

PAGE_SIZE = 50
Row = tuple[registry.EnterpriseCard, Standing, ReportReminder | None]
_LOOKED_BACK = timedelta(days=130)


@needs("reports.view")
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show how far a period's reports are; each count opens its enterprises."""
    actor, today = actor_of(request), clock.today()
    county = county_of(actor)
    forms = forms_in_force(county, on=today)
    if not forms:
        return pages.render(request, "reports/no_forms")
    form = next((one for one in forms if one.code == request.GET.get("form")), forms[0])
    periods = _periods(form, today)
    wanted = request.GET.get("period")
    period_on = period_from(wanted) if wanted else periods[0]
    found = progress_of(actor, county, form_code=form.code, period_on=period_on, on=today)
    state = request.GET.get("state", "missing")
    page = Paginator(found.of(state), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "forms": forms, "form": form, "progress": found, "periods": periods, "state": state, "states": STATES,
        "page": page, "county": county, "may_fill": actor.may("reports.fill"),
        "rows": _rows(page, form, period_on, on=today),
        "history": audit.history(*PeriodLock.objects.on(county, form.code, period_on)),
        "locks": _locks(actor, found, county), "lockable": _lockable(actor, found, county),
    }  # fmt: skip
    return pages.render(request, "reports/progress", context)


@needs("reports.lock")
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Close a period for the county or a township."""
    asked = request.POST
    period_on = period_from(asked.get("period", ""))
    locking.lock_period(
        asked.get("division", ""), form_code=asked.get("form", ""), period_on=period_on,
        reason=asked.get("reason", ""), by=actor_of(request), at=clock.now(),
    )  # fmt: skip
    messages.success(request, gettext("已封账。企业不能再填报或更正该报告期的报表。"))
    return _back(asked.get("form", ""), period_on)


@needs("reports.lock")
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed period again, with a reason."""
    row = PeriodLock.objects.filter(pk=pk).first()
    if row is None or not actor_of(request).may("reports.lock", row.division_code):
        raise NotThere
    try:
        locking.unlock_period(pk, reason=request.POST.get("reason", ""), by=actor_of(request), at=clock.now())
    except Invalid as refusal:
        messages.error(request, sentence(refusal.problems[0]))
    else:
        messages.success(request, gettext("已解封。企业可以重新填报或更正，更正仍须说明原因。"))
    return _back(row.form_code, row.period_on)


def _rows(page: Iterable[Standing], form: ReportForm, period_on: date, *, on: date) -> list[Row]:
    """Give the enterprises of a page with how their report stands and the last time they were reminded."""
    standings = list(page)
    ids = [one.enterprise_id for one in standings]
    cards, reminded = registry.enterprise_cards(ids, on=on), last_reminders(form.code, period_on, ids)
    return [(cards[one.enterprise_id], one, reminded.get(one.enterprise_id)) for one in standings]


def _locks(actor: Actor, found: Progress, county: str) -> list[tuple[PeriodLock, str, bool]]:
    """Give the locks with the place each closes, and whether the actor may lift it."""
    names = registry.township_names({lock.division_code for lock in found.locks}) | {county: N_("全县")}
    return [
        (lock, names.get(lock.division_code, lock.division_code), actor.may("reports.lock", lock.division_code))
        for lock in found.locks
    ]


def _lockable(actor: Actor, found: Progress, county: str) -> list[tuple[str, str]]:
    """Give the places that the actor may close and that are still open; none once the county is closed."""
    closed = {lock.division_code for lock in found.locks}
    if county in closed:
        return []
    areas = actor.areas_for("reports.lock")
    whole = [(county, N_("全县"))] if actor.may("reports.lock", county) else []
    return whole + [place for place in registry.townships_inside(areas) if place[0] not in closed]


def _periods(form: ReportForm, today: date) -> list[date]:
    """Give the periods to choose from, the newest that has ended first."""
    versions, yesterday = form_versions(form.county_code, form.code), today - timedelta(days=1)
    ended = list(periods_asked(versions, since=today - _LOOKED_BACK, until=yesterday))[::-1]
    return ended or [form.effective_from]


def _back(form_code: str, period_on: date) -> HttpResponse:
    return redirect(f"{reverse('reports:progress')}?form={form_code}&period={period_on.isoformat()}")
