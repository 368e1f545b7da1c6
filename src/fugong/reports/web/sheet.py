"""The sheet: lines filled in like a table, each handed in for itself, so that a bad one never holds up the others."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Problem, Refused
from fugong.reports.actions.filling import hand_in
from fugong.reports.actions.taking_in import ReportRow
from fugong.reports.queries.progress import progress_of
from fugong.reports.queries.sheet import Line, Sheet, line_for, lines_across, refused, sheet_of
from fugong.reports.rules.items import ITEMS
from fugong.reports.rules.progress import State
from fugong.reports.rules.refusals import Doubtful, RowsAreWrong
from fugong.reports.web.periods import county_of, period_from

UNPROCESSABLE = 422
# So many enterprises stand on one sheet of a period: what is copied out of a spreadsheet at once.
PAGE_SIZE = 50


@needs("reports.fill")
@require_safe
def sheet(request: HttpRequest, form_code: str) -> HttpResponse:
    """Show the sheet of an enterprise: its newest periods."""
    found = sheet_of(actor_of(request), form_code, uscc=request.GET.get("enterprise", ""), on=clock.today())
    return pages.render(request, "reports/sheet", {"sheet": found, "lines": found.lines})


@needs("reports.fill")
@require_safe
def across(request: HttpRequest, form_code: str) -> HttpResponse:
    """Show the sheet of a period: the enterprises for which the office may report, first those that have not."""
    actor, today = actor_of(request), clock.today()
    period_on, state = period_from(request.GET.get("period", "")), request.GET.get("state", State.MISSING)
    found = progress_of(actor, county_of(actor), form_code=form_code, period_on=period_on, on=today)
    page = Paginator(found.fillable(actor, state), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = lines_across(found.form, period_on, [one.enterprise_id for one in page], on=today)
    context = {
        "form": found.form, "progress": found, "lines": lines, "page": page, "state": state, "across": True,
        "choices": [(code, len(found.fillable(actor, code))) for code in (State.MISSING, "")],
    }  # fmt: skip
    return pages.render(request, "reports/across", context)


@needs("reports.fill")
@require_POST
def save(request: HttpRequest, form_code: str) -> HttpResponse:
    """Hand one line in; give it back with what is wrong, or saved."""
    actor, uscc = actor_of(request), request.POST.get("enterprise", "")
    period_on = period_from(request.POST.get("period_on", ""))
    line = line_for(actor, form_code, uscc=uscc, period_on=period_on, on=clock.today())
    typed = _typed(request, line)
    values = {key: text for key, text in typed.items() if key in ITEMS}
    row = ReportRow(line.enterprise.id, period_on, values, typed["reason"], typed["explanation"])
    try:
        hand_in(line.enterprise.county_code, form_code=form_code, row=row, by=actor, at=clock.now())
    except Refused as refusal:
        return _shown(request, _refused(line, typed, refusal))
    if pages.wants_fragment(request):
        return _shown(request, line_for(actor, form_code, uscc=uscc, period_on=period_on, on=clock.today()))
    return redirect(_address(request, line))


def _address(request: HttpRequest, line: Line) -> str:
    """Give the address of the sheet on which the line was filled in."""
    if "across" in request.POST:
        asked = {"period": line.period_on.isoformat(), "state": ""}
        return f"{reverse('reports:across', args=[line.form.code])}?{urlencode(asked)}#line-{line.key}"
    asked = {"enterprise": line.enterprise.uscc}
    return f"{reverse('reports:sheet', args=[line.form.code])}?{urlencode(asked)}#line-{line.key}"


def _typed(request: HttpRequest, line: Line) -> dict[str, str]:
    typed = {key: request.POST.get(key, "") for key in (*line.form.terms.item_codes, "reason", "explanation")}
    several = (cell.item.code for cell in line.cells if cell.choices)
    return typed | {code: "|".join(request.POST.getlist(code)) for code in several}


def _refused(line: Line, typed: dict[str, str], refusal: Refused) -> Line:
    if isinstance(refusal, RowsAreWrong):
        return refused(line, typed, problems=[problem for _, problem in refusal.rows], doubts=())
    doubts = refusal.doubts if isinstance(refusal, Doubtful) else ()
    return refused(line, typed, problems=[Problem("", refusal.message, refusal.facts)], doubts=doubts)


def _shown(request: HttpRequest, line: Line) -> HttpResponse:
    """Answer with the line alone, or with the sheet in which it stands; on the sheet of a period that is the line."""
    is_across = "across" in request.POST
    status = UNPROCESSABLE if line.state == "refused" else 200
    if pages.wants_fragment(request):
        # HTMX puts an answer in place whatever its status says; the line itself says what is wrong.
        return render(request, "reports/_line.html", {"line": line, "across": is_across})
    if is_across:
        found = Sheet(line.form, line.enterprise)
    else:
        found = sheet_of(actor_of(request), line.form.code, uscc=line.enterprise.uscc, on=clock.today())
    others = [one for one in found.lines if one.key != line.key]
    lines = sorted([line, *others], key=lambda one: one.period_on, reverse=True)
    return pages.render(request, "reports/sheet", {"sheet": found, "lines": lines}, status=status)
