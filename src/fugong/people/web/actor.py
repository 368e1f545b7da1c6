"""Attaches to every request who acts: the account with its postings of today, looked up when first asked for."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from fugong.core import clock
from fugong.people.models import Account
from fugong.people.queries import actor_from
from fugong.people.rules.actor import ANONYMOUS, Actor
from fugong.people.web import sessions, unsent

# A page that refreshes a part of itself says so; nobody is at the desk because a browser is.
BACKGROUND_HEADER = "X-Background"


class ActorMiddleware:
    """Sets `request.actor`; stands after Django's sign-in middleware and outside everything that asks who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        attach(request)
        ended_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        response = self.get_response(request)
        unsent.keep_if_turned_away(request, response, ended_key=ended_key)
        return response


def attach(request: HttpRequest) -> None:
    """Let the request say who acts: three queries in all (session, account, postings), none when nobody asks."""
    request.actor = cast("Actor", SimpleLazyObject(lambda: _actor(request)))  # type: ignore[attr-defined]  # ours


def _actor(request: HttpRequest) -> Actor:
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS
    actor = actor_from(account, on=clock.today())
    if BACKGROUND_HEADER not in request.headers:
        sessions.touch(request.session, actor.roles)
    return actor
