"""Signing in and out through the browser's door: sessions, lock-out, no enumeration, first password."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import identify_hasher, make_password
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from fugong.core import audit, clock
from fugong.people.actions.accounts import DEMO_PASSWORD, deactivate
from fugong.people.models import Account, Session
from fugong.people.tests import factories
from fugong.people.tests.factories import PASSWORD, account_of, signed_in

pytestmark = pytest.mark.django_db
COOKIE = django_settings.SESSION_COOKIE_NAME
ME = "/people/me/"


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in/", {"username": login, "password": password, **more.pop("fields", {})}, **more)


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def session_of(client: Client) -> Session:
    return Session.objects.get(session_key=client.cookies[COOKIE].value)


def age(client: Client, **passed: int) -> None:
    """Let time pass for the client's session, as if the last request lay so far back."""
    row = session_of(client)
    session, seconds = client.session, int(dt.timedelta(**passed).total_seconds())
    session["signed_in"] -= seconds
    session["seen"] -= seconds
    session.save()  # sets a new end, hence the update
    Session.objects.filter(pk=row.pk).update(expire_date=row.expire_date - dt.timedelta(seconds=seconds))


def test_the_page_asks_for_login_and_password_and_lists_nobody(client: Client) -> None:
    factories.officer()
    page = client.get("/sign-in/").content.decode()
    assert 'name="username"' in page
    assert "demo-sign-ins" not in page


