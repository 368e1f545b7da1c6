"""Many memberships change at once: previewed line by line, all or none, each recorded, undone by the opposite."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from fugong.core import audit
from fugong.core.refusals import Invalid, NotPermitted
from fugong.people.tests import factories as people
from fugong.registry import public as registry
from fugong.registry.models import Enterprise, Membership
from fugong.registry.rules.bulk import MOST_LINES, lines_in

from .factories import (
    OTHER_COUNTY,
    TOWNSHIP_ELSEWHERE,
    closed_enterprise,
    industrial_member,
    make_enterprise,
    trade_member,
    valid_uscc,
)
from .personas import ELSEWHERE, LEADER, OFFICER
from .test_answers import AT, speaks_for

DAY = date(2020, 2, 1)
FORM = {"change": "admit", "kind": "industry_above", "effective_on": "2020-02-01", "basis": "统计局通知3号"}


def change(*enterprises: Enterprise, what: str = "admit", on: date = DAY, basis: str = "统计局通知3号") -> int:
    return registry.change_memberships(
        [one.uscc for one in enterprises], change=what, kind="industry_above", effective_on=on, basis=basis,
        by=OFFICER, at=AT,
    )  # fmt: skip


def spans(enterprise: Enterprise) -> list[tuple[date, date | None]]:
    return list(Membership.objects.filter(enterprise=enterprise).order_by("pk").values_list("since_on", "until_on"))


def test_a_pasted_column_is_read_line_by_line() -> None:
    good = valid_uscc(7)
    lines = lines_in(f"\n{good}\n  {good.lower()} \n甲水泥厂\t{good}\n91520322MA00000000\n水泥\n")

    assert [(line.number, line.code == good, line.problem is None) for line in lines] == [
        (2, True, True), (3, True, False), (4, True, False), (5, False, False), (6, False, False),
    ]  # fmt: skip


@pytest.mark.django_db
def test_many_are_admitted_in_one_act_and_each_is_recorded() -> None:
    enterprises = [make_enterprise() for _ in range(3)]

    assert change(*enterprises) == 3

    for enterprise in enterprises:
        assert spans(enterprise) == [(DAY, None)]
        (act,) = audit.history(enterprise)
        assert (act.action, act.note) == ("registry.membership.admitted", "统计局通知3号")


@pytest.mark.django_db
def test_the_opposite_change_on_the_same_day_undoes_both_ways() -> None:
    outside, inside = make_enterprise(), industrial_member()

    change(outside)
    change(outside, what="strike_off")
    assert registry.members("industry_above", county_code="520322", on=DAY) == (inside.pk,)

    change(inside, what="strike_off")
    change(inside)
    assert spans(inside) == [(date(2019, 1, 1), DAY), (DAY, None)]
    for day in (date(2020, 1, 31), DAY, date(2020, 2, 15)):
        assert registry.members("industry_above", county_code="520322", on=day) == (inside.pk,)


@pytest.mark.django_db
def test_one_line_that_cannot_be_done_stops_all() -> None:
    good = make_enterprise()
    wrong = [
        industrial_member(), trade_member(), closed_enterprise(), make_enterprise(division_code=TOWNSHIP_ELSEWHERE),
    ]  # fmt: skip

    for bad in wrong:
        with pytest.raises(Invalid) as refused:
            change(good, bad)
        assert len(refused.value.problems) == 1
    for given in ({"what": "x"}, {"on": date(2020, 2, 16)}, {"basis": " "}):
        with pytest.raises(Invalid):
            change(good, **given)
    with pytest.raises(Invalid):
        change()
    with pytest.raises(Invalid):
        registry.change_memberships(
            [good.uscc] * (MOST_LINES + 1), change="admit", kind="industry_above", effective_on=DAY, basis="文",
            by=OFFICER, at=AT,
        )  # fmt: skip

    assert spans(good) == []
    assert audit.history(good) == []


@pytest.mark.django_db
def test_who_keeps_nothing_changes_nothing() -> None:
    enterprise = make_enterprise()

    for by, refusal in ((LEADER, NotPermitted), (ELSEWHERE, Invalid)):
        with pytest.raises(refusal):
            registry.change_memberships(
                [enterprise.uscc], change="admit", kind="industry_above", effective_on=DAY, basis="文", by=by, at=AT
            )

    assert spans(enterprise) == []


@pytest.mark.django_db
def test_the_preview_says_why_and_applies_only_what_it_showed(client: Client) -> None:
    good, member = make_enterprise(name="甲水泥厂"), industrial_member(name="乙水泥厂")
    people.signed_in(client, people.officer())
    address = reverse("registry:bulk")
    codes = f"{good.uscc}\n{member.uscc}\n{valid_uscc(999_999)}\nabc"

    preview = client.post(address, {**FORM, "codes": codes, "form_key": "a" * 32}).content.decode()
    assert "可办理 1 / 共 4 行" in preview
    for words in ("甲水泥厂", "起已在该名录中", "企业台账中没有此代码", "应为 18 位"):
        assert words in preview
    assert spans(good) == []

    done = client.post(address, {**FORM, "codes": good.uscc, "step": "apply", "form_key": "b" * 32}).content.decode()
    assert "已办理 1 家" in done
    assert spans(good) == [(DAY, None)]

    undo = {**FORM, "change": "strike_off", "codes": good.uscc}
    assert "可办理 1 / 共 1 行" in client.post(address, {**undo, "form_key": "c" * 32}).content.decode()
    client.post(address, {**undo, "step": "apply", "form_key": "d" * 32})
    assert spans(good) == [(DAY, DAY)]


@pytest.mark.django_db
def test_what_changed_since_the_preview_is_said_and_nothing_is_done(client: Client) -> None:
    good, faster = make_enterprise(), make_enterprise()
    people.signed_in(client, people.officer())
    change(faster)

    answer = client.post(
        reverse("registry:bulk"),
        {**FORM, "codes": f"{good.uscc}\n{faster.uscc}", "step": "apply", "form_key": "a" * 32},
    )

    assert answer.status_code == 422
    assert "起已在该名录中" in answer.content.decode()
    assert spans(good) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"kind": ""}, {"effective_on": "x"}, {"basis": ""}, {"codes": ""}, {"change": "x"}, {"codes": "\x00"}]
)
def test_a_form_with_problems_is_shown_again(client: Client, wrong: dict[str, str]) -> None:
    people.signed_in(client, people.officer())

    answer = client.post(reverse("registry:bulk"), {**FORM, "codes": valid_uscc(1), "form_key": "a" * 32, **wrong})

    assert answer.status_code == 422


@pytest.mark.django_db
def test_the_page_climbs_the_ladder(client: Client) -> None:
    enterprise = make_enterprise()
    form = {**FORM, "codes": enterprise.uscc, "step": "apply"}
    ladder = [
        (people.reviewer(), 403), (speaks_for(enterprise), 403), (people.county_leader(), 403), (None, 302),
    ]  # fmt: skip

    for person, status in ladder:
        browser = people.signed_in(client, person) if person else Client()
        assert browser.get(reverse("registry:bulk")).status_code == status
        assert browser.post(reverse("registry:bulk"), form).status_code == status
    other_county = people.signed_in(client, people.stranger(OTHER_COUNTY))
    assert other_county.post(reverse("registry:bulk"), form | {"form_key": "z" * 32}).status_code == 422

    assert spans(enterprise) == []


@pytest.mark.django_db
def test_a_preview_costs_the_same_for_many_lines(client: Client, django_assert_max_num_queries: object) -> None:
    people.signed_in(client, people.officer())
    for number in (1, 12):
        codes = "\n".join(make_enterprise().uscc for _ in range(number))
        with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's fixture
            client.post(reverse("registry:bulk"), {**FORM, "codes": codes, "form_key": f"{number:032d}"})
