"""The book of rules, opened on a day."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.people import public as people
from fugong.policy.queries import book
from fugong.policy.rules.book import OpenPage
from fugong.policy.rules.words import TIERS
from fugong.policy.web import reading
from fugong.policy.web.forms import PageForm


@needs("policy.view")
def rules_in_force(request: HttpRequest) -> HttpResponse:
    """Show what holds in the county on the day in the address (today without one)."""
    counties = book.readable_counties(actor_of(request))
    asked = {"on": clock.today().isoformat(), **{name: str(value) for name, value in request.GET.items() if value}}
    form = PageForm(asked=asked, counties=counties)
    context: dict[str, object] = {"form": form, "has_book": bool(counties)}
    context["may_draft"] = actor_of(request).may("policy.edit")
    if counties and form.is_valid():
        county, day = form.cleaned_data.get("county") or counties[0], form.cleaned_data["on"]
        page = book.open_page(county, day)
        context |= {
            "page": page,
            "tier": gettext(TIERS[reading.tier_of(page)]),
            "rows": reading.today_rows(page, _leads(county)),
            "orders": reading.orders(page),
            "tried": _tried(page, county, form.cleaned_data["industry"]),
            "turns": reading.events(book.turns(county)),
        }
    return pages.render(request, "policy/rules", context)


def _leads(county_code: str) -> dict[str, str]:
    return {body.code: body.short_name for body in people.organisations(county_code=county_code) if body.series}


def _tried(page: OpenPage, county_code: str, industry_code: str) -> list[reading.Reason]:
    return reading.tried(page, county_code=county_code, industry_code=industry_code) if industry_code else []
