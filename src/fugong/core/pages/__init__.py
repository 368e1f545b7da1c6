"""Page or fragment from the same view: HTMX asks for a piece, a browser without JavaScript for the whole page.

The page is ``approvals/inbox.html``, its piece ``approvals/_inbox.html``; the page includes the piece, so that both
always show the same.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import patch_vary_headers

__all__ = ["render", "wants_fragment"]


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether HTMX asks for a piece to put into the page that is already there."""
    asked = request.headers
    return "HX-Request" in asked and not (
        asked.get("HX-Request-Type") == "full" or "HX-Boosted" in asked or "HX-History-Restore-Request" in asked
    )


def render(
    request: HttpRequest, name: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with the page ``name`` or, for HTMX, with its piece where there is one."""
    page = f"{name}.html"
    folder, _, leaf = name.rpartition("/")
    wanted = [f"{folder}/_{leaf}.html", page] if wants_fragment(request) else [page]
    body = loader.select_template(wanted).render(dict(context or {}), request)
    response = HttpResponse(body, status=status)
    # The same address answers differently; without this the back button would show a bare piece.
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response
