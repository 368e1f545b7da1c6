"""Tokens for machines: at most the account's rights of today, narrowed, hashed, ended at any moment."""

import datetime as dt
import hashlib

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from fugong.core import audit, clock
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.actions import accounts, tokens
from fugong.people.models import ApiToken
from fugong.people.rules import scopes
from fugong.people.rules.actor import Actor
from fugong.people.rules.refusals import NoTokensForAdministrators, TokenIsOver, TooManyTokens
from fugong.people.rules.roles import PERMISSIONS

from . import factories

pytestmark = pytest.mark.django_db

ALL = tuple(scopes.SCOPES)


def issue(by: Actor, *asked: str, days: int = 30, purpose: str = "示例系统对接") -> tokens.Issued:
    return tokens.issue(
        by.account_id or 0, purpose=purpose, scopes=asked or ALL, days=days, by=by, at=clock.now()
    )  # fmt: skip


def acts_on(token_id: int) -> list[str]:
    return [row.action for row in audit.history(ApiToken(pk=token_id))]


def trail() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM core_auditentry AS t")
        return repr(cursor.fetchall())


def test_a_token_acts_with_the_rights_its_account_holds_today_and_no_more() -> None:
    officer = factories.officer()
    actor, token = tokens.present(issue(officer).secret, at=clock.now()) or (None, None)

    assert actor is not None
    assert token is not None
    assert actor.account_id == officer.account_id
    assert actor.may("approvals.decide", "520322101")
    assert not actor.may("approvals.decide", factories.OTHER_COUNTY)
    assert not actor.may("people.view")


@pytest.mark.parametrize(
    ("asked", "may", "may_not"),
    [
        ("registry:read", {"registry.view"}, {"registry.edit", "approvals.view", "approvals.decide"}),
        ("registry:write", {"registry.view", "registry.edit"}, {"approvals.view", "approvals.decide"}),
        ("approvals:read", {"approvals.view"}, {"approvals.decide", "registry.edit", "registry.view"}),
        ("approvals:write", {"approvals.view", "approvals.decide"}, {"registry.edit", "cockpit.view"}),
    ],
)
def test_scopes_narrow(asked: str, may: set[str], may_not: set[str]) -> None:
    actor, token = tokens.present(issue(factories.officer(), asked).secret, at=clock.now()) or (None, None)

    assert actor is not None
    assert token is not None
    assert asked in token.scopes
    assert {right for right in may | may_not if actor.may(right)} == may
    assert all(actor.areas_for(right) == () and actor.organisations_for(right) == () for right in may_not)


def test_scopes_never_add() -> None:
    leader = factories.county_leader()
    actor, _ = tokens.present(issue(leader, *ALL).secret, at=clock.now()) or (None, None)

    assert actor is not None
    assert {right for right in PERMISSIONS if actor.may(right)} <= {r for r in PERMISSIONS if leader.may(r)}
    assert not actor.may("registry.edit")


def test_writing_includes_reading() -> None:
    assert scopes.opened_by(["approvals:write"]) == {"approvals:write", "approvals:read"}
    assert scopes.opened_by(["unknown"]) == frozenset()


def test_no_scope_leaves_an_administrators_right() -> None:
    assert not scopes.rights_left_by(ALL) & {"people.view", "people.appoint", "audit.view", "system.view"}
    assert scopes.rights_left_by(ALL) <= set(PERMISSIONS)


def test_what_is_stored_cannot_be_used_to_come_in() -> None:
    secret = issue(factories.officer()).secret
    row = ApiToken.objects.get()

    assert secret.startswith("fg_")
    assert len(secret) == 46
    assert row.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert row.beginning == secret[:7]
    assert secret not in repr(list(ApiToken.objects.values()))
    assert secret not in trail()
    assert tokens.present(row.digest, at=clock.now()) is None
    assert tokens.present(row.beginning, at=clock.now()) is None


@pytest.mark.parametrize(
    "secret", ["", "fg_", "fg_" + "a" * 43, "fg_" + "é" * 43, "fg_" + "a" * 44, "x" * 5000, "\x00"]
)
def test_what_is_no_token_opens_nothing(secret: str) -> None:
    assert tokens.present(secret, at=clock.now()) is None


def test_a_revoked_token_is_refused_at_the_very_next_request() -> None:
    officer = factories.officer()
    issued = issue(officer)
    tokens.revoke(issued.id, by=officer, at=clock.now())

    assert tokens.present(issued.secret, at=clock.now()) is None
    assert acts_on(issued.id) == ["people.token.revoked", "people.token.issued"]
    with pytest.raises(TokenIsOver):
        tokens.revoke(issued.id, by=officer, at=clock.now())


