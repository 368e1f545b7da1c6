"""The operator's first page of reports."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.reports.queries.desk import desk_of


@needs("reports.fill")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what is due for the own enterprises, those with something to do first."""
    works = desk_of(actor_of(request), now=clock.now(), on=clock.today())
    return pages.render(request, "reports/mine", {"works": works, "waiting": sum(work.waiting for work in works)})
