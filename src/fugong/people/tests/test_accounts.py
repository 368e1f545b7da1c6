"""Accounts are opened, given passwords and closed; every refusal leaves everything as it was."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from fugong.core import audit, clock
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.actions.accounts import DEMO_PASSWORD, change_password, deactivate, open_account, set_password
from fugong.people.models import Account, Session
from fugong.people.queries import actor_of
from fugong.people.rules.actor import loader_actor
from fugong.people.rules.refusals import AccountIsClosed, LoginTaken, NotOneself
from fugong.people.tests import factories

pytestmark = pytest.mark.django_db
AT = dt.datetime(2020, 2, 10, 9, 0, tzinfo=clock.BEIJING)
GOOD = "青山遮不住，毕竟东流去。"
LOADER = loader_actor("520322")


def opened(login: str = "new.officer", **changes: Any) -> int:
    wanted: dict[str, Any] = {"display_title": "经贸局经办", "county_code": "520322", "password": GOOD, **changes}
    return open_account(login, **{"by": LOADER, "at": AT, **wanted}).id


def can_sign_in(login: str, password: str) -> bool:
    return authenticate(RequestFactory().post("/sign-in/"), username=login, password=password) is not None


def test_an_opened_account_can_sign_in_however_the_login_is_spelt() -> None:
    opened("New.Officer")
    assert can_sign_in("new.officer", GOOD)
    assert can_sign_in(" ＮＥＷ.officer ", GOOD)
    assert not can_sign_in("new.officer", GOOD + " ")


def test_an_opened_account_grants_nothing_until_its_owner_has_changed_the_password() -> None:
    pk = opened()
    factories.make_posting(Account.objects.get(pk=pk), factories.make_post("officer"))
    assert actor_of(pk, on=AT.date()).grants == ()
    change_password(pk, current=GOOD, new="另一个相当长的句子当作口令", by=actor_of(pk, on=AT.date()), at=AT)
    assert actor_of(pk, on=AT.date()).may("approvals.decide", "520322")


def test_opening_is_audited_without_the_password() -> None:
    pk = opened()
    row = audit.history(Account(pk=pk))[0]
    assert (row.action, row.at) == ("people.account.opened", AT)
    assert GOOD not in repr(row)
    assert GOOD not in Account.objects.get(pk=pk).password


def test_a_login_is_used_once_whatever_its_case() -> None:
    opened("same")
    with pytest.raises(LoginTaken):
        opened("SAME")
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"display_title": "\u200b"}, "display_title"),
        ({"password": "short"}, "new"),
        ({"password": "x" * 129}, "new"),
        ({"password": "password1234567"}, "new"),
        ({"password": "qwertyuiop1234"}, "new"),
        ({"password": "abcabcabcabcabc"}, "new"),
        ({"password": "201920202021"}, "new"),
        ({"password": "New.Officer.2020"}, "new"),
        ({"password": "复工复产20200210"}, "new"),
    ],
)
def test_a_wrong_account_is_refused_and_nothing_is_kept(changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        opened(**changes)
    assert {problem.field for problem in refusal.value.problems} == {field}
    assert not Account.objects.exists()


@pytest.mark.parametrize("login", ["ab", "张三", "a b", "x" * 41, "аdmin", "a\u202eb\u202cc"])
def test_a_login_that_could_be_mistaken_is_refused(login: str) -> None:
    with pytest.raises(Invalid):
        opened(login)
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "password",
    ["𠮷䶮龘靐齉爩麤鱻灪厵癵籱", " leading and trailing ", "🐉🐉🐉 dragons at the gate", "正确 马 电池 订书钉 夕阳"],
)
def test_any_characters_make_a_password(password: str) -> None:
    opened(password=password)
    assert can_sign_in("new.officer", password)


@pytest.mark.parametrize("guess", ["桐花县20200202", "tonghuaxian2020", "TongHua2020!!!!"])
def test_the_countys_own_name_with_a_year_is_no_password(guess: str) -> None:
    factories.make_organisation("government", kind="county", name="桐花县")
    with pytest.raises(Invalid):
        opened(password=guess)


def test_without_a_password_nobody_can_sign_in_yet() -> None:
    opened(password=None)
    assert not can_sign_in("new.officer", "")


def test_a_demo_account_opens_only_where_the_demo_runs(settings: Settings) -> None:
    opened("demo.officer", password=None, demo=True)
    settings.FUGONG_DEMO = False
    assert not can_sign_in("demo.officer", DEMO_PASSWORD)
    settings.FUGONG_DEMO = True
    assert can_sign_in("demo.officer", DEMO_PASSWORD)


def test_only_who_may_appoint_there_opens() -> None:
    for by in (
        factories.officer(),
        factories.system_admin(),
        factories.audit_admin(),
        factories.security_admin("520323"),
    ):
        before = Account.objects.count()
        with pytest.raises(NotPermitted):
            opened(by=by)
        assert Account.objects.count() == before


def test_deactivating_ends_postings_and_sessions_at_once() -> None:
    officer, administrator = factories.officer(), factories.security_admin()
    account = factories.account_of(officer)
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=AT, account_id=account.pk)
    deactivate(account.pk, by=administrator, at=AT)
    account.refresh_from_db()
    assert not account.is_active
    assert account.deactivated_at == AT
    assert not Session.objects.filter(account_id=account.pk).exists()
    assert [posting.until_on for posting in account.postings.all()] == [AT.date()]
    assert not actor_of(account.pk, on=AT.date()).grants
    assert not can_sign_in(account.login, factories.PASSWORD)
    assert audit.history(Account(pk=account.pk))[0].action == "people.account.deactivated"


def test_a_closed_account_is_not_closed_twice() -> None:
    officer, administrator = factories.officer(), factories.security_admin()
    deactivate(officer.account_id or 0, by=administrator, at=AT)
    with pytest.raises(AccountIsClosed):
        deactivate(officer.account_id or 0, by=administrator, at=AT)
    assert len(audit.history(Account(pk=officer.account_id))) == 1


def test_a_security_administrator_does_not_close_or_reset_the_own_account() -> None:
    administrator = factories.security_admin()
    with pytest.raises(NotOneself):
        deactivate(administrator.account_id or 0, by=administrator, at=AT)
    with pytest.raises(NotOneself):
        set_password(administrator.account_id or 0, new=GOOD, by=administrator, at=AT)
    account = factories.account_of(administrator)
    assert account.is_active
    assert account.check_password(factories.PASSWORD)


def test_the_account_of_another_county_is_not_there() -> None:
    other, administrator = factories.stranger(), factories.security_admin()
    for act in (
        lambda: deactivate(other.account_id or 0, by=administrator, at=AT),
        lambda: set_password(other.account_id or 0, new=GOOD, by=administrator, at=AT),
    ):
        with pytest.raises(NotThere):
            act()
    assert factories.account_of(other).is_active


def test_an_officer_closes_nobody() -> None:
    colleague = factories.officer()
    with pytest.raises(NotThere):
        deactivate(colleague.account_id or 0, by=factories.officer(), at=AT)
    assert factories.account_of(colleague).is_active


def test_a_reset_password_is_an_initial_one_and_ends_all_sessions() -> None:
    officer = factories.officer()
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=AT, account_id=officer.account_id)
    set_password(officer.account_id or 0, new=GOOD, by=factories.security_admin(), at=AT)
    account = factories.account_of(officer)
    assert account.check_password(GOOD)
    assert account.password_is_initial
    assert not Session.objects.exists()


def test_ones_own_password_needs_the_current_one_and_must_differ() -> None:
    officer = factories.officer()
    pk = officer.account_id or 0
    for current, new in (("wrong", GOOD), (factories.PASSWORD, factories.PASSWORD), (factories.PASSWORD, "short")):
        with pytest.raises(Invalid):
            change_password(pk, current=current, new=new, by=officer, at=AT)
    assert factories.account_of(officer).check_password(factories.PASSWORD)
    assert audit.history(Account(pk=pk)) == []


def test_nobody_changes_the_password_of_another_as_if_it_were_the_own() -> None:
    officer = factories.officer()
    with pytest.raises(NotPermitted):
        change_password(
            officer.account_id or 0, current=factories.PASSWORD, new=GOOD, by=factories.security_admin(), at=AT
        )


def test_of_two_who_open_the_same_login_at_once_one_wins(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    results = in_parallel([lambda: opened("race"), lambda: opened("race")])
    assert sorted(type(result).__name__ for result in results) == ["LoginTaken", "int"]
    assert Account.objects.filter(login="race").count() == 1
