"""Targets of the year, what was reached of them, and what is to be expected."""

from datetime import MINYEAR

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fugong.cockpit.queries import leader, outlook
from fugong.cockpit.rules.shares import year_gone
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid, NotThere
from fugong.core.refusals.edge import sentence
from fugong.indicators import public as indicators
from fugong.registry import public as registry
from fugong.reports import public as reports

UNPROCESSABLE = 422


def items_to_set() -> list[tuple[str, str]]:
    """Give the items for which a target can be set."""
    return [(code, gettext(item.label)) for code, item in reports.ITEMS.items() if item.adds_up]


class TargetForm(forms.Form):
    """What an enterprise is to reach in a year."""

    uscc = forms.CharField(
        label=gettext_lazy("统一社会信用代码"), max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    item = forms.ChoiceField(label=gettext_lazy("指标"), choices=items_to_set)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=1949, max_value=9999)
    value = forms.DecimalField(label=gettext_lazy("目标值"), max_digits=16, decimal_places=2)
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("文号或会议"))


@needs("cockpit.view")
@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """Show the year's targets with what was reached, and the outlook of one rate."""
    actor, today = actor_of(request), clock.today()
    county = leader.county_for(actor, request.GET.get("county", ""))
    code, version = next(
        (known for known in indicators.FORESEEN if known[0] == request.GET.get("code")), indicators.FORESEEN[0]
    )
    found = indicators.outlook_of(code, version, county_code=county, on=leader.newest_day(county, today))
    rows = indicators.reached(county, year=today.year, on=today)
    cards = registry.enterprise_cards((row.target.enterprise_id for row in rows), on=today)
    context = {
        "county": county, "outlook": found, "chart": outlook.chart_options(found) if found.forecast else None,
        "ahead": outlook.table_rows(found), "foreseen": [indicators.definition(*one) for one in indicators.FORESEEN],
        "rows": [(cards[row.target.enterprise_id], reports.ITEMS[row.target.item], row) for row in rows],
        "year": today.year, "gone": year_gone(today), "may_set": actor.may("indicators.target", county),
    }  # fmt: skip
    return pages.render(request, "cockpit/targets", context)


@needs("cockpit.view")
@require_safe
def target(request: HttpRequest, /, *, uscc: str, item: str, year: int) -> HttpResponse:
    """Open what was reached of a target: every period reported, and their sum."""
    actor, today = actor_of(request), clock.today()
    card = registry.enterprise_card(uscc, on=today)
    asked = reports.ITEMS.get(item)
    if asked is None or not asked.adds_up or not MINYEAR <= year <= today.year:
        raise NotThere
    if not actor.may("cockpit.view", card.division_code):
        raise NotThere
    rows = indicators.periods_behind(card.county_code, card.id, item, year=year, on=today)
    context = {
        "enterprise": card, "item": asked, "year": year, "rows": rows,
        "total": sum(row.value for row in rows), "county": card.county_code,
        "history": indicators.history_of_target(card.id, item=item, year=year),
        "chart": outlook.reached_options(rows, gettext(asked.label), unit=gettext(asked.unit)),
    }  # fmt: skip
    return pages.render(request, "cockpit/target", context)


@needs("indicators.target")
@require_http_methods(["GET", "HEAD", "POST"])
def set_target(request: HttpRequest) -> HttpResponse:
    """Set a target, or its next version."""
    form = TargetForm(request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            card = registry.enterprise_card(told["uscc"].strip().upper(), on=clock.today())
            indicators.set_target(
                card.id, item=told["item"], year=told["year"], value=told["value"], basis=told["basis"],
                by=actor_of(request), at=clock.now(),
            )  # fmt: skip
        except NotThere:
            form.add_error("uscc", gettext("台账中没有这个统一社会信用代码的企业。"))
        except Invalid as refusal:
            for problem in refusal.problems:
                form.add_error(problem.field, sentence(problem))
        else:
            return redirect(reverse("cockpit:targets"))
    status = UNPROCESSABLE if form.errors else 200
    return pages.render(request, "cockpit/set_target", {"form": form}, status=status)
