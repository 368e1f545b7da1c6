"""Tokens on the pages of their owner and of the security administrator."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fugong.core import clock
from fugong.people.actions import tokens
from fugong.people.models import ApiToken

from . import factories

pytestmark = pytest.mark.django_db

TYPED = {"purpose": "企业管理系统对接", "scopes": ["registry:read"], "days": "90"}


def client_of(actor: object) -> Client:
    return factories.signed_in(Client(), actor)  # type: ignore[arg-type]  # an actor of the factories


def issued_for(actor: object) -> tokens.Issued:
    return tokens.issue(
        actor.account_id, purpose="示例系统", scopes=["registry:read"], days=30, by=actor, at=clock.now()  # type: ignore[attr-defined, arg-type]  # as above
    )  # fmt: skip


def test_the_owner_issues_a_token_and_sees_its_secret_once() -> None:
    client = client_of(factories.officer())
    answer = client.post(reverse("people:issue_token"), {**TYPED, "form_key": "k"})
    secret = re.findall(r"fg_[\w-]{43}", answer.content.decode())

    assert (answer.status_code, len(secret)) == (200, 1)
    assert "no-store" in answer["Cache-Control"]
    assert tokens.present(secret[0], at=clock.now()) is not None
    page = client.get(reverse("people:change_password")).content.decode()
    assert "企业管理系统对接" in page
    assert secret[0][:7] in page
    assert secret[0] not in page


@pytest.mark.usefixtures("committed_db")
@pytest.mark.django_db(transaction=True)
def test_a_second_click_neither_issues_another_token_nor_shows_the_secret_again() -> None:
    client = client_of(factories.officer())
    first = client.post(reverse("people:issue_token"), {**TYPED, "form_key": "k"})
    again = client.post(reverse("people:issue_token"), {**TYPED, "form_key": "k"})

    assert (first.status_code, again.status_code) == (200, 409)
    assert "fg_" not in again.content.decode()
    assert ApiToken.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM core_idempotencykey")
        assert cursor.fetchall() == [(None,)]


def test_what_is_wrong_is_said_at_its_field_and_nothing_issued() -> None:
    answer = client_of(factories.officer()).post(reverse("people:issue_token"), {"purpose": "", "days": "90"})

    assert answer.status_code == 422
    assert "请至少选择一项权限范围" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_an_administrator_is_told_why_there_is_no_token() -> None:
    answer = client_of(factories.security_admin()).post(reverse("people:issue_token"), TYPED)

    assert answer.status_code == 422
    assert "管理员账号不能使用接口令牌" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_revoking_climbs_the_ladder() -> None:
    officer = factories.officer()
    issued = issued_for(officer)
    address = reverse("people:revoke_token", args=[issued.id])

    for other in (factories.officer(), factories.stranger(), factories.security_admin(factories.OTHER_COUNTY)):
        assert client_of(other).post(address).status_code == 404
    assert Client().post(address).status_code == 302
    assert tokens.present(issued.secret, at=clock.now()) is not None
    assert client_of(officer).get(address).status_code == 200
    assert client_of(officer).post(address)["Location"] == reverse("people:change_password")
    assert tokens.present(issued.secret, at=clock.now()) is None


def test_the_security_administrator_sees_and_revokes_but_issues_nothing() -> None:
    officer, admin = factories.officer(), client_of(factories.security_admin())
    issued = issued_for(officer)
    page = admin.get(reverse("people:account", args=[officer.account_id])).content.decode()

    assert "示例系统" in page
    assert reverse("people:issue_token") not in page
    answer = admin.post(reverse("people:revoke_token", args=[issued.id]))
    assert answer["Location"] == reverse("people:account", args=[officer.account_id])
    assert tokens.present(issued.secret, at=clock.now()) is None


def test_issuing_needs_somebody_signed_in() -> None:
    assert Client().get(reverse("people:issue_token")).status_code == 302
