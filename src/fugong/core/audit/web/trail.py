"""The acts of the counties whose audit one keeps, latest first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import pages
from fugong.core.audit.models import AuditEntry
from fugong.core.audit.web.listing import TrailFilter, TrailTable
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs


@require_safe
@needs("audit.view")
def trail(request: HttpRequest) -> HttpResponse:
    """Show the list, filtered and ordered as the address says."""
    rows = AuditEntry.objects.visible_to(actor_of(request))
    return pages.render(
        request, "core/audit/trail", {"listing": Listing(request, rows, table=TrailTable, filters=TrailFilter)}
    )