def test_signing_in_leads_to_the_page_that_was_wanted(client: Client) -> None:
    account = account_of(factories.officer())
    answer = sign_in(client, account.login.upper(), fields={"next": "/people/me/"})
    assert (answer.status_code, answer["Location"]) == (302, "/people/me/")
    assert is_in(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    answer = sign_in(client, account_of(factories.officer()).login, fields={"next": elsewhere})
    assert answer["Location"] == "/"


def test_signing_in_and_out_is_audited_with_the_address(client: Client) -> None:
    account = account_of(factories.officer())
    sign_in(client, account.login)
    client.post("/sign-out/")
    out, came = audit.history(Account(pk=account.pk))
    assert (came.action, came.note) == ("people.account.signed_in", "127.0.0.1")
    assert out.action == "people.account.signed_out"


def test_the_sessions_identity_changes_at_sign_in(client: Client) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    before = session.session_key
    client.cookies[COOKIE] = before or ""
    sign_in(client, account_of(factories.officer()).login)
    assert client.cookies[COOKIE].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_cookie_is_out_of_reach_of_scripts_and_ends_with_the_browser(client: Client) -> None:
    sign_in(client, account_of(factories.officer()).login)
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""


def test_signing_out_kills_the_session_on_the_server(client: Client) -> None:
    signed_in(client, factories.officer())
    stolen = client.cookies[COOKIE].value
    client.post("/sign-out/")
    client.cookies[COOKIE] = stolen
    assert not is_in(client)


def test_signing_out_needs_a_post_and_harms_nobody_who_is_out(client: Client) -> None:
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"


def test_deactivation_ends_the_open_session_at_its_next_request(client: Client) -> None:
    officer = factories.officer()
    signed_in(client, officer)
    assert is_in(client)
    deactivate(officer.account_id or 0, by=factories.security_admin(), at=clock.now())
    assert not is_in(client)


@pytest.mark.parametrize(
    ("make", "minutes"),
    [
        (factories.officer, (29, 31)),
        (factories.county_leader, (29, 31)),
        (factories.security_admin, (14, 16)),
        (factories.audit_admin, (14, 16)),
        (factories.operator, (7 * 60 + 58, 8 * 60 + 1)),
    ],
)
def test_a_pause_ends_the_session_as_the_role_demands(
    client: Client, make: Callable[[], Any], minutes: tuple[int, int]
) -> None:
    signed_in(client, make())
    age(client, minutes=minutes[0])
    assert is_in(client)
    age(client, minutes=minutes[1])
    assert not is_in(client)


def test_after_twelve_hours_even_a_busy_session_ends(client: Client) -> None:
    signed_in(client, factories.officer())
    for _ in range(12 * 60 // 25):
        age(client, minutes=25)
        if not is_in(client):
            pytest.fail("the session ended early")
    age(client, minutes=25)
    assert not is_in(client)


def test_a_page_that_refreshes_itself_does_not_keep_anybody_signed_in(client: Client) -> None:
    signed_in(client, factories.officer())
    age(client, minutes=20)
    assert client.get(ME, headers={"X-Background": "1"}).status_code == 200
    age(client, minutes=11)
    assert not is_in(client)


def test_five_failures_close_this_login_to_this_address_for_a_quarter_of_an_hour(client: Client) -> None:
    login = account_of(factories.officer()).login
    statuses = [
        sign_in(client, variant, "wrong").status_code for variant in (login, login.upper(), f" {login}", login, login)
    ]
    assert statuses == [422, 422, 422, 422, 429]
    locked = sign_in(client, login)
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "15 分钟后再试" in locked.content.decode()
    AccessAttempt.objects.update(
        attempt_time=AccessAttempt.objects.get().attempt_time - dt.timedelta(minutes=15, seconds=1)
    )
    assert sign_in(client, login).status_code == 302


def test_an_attacker_elsewhere_locks_nobody_out(client: Client) -> None:
    login = account_of(factories.officer()).login
    for _ in range(8):
        sign_in(client, login, "wrong", REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, login, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert sign_in(client, login, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_an_office_behind_one_address_is_not_locked_by_its_two_hundred_users(
    client: Client, settings: Settings
) -> None:
    # The counting is looked at here, not the hashing.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    login = account_of(factories.officer()).login
    for number in range(200):
        request = RequestFactory().post("/sign-in/", REMOTE_ADDR="127.0.0.1")
        assert authenticate(request, username=f"user{number}", password="wrong") is None
    assert sign_in(client, login).status_code == 302


def test_success_forgets_earlier_failures(client: Client) -> None:
    login = account_of(factories.officer()).login
    for _ in range(3):
        for _ in range(4):
            sign_in(client, login, "wrong")
        assert sign_in(client, login).status_code == 302
        client.post("/sign-out/")


def test_behind_the_offices_proxy_only_the_address_it_wrote_itself_counts(client: Client, settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    login = account_of(factories.officer()).login
    for number in range(5):
        sign_in(client, login, "wrong", headers={"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.9"})
    assert sign_in(client, login, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.9"}).status_code == 429
    assert sign_in(client, login, headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 302


def _without_tokens(answer: Any, login: str) -> tuple[int, str]:
    page = answer.content.decode().replace(login, "LOGIN")
    for token in (part.split('"')[0] for part in page.split('value="')[1:] if len(part.split('"')[0]) == 64):
        page = page.replace(token, "TOKEN")
    head, _, tail = page.partition('name="csrf-token" content="')
    return answer.status_code, head + tail[64:]


def test_known_unknown_closed_and_demo_logins_get_the_same_answer(client: Client) -> None:
    known = account_of(factories.officer()).login
    closed = factories.make_account(is_active=False).login
    demo = factories.make_account(is_demo=True).login
    answers = {
        _without_tokens(Client().post("/sign-in/", {"username": login, "password": "wrong " + PASSWORD}), login)
        for login in (known, "nobody.here", closed, demo)
    }
    assert len(answers) == 1


def test_the_right_password_of_a_closed_account_gets_the_same_answer_too(client: Client) -> None:
    closed = factories.make_account(is_active=False).login
    wrong = _without_tokens(sign_in(client, "nobody.here"), "nobody.here")
    assert _without_tokens(sign_in(client, closed), closed) == wrong


def test_known_and_unknown_logins_cost_the_same_time(client: Client) -> None:
    # Time of this process, not of the wall: other programs on the machine do not matter.
    known = account_of(factories.officer()).login
    taken: dict[str, list[float]] = {known: [], "nobody.here": []}
    sign_in(client, known, "warm up", REMOTE_ADDR="10.1.0.1")
    for number in range(15):
        for login, times in taken.items():
            start = time.process_time()
            sign_in(client, login, "wrong", REMOTE_ADDR=f"10.2.{number}.1")
            times.append(time.process_time() - start)
    medians = [sorted(times)[len(times) // 2] for times in taken.values()]
    assert abs(medians[0] - medians[1]) < 0.010


def test_passwords_are_kept_as_argon2id_at_the_tuned_cost() -> None:
    stored = account_of(factories.officer()).password
    assert identify_hasher(stored).algorithm == "argon2"
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in stored


def test_whoever_signs_in_with_an_initial_password_must_change_it_first(client: Client) -> None:
    account = factories.make_account(password_is_initial=True)
    factories.make_posting(account, factories.make_post("security_admin"))
    assert sign_in(client, account.login, fields={"next": "/people/accounts/"})["Location"] == ME
    assert client.get("/people/accounts/").status_code == 403
    new = "一句别人想不到的长长的话"
    answer = client.post(ME, {"current": PASSWORD, "new": new, "repeat": new})
    assert answer.status_code == 302
    assert client.get("/people/accounts/").status_code == 200


def test_changing_the_password_ends_every_other_session_and_keeps_this_one(client: Client) -> None:
    officer = factories.officer()
    other = signed_in(Client(), officer)
    signed_in(client, officer)
    before = client.cookies[COOKIE].value
    new = "一句别人想不到的长长的话"
    assert client.post(ME, {"current": PASSWORD, "new": new, "repeat": new}).status_code == 302
    assert is_in(client)
    assert client.cookies[COOKIE].value != before
    assert not is_in(other)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "必填"),
        (
            {"current": "wrong", "new": "一句别人想不到的长长的话", "repeat": "一句别人想不到的长长的话"},
            "当前密码不正确",
        ),
        ({"current": PASSWORD, "new": "一句别人想不到的长长的话", "repeat": "另一句"}, "不一致"),
        ({"current": PASSWORD, "new": "x" * 500, "repeat": "x" * 500}, "128"),
        ({"current": PASSWORD, "new": "a\x00bcdefghijklmn", "repeat": "a\x00bcdefghijklmn"}, ""),
    ],
)
def test_a_wrong_change_is_explained_and_changes_nothing(client: Client, typed: dict[str, str], said: str) -> None:
    officer = factories.officer()
    answer = signed_in(client, officer).post(ME, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert account_of(officer).check_password(PASSWORD)
    assert is_in(client)


@pytest.mark.parametrize("login", ["", "\x00", "𠮷䶮" * 20, "\u202eevil", "x" * 10_000, "' OR 1=1 --"])
def test_strange_logins_are_refused_politely(client: Client, login: str) -> None:
    assert sign_in(client, login).status_code == 422


def test_the_demo_lists_one_sign_in_per_role_and_they_work(client: Client, settings: Settings) -> None:
    settings.FUGONG_DEMO = True
    account = factories.make_account("demo.officer", is_demo=True, title="示例经办岗")
    Account.objects.filter(pk=account.pk).update(password=_demo_hash())
    factories.make_posting(account, factories.make_post("officer"))
    factories.officer()
    page = client.get("/sign-in/").content.decode()
    assert page.count('data-test="demo-officer"') == 1
    assert "demo.officer" in page
    assert sign_in(client, "demo.officer", DEMO_PASSWORD).status_code == 302


def _demo_hash() -> str:
    return make_password(DEMO_PASSWORD)


def test_a_request_that_asks_nobody_reads_nothing_and_a_signed_in_one_reads_people_twice(
    client: Client,
) -> None:
    signed_in(client, factories.officer())
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get("/people/accounts/").status_code == 403
    people = [query["sql"] for query in seen.captured_queries if '"people_' in query["sql"]]
    assert len(people) == 2
    assert [sql.split('FROM "')[1].split('"')[0] for sql in people] == [
        "people_session",
        "people_posting",
    ]
