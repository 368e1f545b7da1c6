"""The sheet: lines filled in like a table, each handed in for itself, so that a bad one never holds up the others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Problem, Refused
from fugong.reports.actions.filling import hand_in
from fugong.reports.actions.taking_in import ReportRow
from fugong.reports.queries.sheet import Line, Sheet, line_for, refused, sheet_of
from fugong.reports.rules.items import ITEMS, Kind
from fugong.reports.rules.refusals import Doubtful, RowsAreWrong
from fugong.reports.web.periods import period_from

UNPROCESSABLE = 422


@needs("reports.fill")
@require_safe
def sheet(request: HttpRequest, form_code: str) -> HttpResponse:
    """Show the sheet of an enterprise."""
    found = sheet_of(actor_of(request), form_code, uscc=request.GET.get("enterprise", ""), on=clock.today())
    return pages.render(request, "reports/sheet", {"sheet": found, "lines": found.lines})


@needs("reports.fill")
@require_POST
def save(request: HttpRequest, form_code: str) -> HttpResponse:
    """Hand one line in; give it back with what is wrong, or saved."""
    actor, uscc = actor_of(request), request.POST.get("enterprise", "")
    period_on = period_from(request.POST.get("period_on", ""))
    found = sheet_of(actor, form_code, uscc=uscc, on=clock.today())
    line = line_for(actor, form_code, uscc=uscc, period_on=period_on, on=clock.today())
    typed = _typed(request, found)
    values = {key: text for key, text in typed.items() if key in ITEMS}
    row = ReportRow(line.enterprise.id, period_on, values, typed["reason"], typed["explanation"])
    try:
        hand_in(line.enterprise.county_code, form_code=form_code, row=row, by=actor, at=clock.now())
    except Refused as refusal:
        return _shown(request, found, _refused(line, typed, refusal))
    if pages.wants_fragment(request):
        return _shown(request, found, line_for(actor, form_code, uscc=uscc, period_on=period_on, on=clock.today()))
    return redirect(f"{reverse('reports:sheet', args=[form_code])}?enterprise={uscc}#line-{line.key}")


def _typed(request: HttpRequest, found: Sheet) -> dict[str, str]:
    typed = {key: request.POST.get(key, "") for key in (*found.form.terms.item_codes, "reason", "explanation")}
    several = (item.code for item in found.items if item.kind == Kind.CHOICES)
    return typed | {code: "|".join(request.POST.getlist(code)) for code in several}


def _refused(line: Line, typed: dict[str, str], refusal: Refused) -> Line:
    if isinstance(refusal, RowsAreWrong):
        return refused(line, typed, problems=[problem for _, problem in refusal.rows], doubts=())
    doubts = refusal.doubts if isinstance(refusal, Doubtful) else ()
    return refused(line, typed, problems=[Problem("", refusal.message, refusal.facts)], doubts=doubts)


def _shown(request: HttpRequest, found: Sheet, line: Line) -> HttpResponse:
    """Answer with the line alone, or with the sheet in which it stands."""
    status = UNPROCESSABLE if line.state == "refused" else 200
    if pages.wants_fragment(request):
        # HTMX puts an answer in place whatever its status says; the line itself says what is wrong.
        return render(request, "reports/_line.html", {"sheet": found, "line": line})
    lines = [line if one.key == line.key else one for one in found.lines]
    return pages.render(request, "reports/sheet", {"sheet": found, "lines": lines}, status=status)
