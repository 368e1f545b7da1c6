"""A database that is away is said in words: 503, when to try again, and nothing lost that was confirmed."""

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

RETRY_AFTER_SECONDS = 10
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


class OutageMiddleware(MiddlewareMixin):
    """Answers 503 when a page fails because the database is away, full or busy."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for what a view raised; what middlewares raise reaches the page for our own faults."""
        return answer_to(error, request)


def answer_to(error: BaseException | None, request: HttpRequest) -> HttpResponse | None:
    """Give the 503 answer if the error is an outage."""
    return unavailable(request) if error is not None and is_outage(error) else None


def is_outage(error: BaseException) -> bool:
    """Tell whether the database, not the program, is the reason: trying again later may succeed."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, AWAY):
            return True
        if isinstance(seen, DatabaseError) and isinstance(seen.__cause__, psycopg.errors.ReadOnlySqlTransaction):
            return True
        seen = seen.__cause__
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer in the form the caller understands, without asking the database for anything."""
    response: HttpResponse
    if request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("core/_unavailable.html"))
    elif request.accepts("text/html"):
        response = HttpResponse(render_to_string("503.html"))
    else:
        title = _("系统暂时无法保存和读取数据，请稍后再试。")
        problem = {"type": "about:blank", "status": 503, "code": "unavailable", "title": title}
        response = JsonResponse(problem, content_type="application/problem+json")
    response.status_code = 503
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
