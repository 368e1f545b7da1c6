"""What of reports goes in and out as a table: workbooks of reports, files of meter readings."""

from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fugong.core import clock, exchange
from fugong.core.permission import actor_of, needs
from fugong.core.wording import N_
from fugong.reports.actions import workbook as workbooks
from fugong.reports.queries.columns import form_columns, reading_columns, report_columns
from fugong.reports.queries.forms import form_for
from fugong.reports.queries.workbook import problems_with_readings, problems_with_reports, rows_out
from fugong.reports.web.periods import county_of, period_from

REPORTS = exchange.Import(
    name="reports.reports",
    title=N_("企业报表"),
    permission="reports.fill",
    url_name="reports:progress",
    list_title=N_("报送进度"),
    columns=report_columns,
    key=("uscc", "form", "period_on"),
    judge=lambda rows, county, by, on: problems_with_reports(rows, county, by=by, on=on),
    take=workbooks.take_in_reports,
)
READINGS = exchange.Import(
    name="reports.readings",
    title=N_("抄表读数"),
    permission="reports.fill",
    url_name="reports:progress",
    list_title=N_("报送进度"),
    columns=reading_columns,
    key=("meter_no", "on"),
    judge=lambda rows, county, _by, on: problems_with_readings(rows, county, on=on),
    take=workbooks.take_in_readings,
)


@needs("reports.fill")
@require_safe
def workbook(request: HttpRequest) -> FileResponse:
    """Hand out the workbook of a period: whoever must report, with what they said so far."""
    actor, today = actor_of(request), clock.today()
    period_on = period_from(request.GET.get("period", ""))
    form = form_for(county_of(actor), request.GET.get("form", ""), on=period_on)
    rows = rows_out(actor, form, period_on, on=today)
    workbooks.hand_out(form, period_on=period_on, rows=len(rows), by=actor, at=clock.now())
    content = BytesIO(exchange.workbook(form.title, form_columns(form.terms), rows))
    name = gettext("%(title)s_%(period)s.xlsx") % {"title": form.title, "period": period_on.isoformat()}
    return FileResponse(content, as_attachment=True, filename=name, content_type=exchange.MEDIA_TYPES["xlsx"])
