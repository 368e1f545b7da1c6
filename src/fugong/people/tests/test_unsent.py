"""What was typed when the session had ended is not lost, and not shown to anybody else."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db.models.functions import Now
from django.http import QueryDict
from django.test import Client, RequestFactory

from fugong.people.actions import unsent as keeping
from fugong.people.models import Session, Unsent
from fugong.people.public import take_unsent
from fugong.people.tests import factories
from fugong.people.tests.factories import PASSWORD, account_of, signed_in
from fugong.people.web.actor import attach

pytestmark = pytest.mark.django_db
PAGE = "/people/accounts/open/"
TYPED = {"login": "new.one", "display_title": "示例镇审核岗 𠮷", "county_code": "520322", "new": "a very secret one"}


def let_expire(client: Client) -> None:
    key = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    Session.objects.filter(session_key=key).update(expire_date=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def sign_in(client: Client, login: str) -> Any:
    return client.post("/sign-in/", {"username": login, "password": PASSWORD, "next": PAGE})


def taken(client: Client, path: str = PAGE) -> QueryDict | None:
    """Ask at the door, as the form's view would."""
    request = RequestFactory().get(path)
    request.session = client.session
    request.user = account_of_session(client)
    attach(request)
    found = take_unsent(request)
    request.session.save()
    return found


def account_of_session(client: Client) -> Any:
    from fugong.people.models import Account

    return Account.objects.get(pk=client.session["_auth_user_id"])


def turned_away(client: Client, typed: dict[str, Any] | None = None) -> Any:
    return client.post(PAGE, {**(typed or TYPED), "csrfmiddlewaretoken": "t", "form_key": "k"})


def test_what_was_typed_comes_back_after_sign_in_without_secrets(client: Client) -> None:
    administrator = factories.security_admin()
    signed_in(client, administrator)
    let_expire(client)
    answer = turned_away(client)
    assert answer.status_code == 302
    assert "登录已过期" in client.get(answer["Location"]).content.decode()
    assert sign_in(client, account_of(administrator).login)["Location"] == PAGE
    found = taken(client)
    assert found is not None
    assert found.dict() == {"login": "new.one", "display_title": "示例镇审核岗 𠮷", "county_code": "520322"}
    assert taken(client) is None
    assert not Unsent.objects.exists()


def test_the_page_that_was_left_shows_it_again(client: Client) -> None:
    administrator = factories.security_admin()
    turned_away(client)
    sign_in(client, account_of(administrator).login)
    assert "示例镇审核岗 𠮷" in client.get(PAGE).content.decode()
    assert "示例镇审核岗" not in client.get(PAGE).content.decode()


def test_somebody_else_at_the_same_desk_does_not_get_it(client: Client) -> None:
    signed_in(client, factories.security_admin())
    let_expire(client)
    turned_away(client)
    sign_in(client, account_of(factories.security_admin()).login)
    assert taken(client) is None
    assert not Unsent.objects.exists()


def test_it_returns_to_its_own_page_only(client: Client) -> None:
    turned_away(client)
    sign_in(client, account_of(factories.security_admin()).login)
    assert taken(client, "/people/accounts/") is None
    assert taken(client) is not None


def test_after_half_an_hour_it_is_gone(client: Client) -> None:
    turned_away(client)
    Unsent.objects.update(kept_at=Now() - dt.timedelta(minutes=31))
    sign_in(client, account_of(factories.security_admin()).login)
    assert taken(client) is None
    turned_away(Client())
    assert Unsent.objects.count() == 1


def test_more_than_a_quarter_megabyte_is_not_kept(client: Client) -> None:
    assert turned_away(client, {"display_title": "字" * 40_000}).status_code == 302
    assert not Unsent.objects.exists()


def test_visitors_cannot_fill_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_ROWS", 3)
    for _ in range(5):
        turned_away(Client())
    assert Unsent.objects.count() == 3


def test_another_browser_gets_nothing(client: Client) -> None:
    administrator = factories.security_admin()
    turned_away(client)
    other = Client()
    sign_in(other, account_of(administrator).login)
    assert taken(other) is None


def test_a_part_of_a_page_is_told_and_keeps_its_own_text(client: Client) -> None:
    for header in ({"HX-Request": "true"}, {"X-Requested-With": "XMLHttpRequest"}):
        assert client.post(PAGE, TYPED, headers=header).status_code == 401
    assert not Unsent.objects.exists()


def test_a_failed_sign_in_keeps_it_and_a_read_page_keeps_nothing(client: Client) -> None:
    client.get(PAGE)
    assert not Unsent.objects.exists()
    turned_away(client)
    client.post("/sign-in/", {"username": "nobody", "password": "wrong"})
    sign_in(client, account_of(factories.security_admin()).login)
    assert taken(client) is not None


def test_a_form_with_personal_data_is_not_kept_at_all(client: Client) -> None:
    signed_in(client, factories.operator())
    let_expire(client)
    answer = client.post("/approvals/1/roster/", {"pasted": "GH-1\t焊工"})

    assert answer.status_code == 302
    assert not Unsent.objects.exists()
