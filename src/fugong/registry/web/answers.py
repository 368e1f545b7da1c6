"""What an enterprise has told the offices so far, with date and source."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, signed_in_only
from fugong.registry.queries.answers import answers_shown


@signed_in_only
@require_safe
def answers(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show each fact with what was said last and what was said before."""
    row, said = answers_shown(actor_of(request), uscc, on=clock.today())
    return pages.render(request, "registry/answers", {"enterprise": row, "said": said})
