"""Arranging a form: what is wrong is said at its field, an item that is asked twice among it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid
from fugong.reports.actions.arranging import announce_form
from fugong.reports.models import ReportForm
from fugong.reports.web.arrange_forms import ArrangeForm, said_before
from fugong.reports.web.periods import county_of

UNPROCESSABLE = 422


@needs("reports.arrange")
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Say what is asked of whom; with ``?from=`` it begins with the newest version of a form."""
    actor = actor_of(request)
    county = county_of(actor)
    rows = ReportForm.objects.of_county(county)
    code = request.POST.get("code") or request.GET.get("from", "")
    before = rows.filter(code=code).order_by("-version").first()
    form = ArrangeForm(request.POST or None, initial=said_before(before) if before else {})
    if request.method == "POST" and form.is_valid():
        try:
            pk = announce_form(county, form=form.terms(before), by=actor, at=clock.now())
        except Invalid as refusal:
            for problem in refusal.problems:
                form.place(problem)
        else:
            messages.success(request, gettext("已布置。自启用日期起，企业的填报页面会出现这张报表。"))
            return redirect("reports:form", pk)
    context = {"form": form, "before": before}
    return pages.render(request, "reports/arrange", context, status=UNPROCESSABLE if form.errors else 200)
