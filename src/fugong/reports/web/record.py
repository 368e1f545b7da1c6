"""A report with all its versions: what each said, who brought it in, when, and why it was corrected."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import clock, exchange, pages
from fugong.core.permission import actor_of, signed_in_only
from fugong.registry import public as registry
from fugong.reports.models import Report
from fugong.reports.queries.sheet import may_fill, versions_of
from fugong.reports.rules.items import CHOICES, ITEMS, Item
from fugong.reports.web.periods import period_from


@signed_in_only
@require_safe
def record(request: HttpRequest, *, uscc: str, form_code: str, period: str) -> HttpResponse:
    """Show the versions beside each other, the newest first."""
    actor, today = actor_of(request), clock.today()
    versions = versions_of(actor, uscc=uscc, form_code=form_code, period_on=period_from(period), on=today)
    card = registry.enterprise_card(uscc, on=today)
    codes = [code for code in ITEMS if any(code in version.values for version in versions)]
    rows = [(ITEMS[code], [_said(version, ITEMS[code]) for version in versions]) for code in codes]
    places = exchange.places_in_files(versions, "reports.reports", actor=actor)
    context = {
        "places": [(version, places.get(version.pk)) for version in versions],
        "enterprise": card, "form": versions[0].form, "versions": versions, "rows": rows,
        "may_fill": may_fill(actor, card, on=today),
    }  # fmt: skip
    return pages.render(request, "reports/record", context)


def _said(version: Report, item: Item) -> object:
    value = version.values.get(item.code)
    return [CHOICES[item.code][code] for code in value] if isinstance(value, list) else value
