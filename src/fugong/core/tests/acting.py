"""Stands in for people's middleware: the test says in a header who acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fugong.core.tests.factories import VISITOR, Clerk

MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "fugong.core.tests.acting.ActorMiddleware",
    "fugong.core.idempotency.middleware.IdempotencyMiddleware",
    "fugong.core.refusals.edge.RefusalMiddleware",
)


class ActorMiddleware:
    """Reads account, rights and areas from test headers; nobody when there are none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.headers.get("X-Account")
        rights = tuple(request.headers.get("X-Rights", "").split())
        areas = tuple(request.headers.get("X-Areas", "520322").split())
        actor = Clerk(account_id=int(account), rights=rights, areas=areas) if account else VISITOR
        request.actor = actor  # type: ignore[attr-defined]  # as people does
        return self.get_response(request)
