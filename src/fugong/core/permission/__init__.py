"""Who may do what, and where: role × region × organisation, asked through one small protocol.

A right is a dotted word (``approvals.decide``). An area of duty is a division-code prefix: ``520322`` covers
``520322101``. Views declare the right they need; actions check it again on the row itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce, wraps
from operator import or_
from typing import Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from fugong.core.refusals import NotPermitted, Refused
from fugong.core.wording import N_

__all__ = [
    "MACHINES", "Actor", "SignInFirst", "Token", "actor_of", "needs", "open_to_public", "require", "signed_in_only",
    "token_of", "within",
]  # fmt: skip

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# Below this address machines ask: with a token, never with a browser's session.
MACHINES = "/api/"


class SignInFirst(Refused):
    """A part of a page or a machine asked without being signed in; a person is sent to the sign-in page instead."""

    code = "sign_in_first"
    status = 401
    message = N_("您尚未登录，或登录已过期。请重新登录后再办理。")


class Actor(Protocol):
    """Whoever acts: an account with the posts it holds now, or the office clock."""

    @property
    def account_id(self) -> int | None:
        """Identity of the account; none for the clock and for visitors."""

    @property
    def title(self) -> str:
        """Post title as records show it; never a personal name."""

    def may(self, permission: str, division_code: str | None = None) -> bool:
        """Tell whether any post carries the right, at that place if one is given."""

    def areas_for(self, permission: str) -> tuple[str, ...]:
        """Give the division-code prefixes over which the right is held."""

    def organisations_for(self, permission: str) -> tuple[int, ...]:
        """Give the organisations on whose behalf the right is held."""

    def stands_in_for(self, permission: str, division_code: str | None = None) -> tuple[int, ...]:
        """Give the accounts in whose place (代理) the right is used there; their own matter is the actor's too."""


def actor_of(request: HttpRequest) -> Actor:
    """Give the actor that the people context attached to the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by people's middleware
    return actor


@dataclass(frozen=True)
class Token:
    """What a machine came with: the token's number, and the scopes to which it narrows its account."""

    id: int
    scopes: frozenset[str]


def token_of(request: HttpRequest) -> Token | None:
    """Give the token that the people context found good; none for a browser and for a machine without one."""
    return getattr(request, "token", None)


def require(actor: Actor, permission: str, *, division_code: str | None = None) -> None:
    """Raise NotPermitted unless the actor holds the right (at that place)."""
    if not actor.may(permission, division_code):
        raise NotPermitted


def within(areas: Iterable[str], field: str = "division_code") -> Q:
    """Give the filter for rows whose division lies in one of the areas; no area, no row."""
    return reduce(or_, (Q(**{f"{field}__startswith": area}) for area in areas), Q(pk__in=()))


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """Declare the right a view needs; visitors are sent to sign in, others are refused."""

    def declare(view: View[P]) -> View[P]:
        return _guarded(view, permission)

    return declare


def signed_in_only(view: View[P]) -> View[P]:
    """Declare a view that any signed-in account may use, such as changing one's own password."""
    return _guarded(view, None)


def open_to_public(view: View[P]) -> View[P]:
    """Declare a view that everybody may use."""
    view.permission_declared = "public"  # type: ignore[attr-defined]  # read by the test of all addresses
    return view


def _guarded(view: View[P], permission: str | None) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.account_id is None:
            return _sign_in_first(request)
        if permission is not None:
            require(actor, permission)
        return view(request, *args, **kwargs)

    guarded.permission_declared = permission or "signed in"  # type: ignore[attr-defined]  # as above
    return cast("View[P]", guarded)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    asked = request.headers
    if "HX-Request" in asked or "X-Requested-With" in asked or asked.get("Accept", "").startswith("application/json"):
        raise SignInFirst
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': _way_back(request)})}")


def _way_back(request: HttpRequest) -> str:
    """Give the address to open after signing in: for a form that was sent, the page on which it stood."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if request.method not in ("GET", "HEAD") and came_from.path and came_from.netloc == request.get_host():
        return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return request.get_full_path()


_find_by_account: list[Callable[[int, date], Actor]] = []


def answer_for_accounts(find: Callable[[int, date], Actor]) -> None:
    """Say how the actor of an account is found; people does so at start-up."""
    _find_by_account[:] = [find]


def actor_of_account(account_id: int | None, *, on: date) -> Actor:
    """Give whoever ordered a job, with the posts held on the day the job is done: who lost them is refused then."""
    if account_id is None:
        raise NotPermitted
    return _find_by_account[0](account_id, on)
