"""Whether anybody touched the trail: the chains walked now, with the signed heads."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fugong.core import audit, clock, pages
from fugong.core.audit import signing
from fugong.core.permission import actor_of, needs

_SHOWN_HEADS = 10


@require_safe
@needs("audit.view")
def verification(request: HttpRequest) -> HttpResponse:
    """Walk the chains of the counties whose audit one keeps, and say what was found."""
    areas = actor_of(request).areas_for("audit.view")
    seen = [county for county in signing.known_counties() if county.startswith(areas)]
    found = [county for code in seen for county in audit.verify(code).counties]
    return pages.render(
        request,
        "core/audit/verification",
        {
            "sound": all(county.sound for county in found),
            "acts": sum(county.acts for county in found),
            "counties": [(county, county.heads[: -_SHOWN_HEADS - 1 : -1]) for county in found],
            "breaks": [(wrong, gettext(wrong.sentence)) for county in found for wrong in county.breaks],
            "checked_at": clock.now(),
        },
    )
