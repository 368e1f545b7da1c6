"""Publications from inside: what is due, exactly what everybody would see, and releasing it."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from fugong.cockpit.queries import bulletin, leader
from fugong.core import audit, clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid, NotThere
from fugong.core.refusals.edge import sentence
from fugong.indicators import public as indicators

UNPROCESSABLE = 422


@needs("cockpit.view")
@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """Show the calendar of the last weeks with what was published."""
    actor = actor_of(request)
    county = leader.county_for(actor, request.GET.get("county", ""))
    context = {
        "county": county, "due": indicators.due_publications(county, on=clock.today()), "now": clock.now(),
        "plans": indicators.all_plans(), "standings": indicators.PUBLICATION_STANDINGS,
    }  # fmt: skip
    return pages.render(request, "cockpit/publications", context)


@needs("cockpit.view")
@require_safe
def release(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Show exactly what everybody would see."""
    return _shown(request, code, day_from(period))


@needs("indicators.publish")
@require_POST
def publish(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Publish what was looked at."""
    actor, told = actor_of(request), request.POST
    county = leader.county_for(actor, request.GET.get("county", ""))
    try:
        indicators.publish(
            county, code=code, period_on=day_from(period), digest=told.get("digest", ""),
            reason=told.get("reason", ""), by=actor, at=clock.now(),
        )  # fmt: skip
    except Invalid as refusal:
        return _shown(request, code, day_from(period), sentences=[sentence(one) for one in refusal.problems])
    messages.success(request, gettext("已发布，公众现在可以查看。"))
    return redirect("bulletins:bulletin", county=county, code=code, period=period)


def _shown(request: HttpRequest, code: str, period_on: date, *, sentences: Sequence[str] = ()) -> HttpResponse:
    actor = actor_of(request)
    county = leader.county_for(actor, request.GET.get("county", ""))
    prepared = indicators.prepared(county, code, period_on)
    versions = indicators.versions_of(county, code, period_on)
    context = {
        "county": county, "prepared": prepared, "sheets": bulletin.sheets_of(prepared.tables),
        "versions": versions, "history": audit.history(*versions), "sentences": sentences,
        "reason": request.POST.get("reason", ""), "hidden": indicators.HIDDEN,
        "may_publish": actor.may("indicators.publish", county), "standings": indicators.PUBLICATION_STANDINGS,
    }  # fmt: skip
    return pages.render(request, "cockpit/release", context, status=UNPROCESSABLE if sentences else 200)


def day_from(text: str) -> date:
    """Read the first day of a period. Raises NotThere."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotThere from None
