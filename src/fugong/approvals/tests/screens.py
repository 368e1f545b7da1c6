"""What the tests of approvals' pages share: the clock at noon of the tests' Monday, and the rungs of the ladder."""

from collections.abc import Mapping
from datetime import timedelta

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from fugong.people.public import Actor
from fugong.people.tests import factories as people_factories
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import OTHER_COUNTY, OTHER_TOWNSHIP

NOON = offices.MORNING + timedelta(hours=2)


def everybody(filing: Filing) -> dict[str, Actor | None]:
    """Give who may climb: from the enterprise's own operator to a visitor."""
    if not offices.is_ruled(OTHER_COUNTY, on=offices.MONDAY):
        offices.approval_policy(OTHER_COUNTY)
    return {
        "own": filing.operator,
        "another enterprise": factories.operator_of(make_enterprise().pk),
        "officer": offices.officer(),
        "desk": offices.reviewer("health"),
        "another township": offices.reviewer("township", OTHER_TOWNSHIP),
        "another county": offices.officer(OTHER_COUNTY),
        "administrator": people_factories.security_admin(),
        "visitor": None,
    }


def as_seen_by(actor: Actor | None) -> Client:
    """Give a browser in which the actor has signed in; nobody has for a visitor."""
    return people_factories.signed_in(Client(), actor) if actor else Client()


def statuses(
    ladder: Mapping[str, Actor | None], address: str, form: Mapping[str, object] | None = None
) -> dict[str, int]:
    """Let each one open the address, or send the form to it; give each one's status."""
    return {who: _ask(as_seen_by(actor), address, form) for who, actor in ladder.items()}


def url(name: str, *args: object) -> str:
    """Give an address of approvals."""
    return reverse(f"approvals:{name}", args=args)


def text_of(response: HttpResponseBase) -> str:
    """Give the page as text."""
    return bytes(getattr(response, "content", b"")).decode()


def _ask(client: Client, address: str, form: Mapping[str, object] | None) -> int:
    response = client.get(address) if form is None else client.post(address, dict(form))
    if response.streaming:
        list(response)  # a file that nobody reads stays open
    return int(response.status_code)
