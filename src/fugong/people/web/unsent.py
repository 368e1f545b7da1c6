"""Saves what was typed into a form whose session had ended, for the page that is shown again after sign-in."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from fugong.core.personal.edge import is_private
from fugong.people.actions import unsent
from fugong.people.public import UNSENT_KEY
from fugong.people.web import sessions

# Keys of one sending, and whatever is secret, are never kept.
_NOT_KEPT: Final = frozenset({"csrfmiddlewaretoken", "form_key"})
_SECRET: Final = ("password", "current", "new", "repeat")


def keep_if_turned_away(request: HttpRequest, response: HttpResponse, *, ended_key: str | None) -> None:
    """Keep a sent form's fields when the answer sends its sender to the sign-in page; files are not kept."""
    path = _turned_away_from(request, response)
    if path is None or is_private(getattr(request.resolver_match, "func", None)):
        return
    fields = request.POST.copy()
    for name in list(fields):
        if name in _NOT_KEPT or name.startswith(_SECRET):
            del fields[name]
    token = unsent.keep(path, body=fields.urlencode(), account_id=sessions.account_of_ended(ended_key))
    if token:
        request.session[UNSENT_KEY] = token
        request.session.set_expiry(int(unsent.KEPT_FOR.total_seconds()))


def _turned_away_from(request: HttpRequest, response: HttpResponse) -> str | None:
    """Give the page to which the sender will return; none when nobody was turned away."""
    if request.method != "POST" or response.status_code != 302:  # noqa: PLR2004  # found, see elsewhere
        return None
    to = urlsplit(response["Location"])
    if to.path != resolve_url(settings.LOGIN_URL):
        return None
    wanted = parse_qs(to.query).get("next", [""])[0]
    return urlsplit(wanted).path or None
