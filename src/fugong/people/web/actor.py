"""Attaches to every request who acts: the account with its postings of today, looked up when first asked for."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from fugong.core import clock
from fugong.core.permission import MACHINES
from fugong.people.actions import tokens
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
        if request.path.startswith(MACHINES):
            attach_machine(request)
            return self.get_response(request)
        attach(request)
        ended_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        response = self.get_response(request)
        unsent.keep_if_turned_away(request, response, ended_key=ended_key)
        return response


def attach(request: HttpRequest) -> None:
    """Let the request say who acts: two queries in all (session, account with its postings), none when nobody asks."""
    request.actor = cast("Actor", SimpleLazyObject(lambda: _actor(request)))  # type: ignore[attr-defined]  # ours


def attach_machine(request: HttpRequest) -> None:
    """Let a machine's request say who acts, by its token alone: a browser's cookie opens nothing here.

    So nothing can be forged from another site, and these addresses need no such key as forms carry.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = tokens.present(secret.strip(), at=clock.now()) if scheme.lower() == "bearer" else None
    request.actor, request.token = found or (ANONYMOUS, None)  # type: ignore[attr-defined]  # ours


def _actor(request: HttpRequest) -> Actor:
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS
    actor = actor_from(account, on=clock.today())
    if BACKGROUND_HEADER not in request.headers:
        sessions.touch(request.session, actor.roles)
    return actor
