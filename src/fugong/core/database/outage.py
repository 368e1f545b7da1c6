"""A database that is away is said in words: 503, when to try again, and nothing lost that was confirmed."""

import sys
from collections.abc import Callable

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string, select_template
from django.utils.translation import gettext as _
from django.views import defaults

RETRY_AFTER_SECONDS = 10


class OutageMiddleware:
    """Answers 503 when a page fails because the database is away, full or busy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view raised."""
        return unavailable(request) if is_outage(error) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """The last resort for what a middleware raised: 503 for an outage, else the page for our own faults."""
    error = sys.exc_info()[1]
    if error is not None and is_outage(error):
        return unavailable(request)
    return defaults.server_error(request)


def is_outage(error: BaseException) -> bool:
    """Whether the database, not the program, is the reason: trying again later may succeed."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)):
            return True
        if isinstance(seen, DatabaseError) and isinstance(seen.__cause__, psycopg.errors.ReadOnlySqlTransaction):
            return True
        seen = seen.__cause__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """The answer in the form the caller understands; made without asking the database for anything."""
    response: HttpResponse
    if request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("core/_unavailable.html"))
    elif request.accepts("text/html"):
        response = HttpResponse(select_template(["503.html", "core/unavailable.html"]).render())
    else:
        title = _("系统暂时无法保存和读取数据，请稍后再试。")
        problem = {"type": "about:blank", "status": 503, "code": "unavailable", "title": title}
        response = JsonResponse(problem, content_type="application/problem+json")
    response.status_code = 503
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
