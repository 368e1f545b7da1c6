"""What was erased in the counties whose audit one keeps: list, check, file; and what will go when."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import pages
from fugong.core.audit.keys import public_keys
from fugong.core.audit.signing import keys_folder
from fugong.core.permission import actor_of, needs, within
from fugong.core.personal.certificate import flaw
from fugong.core.personal.erasing import card_of
from fugong.core.personal.models import ErasureCertificate, PersonalGroup
from fugong.core.refusals import NotThere

PAGE_SIZE = 30


@require_safe
@needs("audit.view")
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the certificates, latest first, each checked now, and what is still held until when."""
    actor, keys = actor_of(request), public_keys(keys_folder())
    rows = ErasureCertificate.objects.visible_to(actor).order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    areas = within(actor.areas_for("audit.view"), "county_code")
    context = {
        "page": page,
        "rows": [(row, not flaw(card_of(row), keys)) for row in page.object_list],
        "waiting": PersonalGroup.objects.held().filter(areas).order_by("erase_on", "pk")[:PAGE_SIZE],
    }
    return pages.render(request, "core/personal/erasures", context)


@require_safe
@needs("audit.view")
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out one certificate as the file that others can check."""
    row = ErasureCertificate.objects.visible_to(actor_of(request)).filter(pk=pk).first()
    if row is None:
        raise NotThere
    answer = HttpResponse(card_of(row).document(), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="erasure-{row}.json"'
    return answer
