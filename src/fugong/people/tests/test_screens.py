"""The security administrator's screens: who may open them, what they show, how many questions they ask the database."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fugong.core import clock
from fugong.people.models import Account, Posting
from fugong.people.tests import factories
from fugong.people.tests.factories import account_of, signed_in

pytestmark = pytest.mark.django_db
GOOD = "青山遮不住，毕竟东流去。"
LISTS = ("people:accounts", "people:open_account")
ACCOUNT_PAGES = ("people:account", "people:appoint", "people:deactivate", "people:set_password")


def address(name: str, target: Account) -> str:
    if name in LISTS:
        return reverse(name)
    return reverse(name, args=[target.postings.get().pk if name == "people:end_posting" else target.pk])


SCREENS = (*LISTS, *ACCOUNT_PAGES, "people:end_posting")


@pytest.mark.parametrize("name", SCREENS)
def test_a_visitor_is_sent_to_sign_in(client: Client, name: str) -> None:
    where = address(name, account_of(factories.officer()))
    answer = client.get(where)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")
    assert client.get(where, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("make", [factories.officer, factories.operator, factories.system_admin, factories.audit_admin])
def test_every_other_role_is_refused(client: Client, name: str, make: Callable[[], Any]) -> None:
    where = address(name, account_of(factories.officer()))
    signed_in(client, make())
    assert client.get(where).status_code == 403
    assert client.post(where, {}).status_code in (403, 405)


@pytest.mark.parametrize("name", SCREENS)
def test_the_countys_security_administrator_is_let_in(client: Client, name: str) -> None:
    where = address(name, account_of(factories.officer()))
    assert signed_in(client, factories.security_admin()).get(where).status_code == 200


@pytest.mark.parametrize("name", [*ACCOUNT_PAGES, "people:end_posting"])
def test_the_account_of_another_county_looks_like_one_that_never_was(client: Client, name: str) -> None:
    where = address(name, account_of(factories.stranger()))
    signed_in(client, factories.security_admin())
    answers = [client.get(place) for place in (where, where.replace(where.split("/")[3], "999999999"))]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert client.post(where, {"post": "x", "since_on": "2020-02-10"}).status_code in (404, 405)
    assert client.get(where.replace(where.split("/")[3], "9" * 40)).status_code == 404


def test_the_list_shows_the_own_county_only_and_what_each_holds(client: Client) -> None:
    mine, other = account_of(factories.officer()), account_of(factories.stranger())
    page = signed_in(client, factories.security_admin()).get("/people/accounts/").content.decode()
    assert mine.login in page
    assert mine.postings.get().post.title in page
    assert other.login not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=OFFICER.x", {"officer.x"}),
        ("words=审核岗", {"reviewer.x"}),
        ("role=officer", {"officer.x"}),
        ("state=False", {"closed.x"}),
        ("words=%00", None),
        ("words=𠮷䶮", set()),
        ("role=minister", None),
        ("page=999&size=7&sort=password&columns=password", None),
        ("words=%27%20OR%201%3D1%20--", set()),
    ],
)
def test_the_list_is_narrowed_by_the_address_and_bears_nonsense(
    client: Client, query: str, found: set[str] | None
) -> None:
    factories.make_posting(factories.make_account("officer.x"), factories.make_post("officer"))
    factories.make_posting(factories.make_account("reviewer.x", title="审核岗"), factories.make_post("reviewer"))
    factories.make_account("closed.x", is_active=False)
    answer = signed_in(client, factories.security_admin()).get(f"/people/accounts/?{query}")
    assert answer.status_code == 200
    if found is not None:
        page = answer.content.decode()
        assert {login for login in ("officer.x", "reviewer.x", "closed.x") if f">{login}<" in page} == found


def test_the_list_asks_as_many_questions_for_twenty_accounts_as_for_two(client: Client) -> None:
    signed_in(client, factories.security_admin())
    counts = []
    for _ in range(2):
        for _ in range(10):
            factories.officer()
        with CaptureQueriesContext(connection) as seen:
            client.get("/people/accounts/")
        counts.append(len(seen))
    # session, account with postings of the reader; number, page and postings of the list
    assert counts == [5, 5]


@pytest.mark.parametrize(
    ("name", "questions"),
    [("people:account", 5), ("people:appoint", 5), ("people:end_posting", 3), ("people:deactivate", 4)],
)
def test_the_other_screens_ask_a_fixed_number_of_questions(client: Client, name: str, questions: int) -> None:
    target = account_of(factories.officer())
    for number in range(5):
        factories.make_post("liaison", code=f"liaison-{number}")
    where = address(name, target)
    signed_in(client, factories.security_admin())
    with CaptureQueriesContext(connection) as seen:
        assert client.get(where).status_code == 200
    assert len(seen) == questions


def test_an_account_is_opened_appointed_ended_and_closed_in_the_browser(client: Client) -> None:
    signed_in(client, factories.security_admin())
    post = factories.make_post("officer")
    opened = client.post(
        "/people/accounts/open/",
        {"login": "New.One", "display_title": "复工办理岗", "county_code": "520322", "new": GOOD},
    )
    account = Account.objects.get_by_natural_key("new.one")
    assert opened["Location"] == f"/people/accounts/{account.pk}/"
    today = clock.today()
    client.post(f"/people/accounts/{account.pk}/appoint/", {"post": post.code, "since_on": today.isoformat()})
    posting = account.postings.get()
    assert (posting.post, posting.since_on, posting.until_on) == (post, today, None)
    client.post(f"/people/postings/{posting.pk}/end/", {"until_on": (today + dt.timedelta(days=3)).isoformat()})
    posting.refresh_from_db()
    assert posting.until_on == today + dt.timedelta(days=3)
    assert client.post(f"/people/accounts/{account.pk}/password/", {"new": GOOD + "改"}).status_code == 302
    assert client.post(f"/people/accounts/{account.pk}/deactivate/").status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    page = client.get(f"/people/accounts/{account.pk}/").content.decode()
    assert "已停用" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "login"),
        ({"login": "taken"}, "login"),
        ({"login": "张三"}, "login"),
        ({"login": "x" * 5000}, "login"),
        ({"county_code": "52032"}, "county_code"),
        ({"county_code": "５２０３２２"}, "county_code"),
        ({"display_title": "岗" * 61}, "display_title"),
        ({"display_title": "\u202e\u200b"}, "display_title"),
        ({"new": "short"}, "new"),
        ({"new": "x" * 10_000_000}, "new"),
    ],
)
def test_a_wrong_opening_is_explained_at_its_field_and_changes_nothing(
    client: Client, typed: dict[str, str], field: str
) -> None:
    factories.make_account("taken")
    signed_in(client, factories.security_admin())
    before = Account.objects.count()
    right = {"login": "new.one", "display_title": "岗位", "county_code": "520322", "new": GOOD} if typed else {}
    answer = client.post("/people/accounts/open/", {**right, **typed})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert Account.objects.count() == before


def test_an_account_for_another_county_is_refused(client: Client) -> None:
    signed_in(client, factories.security_admin())
    typed = {"login": "new.one", "display_title": "岗位", "county_code": "520323", "new": GOOD}
    assert client.post("/people/accounts/open/", typed).status_code == 403
    assert not Account.objects.filter(login="new.one").exists()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"post": "none", "since_on": "2020-02-10"},
        {"post": "POST", "since_on": "2020-02-30"},
        {"post": "POST", "since_on": "明天"},
        {"post": "POST", "since_on": "2020-02-10", "until_on": "2020-02-10"},
        {"post": "POST", "since_on": "2020-02-10", "until_on": "0001-01-01"},
        {"post": "OTHER", "since_on": "2020-02-10"},
        {"post": "POST", "since_on": "99999-01-01"},
    ],
)
def test_a_wrong_appointment_is_explained_and_changes_nothing(client: Client, typed: dict[str, str]) -> None:
    target = factories.make_account()
    names = {
        "POST": factories.make_post("officer").code,
        "OTHER": factories.make_post("officer", organisation=factories.make_organisation(county="520323")).code,
    }
    signed_in(client, factories.security_admin())
    answer = client.post(
        f"/people/accounts/{target.pk}/appoint/", {name: names.get(value, value) for name, value in typed.items()}
    )
    assert answer.status_code == 422
    assert not Posting.objects.filter(account=target).exists()


def test_the_day_offered_is_written_as_the_browsers_calendar_wants_it(client: Client) -> None:
    target = factories.make_account()
    page = signed_in(client, factories.security_admin()).get(f"/people/accounts/{target.pk}/appoint/").content.decode()
    assert f'type="date" name="since_on" value="{clock.today().isoformat()}"' in page


def test_separated_roles_are_refused_in_words(client: Client) -> None:
    target = account_of(factories.officer())
    post = factories.make_post("audit_admin")
    signed_in(client, factories.security_admin())
    answer = client.post(f"/people/accounts/{target.pk}/appoint/", {"post": post.code, "since_on": "2020-02-10"})
    assert answer.status_code == 422
    assert "该账号已任“经贸局经办”，不能同时任“审计管理员”" in answer.content.decode()
    assert target.postings.count() == 1


def test_a_double_click_opens_one_account(client: Client) -> None:
    signed_in(client, factories.security_admin())
    typed = {"login": "new.one", "display_title": "岗位", "county_code": "520322", "new": GOOD, "form_key": "k" * 32}
    answers = [client.post("/people/accounts/open/", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Account.objects.filter(login="new.one").count() == 1


def test_ones_own_account_offers_nothing_to_change(client: Client) -> None:
    administrator = factories.security_admin()
    page = signed_in(client, administrator).get(f"/people/accounts/{administrator.account_id}/").content.decode()
    assert 'data-test="deactivate"' not in page
    assert 'data-test="end-posting"' not in page


def test_reading_pages_changes_nothing_for_others(client: Client) -> None:
    target = account_of(factories.officer())
    signed_in(client, factories.security_admin())
    for name in SCREENS:
        assert client.head(address(name, target)).status_code == 200
    assert account_of(factories.officer()).is_active
    assert target.postings.get().until_on is None
