"""What the enterprise's page in the register shows of approvals."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.approvals.queries.case import applications_of
from fugong.core import clock, pages
from fugong.core.permission import actor_of, signed_in_only


@signed_in_only
@require_safe
def of_enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show the enterprise's applications and restarts to those who may see them."""
    actor = actor_of(request)
    applications, restarts = applications_of(actor, uscc, on=clock.today())
    context = {"applications": applications, "restarts": restarts, "uscc": uscc}
    return pages.render(request, "approvals/panel", context | {"opens_cases": actor.may("approvals.view")})
