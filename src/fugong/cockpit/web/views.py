"""The leader's screen and the rows behind its figures."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.cockpit.queries import leader, places
from fugong.cockpit.rules.standings import STANDINGS
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import NotThere
from fugong.indicators import public as indicators

PAGE_SIZE = 50


@needs("cockpit.view")
@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    """Show how far the county has got."""
    county = leader.county_for(actor_of(request), request.GET.get("county", ""))
    found = leader.cockpit(county, on=clock.today(), now=clock.now())
    context: dict[str, object] = {"cockpit": found}
    if found.stamp:
        by_group = request.GET.get("curves") == "groups"
        curves = (leader.group_curves_of if by_group else leader.curves_of)(county, until_on=found.on)
        industries, heat = leader.heat_of(county, on=found.on)
        tiles = places.tiles_of(county, on=found.on)
        context |= {
            "outlines": places.outlines(county), "map_width": places.MAP_WIDTH + 8, "map_height": places.MAP_HEIGHT + 8,
            "tiles": tiles, "county_level": places.level_of_all(tiles),
            "by_group": by_group, "curves": curves, "chart": leader.chart_options(curves),
            "rows": leader.table_rows(curves), "industries": industries, "heat": heat,
        }  # fmt: skip
    return pages.render(request, "cockpit/cockpit", context)


@needs("cockpit.view")
@require_safe
def figure(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Open a figure: every enterprise behind it, what it gives, and the sums that are the figure."""
    asked = request.GET
    county = leader.county_for(actor_of(request), asked.get("county", ""))
    value = leader.shown_value(
        county, code, version=version, on=_day(asked.get("on", "")), by=asked.get("by", ""),
        group=asked.get("group", ""),
    )  # fmt: skip
    context: dict[str, object] = {"value": value, "county": county}
    if not value.parts:
        standing = asked["standing"] if asked.get("standing") in STANDINGS else ""
        number = leader.number_of_rows(value, standing=standing)
        page = Paginator(range(number), PAGE_SIZE).get_page(asked.get("page"))
        opened = leader.rows_behind(value, standing=standing, first=max(0, page.start_index() - 1), size=PAGE_SIZE)
        context |= {
            "page": page, "rows": leader.cards_for(opened.rows, on=value.on), "standing": standing,
            "standings": STANDINGS, "numerator": opened.numerator, "denominator": opened.denominator,
            "groups": indicators.GROUP_WORDS,
        }  # fmt: skip
    return pages.render(request, "cockpit/figure", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError:
        raise NotThere from None
