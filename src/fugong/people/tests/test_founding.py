"""The ordinary installation has no account; one command makes the first administrator, once."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from fugong.core import audit, clock
from fugong.people.actions.sweeping import sweep
from fugong.people.models import Account, Organisation, Session, Unsent
from fugong.people.queries import actor_of
from fugong.people.tests import factories

pytestmark = pytest.mark.django_db
GOOD = "青山遮不住，毕竟东流去。"
OPTIONS = {"login": "First.Admin", "county": "520322", "county_name": "示例县人民政府"}


def run(monkeypatch: pytest.MonkeyPatch, password: str = GOOD, **changes: Any) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    said = io.StringIO()
    call_command("first_administrator", stdout=said, **{**OPTIONS, **changes})
    return said.getvalue()


def test_a_fresh_installation_has_no_account_at_all() -> None:
    assert not Account.objects.exists()
    assert not Organisation.objects.exists()


def test_the_first_administrator_can_appoint_at_once_and_do_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "first.admin" in run(monkeypatch)
    account = Account.objects.get()
    assert account.check_password(GOOD)
    actor = actor_of(account.pk, on=clock.today())
    assert actor.roles == {"security_admin"}
    assert actor.areas_for("people.appoint") == ("520322",)
    assert [row.action for row in audit.history(account)] == ["people.account.opened"]


def test_there_is_no_second_first_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch)
    with pytest.raises(CommandError, match="安全管理员已经存在"):
        run(monkeypatch, login="second")
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"password": "short"}, {"login": "张三"}, {"county": "52032"}, {"county": "abcdef"}, {"county_name": " "}]
)
def test_a_wrong_answer_makes_nothing(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        run(monkeypatch, **wrong)
    assert not Account.objects.exists()
    assert not Organisation.objects.exists()


def test_without_a_terminal_it_asks_nothing_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="--login"):
        run(monkeypatch, login="")


def test_every_night_what_is_over_is_thrown_away_and_the_rest_stays() -> None:
    account = factories.make_account()
    for key, days in (("old", 4), ("recent", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=_days_ago(days), account_id=account.pk)
    Unsent.objects.create(token="old", path="/", body="x", kept_at=_days_ago(1))
    assert sweep() == 2
    assert [row.session_key for row in Session.objects.all()] == ["recent"]


def _days_ago(days: int) -> Any:
    from datetime import timedelta

    return clock.now() - timedelta(days=days)
