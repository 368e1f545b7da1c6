"""Where a visit is worth while: enterprises whose signals disagree, and the signals of one beside each other."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from fugong.cockpit.queries import signals
from fugong.core import audit, clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid
from fugong.core.refusals.edge import sentence
from fugong.core.wording import N_
from fugong.indicators import public as indicators
from fugong.registry import public as registry

PAGE_SIZE = 50
UNPROCESSABLE = 422
TABS = {"open": N_("待核实"), "answered": N_("已答复"), "past": N_("已过期")}


@needs("indicators.view")
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Show the suggestions of the own area, by place."""
    asked, actor, today = request.GET, actor_of(request), clock.today()
    tab = asked["tab"] if asked.get("tab") in TABS else "open"
    township, code = asked.get("township", ""), asked.get("code", "")
    rows = indicators.suggestions(actor, on=today, tab=tab, township=township, code=code)
    page = Paginator(rows, PAGE_SIZE).get_page(asked.get("page"))
    cards = registry.enterprise_cards((row.enterprise_id for row in page), on=today)
    context = {
        "tabs": TABS, "tab": tab, "page": page, "rows": [(cards[row.enterprise_id], row) for row in page],
        "township": township, "townships": signals.townships_in(actor, on=today), "code": code,
        "titles": indicators.TITLES,
    }  # fmt: skip
    return pages.render(request, "cockpit/visits", context)


@needs("indicators.view")
@require_safe
def beside(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show what an enterprise said and what was measured, day by day, and what may lie behind a difference."""
    return _shown(request, uscc)


def _shown(request: HttpRequest, uscc: str, tried: dict[str, object] | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = indicators.signals_of(actor, uscc, on=clock.today())
    context = {
        "tried": tried, "beside": found, "history": audit.history(*found.suggestions),
        "chart": signals.chart_options(found.days), "rows": signals.table_rows(found.days),
        "may_answer": actor.may("indicators.visit", found.enterprise.division_code), "answers": indicators.ANSWERS,
    }  # fmt: skip
    return pages.render(request, "cockpit/beside", context, status=UNPROCESSABLE if tried else 200)


@needs("indicators.visit")
@require_POST
def answer(request: HttpRequest, uscc: str, pk: int) -> HttpResponse:
    """Note what a visit or the enterprise said."""
    kind, said = request.POST.get("kind", ""), request.POST.get("said", "")
    try:
        indicators.answer_visit(pk, kind=kind, said=said, by=actor_of(request), at=clock.now())
    except Invalid as refusal:
        sentences = [sentence(problem) for problem in refusal.problems]
        return _shown(request, uscc, {"pk": pk, "kind": kind, "said": said, "sentences": sentences})
    messages.success(request, gettext("已记录核实情况。"))
    return redirect("cockpit:beside", uscc)
