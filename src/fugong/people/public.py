"""The door of people: who acts, the organisations and posts, and the verbs that set them up."""

from django.http import HttpRequest, QueryDict

from fugong.core import permission
from fugong.people.actions import unsent
from fugong.people.actions.accounts import DEMO_PASSWORD, change_password, deactivate, open_account, set_password
from fugong.people.actions.appointments import appoint, end_posting
from fugong.people.actions.structure import create_organisation, create_post
from fugong.people.actions.tokens import issue as issue_token
from fugong.people.queries import (
    AccountCard,
    DemoSignIn,
    OrganisationCard,
    PostCard,
    PostingCard,
    account_by_login,
    actor_of,
    demo_sign_ins,
    holder_by_login,
    holders_of,
    organisation,
    organisation_of_division,
    organisations,
)
from fugong.people.rules.actor import ANONYMOUS, Actor, Grant, clock_actor, loader_actor
from fugong.people.rules.roles import PERMISSIONS, ROLES
from fugong.people.rules.scopes import SCOPES

__all__ = [
    "ANONYMOUS",
    "DEMO_PASSWORD",
    "PERMISSIONS",
    "ROLES",
    "SCOPES",
    "UNSENT_KEY",
    "AccountCard",
    "Actor",
    "DemoSignIn",
    "Grant",
    "OrganisationCard",
    "PostCard",
    "PostingCard",
    "account_by_login",
    "actor_of",
    "appoint",
    "change_password",
    "clock_actor",
    "create_organisation",
    "create_post",
    "deactivate",
    "demo_sign_ins",
    "end_posting",
    "holder_by_login",
    "holders_of",
    "issue_token",
    "loader_actor",
    "open_account",
    "organisation",
    "organisation_of_division",
    "organisations",
    "set_password",
    "take_unsent",
]

UNSENT_KEY = "unsent"


def take_unsent(request: HttpRequest) -> QueryDict | None:
    """Give back, once, what was typed into this page's form when the session had ended; call it when showing the form.

    ``form = ApplyForm(initial=take_unsent(request) or {})``
    """
    token = request.session.get(UNSENT_KEY)
    account_id = permission.actor_of(request).account_id
    if not token or account_id is None or request.method != "GET":
        return None
    body = unsent.take(token, path=request.path, account_id=account_id)
    if body is None:
        return None
    del request.session[UNSENT_KEY]
    return QueryDict(body)
