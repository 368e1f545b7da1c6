"""What the page of a drafted rule shows of approvals: whom the rule would touch."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.approvals.queries.effects import MOST_SHOWN, effect_of
from fugong.core import pages
from fugong.core.permission import actor_of, needs


@needs("policy.edit")
@require_safe
def of_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show which enterprises and applications a draft would touch, to those who prepare the county's book."""
    context = {"effect": effect_of(actor_of(request), draft_id), "draft_id": draft_id, "most": MOST_SHOWN}
    return pages.render(request, "approvals/effect", context)
