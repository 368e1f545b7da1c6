"""Pages for what went wrong, in words: not found, not allowed, our own fault.

An expired form (CSRF) needs no view: Django draws ``403_csrf.html`` by itself.
"""

import logging
import sys
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fugong.core.database.outage import is_outage, unavailable
from fugong.core.permission import open_to_public

logger = logging.getLogger("fugong.site.errors")


@open_to_public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Say that the request could not be understood."""
    return _plain("400.html", 400)


@open_to_public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Say that the person's posts do not open this page."""
    return render(request, "403.html", status=403)


@open_to_public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Say that there is no such page, or that it lies outside the person's area."""
    return render(request, "404.html", status=404)


@open_to_public
def our_fault(request: HttpRequest) -> HttpResponse:
    """Say that we failed, with a number under which the log has the particulars; or that the database is away."""
    error = sys.exc_info()[1]
    if error is not None and is_outage(error):
        return unavailable(request)
    number = getattr(request, "correlation_id", None) or uuid4().hex[:12]
    logger.error("page failed: %s %s, number %s", request.method, request.path, number)
    return _plain("500.html", 500, number=number)


def _plain(template: str, status: int, **facts: object) -> HttpResponse:
    # Without request: neither session nor database may be touched once something has broken.
    return HttpResponse(render_to_string(template, facts), status=status)
