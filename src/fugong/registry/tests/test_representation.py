"""Clerks come, hand over and leave; the enterprise and what it has begun stays; and an enterprise is closed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from fugong.core import audit, clock
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Stale
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry import public as registry
from fugong.registry.actions.closing import NotClosedByOffice
from fugong.registry.actions.representation import NotARepresentative, appoint_by_login
from fugong.registry.models import Enterprise

from .factories import OTHER_COUNTY, closed_enterprise, make_enterprise
from .personas import ELSEWHERE, LEADER, OFFICER
from .test_answers import AT, speaks_for

pytestmark = pytest.mark.django_db
DAY = AT.date()


def login_of(actor: Actor) -> str:
    return people.account_of(actor).login


def periods_of(enterprise: Enterprise) -> list[tuple[int, date, date | None]]:
    return list(enterprise.representatives.order_by("pk").values_list("account_id", "since_on", "until_on"))


def test_the_successor_speaks_and_the_former_clerk_no_longer_does_in_one_act() -> None:
    enterprise = make_enterprise()
    former, successor = speaks_for(enterprise), people.operator()

    registry.hand_over(
        enterprise.pk, former_id=former.account_id or 0, login=f" {login_of(successor).upper()} ",
        handed_over_on=DAY, basis="授权书2号", by=OFFICER, at=AT,
    )  # fmt: skip

    assert registry.representatives_of(enterprise.pk, on=DAY) == (successor.account_id,)
    (act,) = audit.history(enterprise)
    assert (act.action, act.note) == ("registry.representative.handed_over", "授权书2号")
    assert [(c.before, c.after) for c in act.changes if c.field == "account"] == [
        (login_of(former), login_of(successor))
    ]


def test_a_clerk_appointed_this_morning_hands_over_the_same_day() -> None:
    enterprise = make_enterprise()
    former, successor = people.operator(), people.operator()
    appoint_by_login(enterprise.pk, login=login_of(former), since_on=DAY, by=OFFICER, at=AT)

    registry.hand_over(
        enterprise.pk, former_id=former.account_id or 0, login=login_of(successor), handed_over_on=DAY, by=OFFICER,
        at=AT,
    )  # fmt: skip

    assert not registry.may_act_for(former, enterprise.pk, on=DAY)
    assert registry.may_act_for(successor, enterprise.pk, on=DAY)


def test_several_speak_for_one_enterprise_and_one_for_several() -> None:
    one, other = make_enterprise(), make_enterprise()
    first, second = speaks_for(one), people.operator()

    for enterprise in (one, other):
        appoint_by_login(enterprise.pk, login=login_of(second), since_on=DAY, by=OFFICER, at=AT)

    assert set(registry.representatives_of(one.pk, on=DAY)) == {first.account_id, second.account_id}
    assert {card.id for card in registry.enterprises_of(second, on=DAY)} == {one.pk, other.pk}


def test_an_impossible_hand_over_changes_nothing() -> None:
    enterprise = make_enterprise()
    former, officer, closed = speaks_for(enterprise), people.officer(), people.operator()
    type(people.account_of(closed)).objects.filter(pk=closed.account_id or 0).update(is_active=False, deactivated_at=AT)
    successor = login_of(people.operator())
    before = periods_of(enterprise)

    for login in ("nobody", "", login_of(officer), login_of(closed), login_of(former)):
        with pytest.raises(Invalid) as refused:
            registry.hand_over(enterprise.pk, former_id=former.account_id or 0, login=login, handed_over_on=DAY,
                               by=OFFICER, at=AT)  # fmt: skip
        assert [problem.field for problem in refused.value.problems] == ["login"]
    for day in (date(2020, 2, 16), date(2018, 1, 1)):
        with pytest.raises(Invalid):
            registry.hand_over(enterprise.pk, former_id=former.account_id or 0, login=successor, handed_over_on=day,
                               by=OFFICER, at=AT)  # fmt: skip
    with pytest.raises(NotARepresentative):
        registry.hand_over(enterprise.pk, former_id=officer.account_id or 0, login=successor, handed_over_on=DAY,
                           by=OFFICER, at=AT)  # fmt: skip
    for by, refusal in ((LEADER, NotPermitted), (ELSEWHERE, NotThere), (former, NotPermitted)):
        with pytest.raises(refusal):
            registry.hand_over(enterprise.pk, former_id=former.account_id or 0, login=successor, handed_over_on=DAY,
                               by=by, at=AT)  # fmt: skip

    assert periods_of(enterprise) == before
    assert audit.history(enterprise) == []


# --- the pages of representation -----------------------------------------------------------------------------------


def test_the_officer_appoints_hands_over_and_ends_on_the_pages(client: Client) -> None:
    enterprise = make_enterprise()
    first, second = people.operator(), people.operator()
    browser = people.signed_in(client, people.officer())
    today = clock.today().isoformat()

    browser.post(
        reverse("registry:appoint", args=[enterprise.uscc]),
        {"login": login_of(first), "since_on": today, "basis": "授权书1号", "form_key": "a" * 32},
    )
    mistyped = browser.post(
        reverse("registry:appoint", args=[enterprise.uscc]),
        {"login": "nobody", "since_on": today, "form_key": "b" * 32},
    )
    browser.post(
        reverse("registry:hand-over", args=[enterprise.uscc, first.account_id]),
        {"login": login_of(second), "handed_over_on": today, "form_key": "c" * 32},
    )
    shown = browser.get(reverse("registry:representatives", args=[enterprise.uscc])).content.decode()
    browser.post(
        reverse("registry:end-representation", args=[enterprise.uscc, second.account_id]),
        {"until_on": today, "form_key": "d" * 32},
    )

    assert mistyped.status_code == 422
    assert "没有以此登录名任职的企业经办人" in mistyped.content.decode()
    assert login_of(first) in shown
    assert login_of(second) in shown
    assert registry.representatives_of(enterprise.pk, on=clock.today()) == ()
    assert [act.action for act in audit.history(enterprise)] == [
        "registry.representative.ended", "registry.representative.handed_over", "registry.representative.appointed",
    ]  # fmt: skip


def test_the_pages_of_representation_climb_the_ladder(client: Client) -> None:
    enterprise = make_enterprise()
    own = speaks_for(enterprise)
    args = [enterprise.uscc, own.account_id]
    keeping = [
        reverse("registry:appoint", args=args[:1]), reverse("registry:end-representation", args=args),
        reverse("registry:hand-over", args=args),
    ]  # fmt: skip
    listed = reverse("registry:representatives", args=args[:1])
    ladder = [
        (people.officer(), 200, 200), (people.reviewer(), 200, 403), (own, 200, 403),
        (speaks_for(make_enterprise()), 404, 403), (people.stranger(OTHER_COUNTY), 404, 404), (None, 302, 302),
    ]  # fmt: skip
    before = periods_of(enterprise)

    for person, reads, keeps in ladder:
        browser = people.signed_in(client, person) if person else Client()
        assert browser.get(listed).status_code == reads
        for address in keeping:
            assert browser.get(address).status_code == keeps
            if keeps != 200:
                assert browser.post(address, {"login": "x", "until_on": "2020-02-15"}).status_code == keeps

    assert periods_of(enterprise) == before


def test_who_does_not_speak_is_neither_ended_nor_relieved(client: Client) -> None:
    enterprise, stranger = make_enterprise(), people.operator()
    people.signed_in(client, people.officer())

    for name in ("registry:end-representation", "registry:hand-over"):
        assert client.get(reverse(name, args=[enterprise.uscc, stranger.account_id])).status_code == 404
        assert client.get(reverse(name, args=[enterprise.uscc, 10**30])).status_code == 404


# --- closing -------------------------------------------------------------------------------------------------------


def test_an_enterprise_is_closed_with_its_paper_and_opened_again() -> None:
    enterprise = make_enterprise()

    registry.close_enterprise(
        enterprise.pk, version=1, closed_on=DAY, closure="ceased", basis="停业公告", by=OFFICER, at=AT
    )
    enterprise.refresh_from_db()
    assert (enterprise.closure, enterprise.closed_on) == ("ceased", DAY)
    registry.reopen_enterprise(enterprise.pk, version=2, basis="已恢复经营", by=OFFICER, at=AT)

    enterprise.refresh_from_db()
    assert (enterprise.closure, enterprise.closed_on) == ("", None)
    assert [(act.action, act.note) for act in audit.history(enterprise)] == [
        ("registry.enterprise.reopened", "已恢复经营"), ("registry.enterprise.closed", "停业公告"),
    ]  # fmt: skip


def test_an_impossible_closing_or_opening_changes_nothing() -> None:
    enterprise, closed = make_enterprise(), closed_enterprise()

    for change in ({"closure": "merged"}, {"closure": "gone"}, {"closed_on": date(2020, 2, 16)}):
        given = {"version": 1, "closed_on": DAY, "closure": "ceased", "basis": "文", **change}
        with pytest.raises(Invalid):
            registry.close_enterprise(enterprise.pk, **given, by=OFFICER, at=AT)  # type: ignore[arg-type]  # mixed by the test
    with pytest.raises(Stale):
        registry.close_enterprise(enterprise.pk, version=9, closed_on=DAY, by=OFFICER, at=AT)
    with pytest.raises(NotClosedByOffice):
        registry.reopen_enterprise(enterprise.pk, version=1, basis="文", by=OFFICER, at=AT)
    with pytest.raises(Invalid):
        registry.reopen_enterprise(closed.pk, version=1, basis="", by=OFFICER, at=AT)
    with pytest.raises(Stale):
        registry.reopen_enterprise(closed.pk, version=9, basis="文", by=OFFICER, at=AT)

    enterprise.refresh_from_db()
    closed.refresh_from_db()
    assert enterprise.closed_on is None
    assert closed.closed_on == date(2020, 1, 15)


def test_closing_and_opening_on_the_pages_climb_the_ladder(client: Client) -> None:
    enterprise, closed = make_enterprise(), closed_enterprise()
    own = speaks_for(enterprise)
    speaks_for(closed)
    addresses = [reverse("registry:close", args=[enterprise.uscc]), reverse("registry:reopen", args=[closed.uscc])]
    form = {"version": "1", "closure": "ceased", "closed_on": "2020-02-01", "basis": "停业公告"}
    refused = [(people.reviewer(), 403), (people.stranger(OTHER_COUNTY), 404), (own, 403), (None, 302)]

    for person, status in refused:
        browser = people.signed_in(client, person) if person else Client()
        for address in addresses:
            assert browser.get(address).status_code == status
            assert browser.post(address, form).status_code == status
    assert Enterprise.objects.get(pk=enterprise.pk).closed_on is None

    browser = people.signed_in(client, people.officer())
    for address in addresses:
        assert browser.get(address).status_code == 200
        assert browser.post(address, form | {"form_key": address[-20:].replace("/", "x")}).status_code == 302
    assert Enterprise.objects.get(pk=enterprise.pk).closure == "ceased"
    assert Enterprise.objects.get(pk=closed.pk).closed_on is None
