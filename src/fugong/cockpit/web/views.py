"""The leader's screen and the records behind its figures."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.approvals import public as approvals
from fugong.cockpit import queries
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import NotThere

PAGE_SIZE = 50


@needs("cockpit.view")
@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    """Show how far the county has got."""
    county = queries.county_for(actor_of(request), request.GET.get("county", ""))
    found = queries.cockpit(county, now=clock.now())
    context = {
        "cockpit": found,
        "chart": queries.chart_options(found.curves),
        "rows": queries.table_rows(found.curves),
        "groups": approvals.GROUPS,
    }
    return pages.render(request, "cockpit/cockpit", context)


@needs("cockpit.view")
@require_safe
def records(request: HttpRequest, group: str) -> HttpResponse:
    """Open a figure: the enterprises counted, and those not yet."""
    county = queries.county_for(actor_of(request), request.GET.get("county", ""))
    on = _day(request.GET.get("on", ""))
    found = queries.records(county, group=group, on=on)
    context = {
        "group": approvals.GROUPS[group],
        "on": on,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "resumed": sum(record.is_resumed for record in found),
        "listed": len(found),
    }
    return pages.render(request, "cockpit/records", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError:
        raise NotThere from None