def test_a_token_ends_by_itself() -> None:
    issued = issue(factories.officer(), days=30)

    assert tokens.present(issued.secret, at=clock.now() + dt.timedelta(days=29, hours=23)) is not None
    assert tokens.present(issued.secret, at=clock.now() + dt.timedelta(days=30)) is None


def test_a_closed_accounts_tokens_die_with_it() -> None:
    officer, admin = factories.officer(), factories.security_admin()
    issued = issue(officer)
    accounts.deactivate(officer.account_id or 0, by=admin, at=clock.now())

    assert tokens.present(issued.secret, at=clock.now()) is None
    assert ApiToken.objects.get().revoked_by == admin.title


def test_a_password_set_by_somebody_else_ends_the_tokens() -> None:
    officer = factories.officer()
    issued = issue(officer)
    accounts.set_password(
        officer.account_id or 0, new="山重水复疑无路 1184", by=factories.security_admin(), at=clock.now()
    )

    assert tokens.present(issued.secret, at=clock.now()) is None


def test_a_demonstrations_account_comes_in_only_there(settings: Settings) -> None:
    officer = factories.officer()
    issued = issue(officer)
    account = factories.account_of(officer)
    account.is_demo = True
    account.save()

    assert tokens.present(issued.secret, at=clock.now()) is None
    settings.FUGONG_DEMO = True
    assert tokens.present(issued.secret, at=clock.now()) is not None


@pytest.mark.parametrize("role", ["security_admin", "system_admin", "audit_admin"])
def test_an_administrator_gets_no_token(role: str) -> None:
    with pytest.raises(NoTokensForAdministrators):
        issue(factories.in_office(role))
    assert not ApiToken.objects.exists()


def test_who_becomes_an_administrator_loses_the_use_of_tokens() -> None:
    officer = factories.officer()
    issued = issue(officer)
    factories.make_posting(factories.account_of(officer), factories.make_post("audit_admin"))

    assert tokens.present(issued.secret, at=clock.now()) is None


def test_nobody_issues_for_somebody_else() -> None:
    officer, colleague = factories.officer(), factories.officer()
    for by in (colleague, factories.security_admin()):
        with pytest.raises(NotPermitted):
            tokens.issue(officer.account_id or 0, purpose="x", scopes=ALL, days=1, by=by, at=clock.now())
    assert not ApiToken.objects.exists()
    assert "people.token" not in trail()


def test_the_security_administrator_revokes_and_others_do_not_see() -> None:
    issued = issue(factories.officer())
    elsewhere = factories.security_admin(factories.OTHER_COUNTY)
    for by in (factories.officer(), elsewhere, factories.audit_admin()):
        with pytest.raises(NotThere):
            tokens.revoke(issued.id, by=by, at=clock.now())
    assert tokens.present(issued.secret, at=clock.now()) is not None

    tokens.revoke(issued.id, by=factories.security_admin(), at=clock.now())
    assert tokens.present(issued.secret, at=clock.now()) is None


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        issue(factories.officer(), "unknown", days=366, purpose=" ")
    assert [problem.field for problem in refusal.value.problems] == ["purpose", "scopes", "days"]
    assert not ApiToken.objects.exists()


def test_an_account_has_a_bounded_number_of_tokens() -> None:
    officer = factories.officer()
    for _ in range(scopes.MOST_TOKENS):
        issue(officer)
    with pytest.raises(TooManyTokens):
        issue(officer)
    tokens.revoke(ApiToken.objects.earliest("id").pk, by=officer, at=clock.now())
    issue(officer)


def test_the_database_itself_refuses_a_token_for_longer_than_a_year() -> None:
    token = ApiToken.objects.get(pk=issue(factories.officer()).id)
    token.expires_at = token.created_at + dt.timedelta(days=366)
    with pytest.raises(IntegrityError), transaction.atomic():
        token.save()


def test_the_last_use_is_written_once_a_minute() -> None:
    issued, now = issue(factories.officer()), clock.now()
    for seconds, expected in ((0, 0), (59, 0), (61, 61)):
        tokens.present(issued.secret, at=now + dt.timedelta(seconds=seconds))
        assert ApiToken.objects.get().last_used_at == now + dt.timedelta(seconds=expected)


def test_a_request_costs_two_queries() -> None:
    issued, now = issue(factories.officer()), clock.now()
    tokens.present(issued.secret, at=now)
    with CaptureQueriesContext(connection) as queries:
        tokens.present(issued.secret, at=now)
    assert len(queries) == 2
