"""What the enterprise's page in the register shows of reports."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, signed_in_only
from fugong.reports.queries.desk import recent_of


@signed_in_only
@require_safe
def of_enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show the newest reports to those who may see them."""
    rows = recent_of(actor_of(request), uscc, on=clock.today())
    return pages.render(request, "reports/panel", {"reports": rows, "uscc": uscc})
