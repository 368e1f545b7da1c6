"""Holder, memberships, representatives: dated, one at a time, guarded by the database too."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from fugong.core import audit
from fugong.core.clock import BEIJING
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.tests.factories import make_account
from fugong.registry import public as registry
from fugong.registry.actions.membership import NotAMember
from fugong.registry.actions.representation import NotARepresentative
from fugong.registry.models import ControllingHolder, Enterprise, Membership, Representative

from .factories import industrial_member, make_enterprise
from .personas import ELSEWHERE, LEADER, OFFICER, operator

TODAY = date(2020, 2, 15)
AT = datetime(2020, 2, 15, 9, 30, tzinfo=BEIJING)

pytestmark = pytest.mark.django_db


@transaction.atomic
def change_and_check(enterprise: Enterprise, change: dict[str, str]) -> None:
    Enterprise.objects.filter(pk=enterprise.pk).update(**change)
    transaction.get_connection().check_constraints()


def spans_of(
    model: type[ControllingHolder | Membership | Representative], enterprise: Enterprise
) -> list[tuple[date, date | None]]:
    return [(row.since_on, row.until_on) for row in model.objects.filter(enterprise=enterprise).order_by("since_on")]


def test_a_new_holder_ends_the_former_one_on_the_day_it_begins() -> None:
    enterprise = make_enterprise(holder="private")

    registry.set_holder(enterprise.pk, holder="state", since_on=date(2020, 1, 1), basis="产权登记表", by=OFFICER, at=AT)

    assert spans_of(ControllingHolder, enterprise) == [
        (date(2019, 1, 1), date(2020, 1, 1)),
        (date(2020, 1, 1), None),
    ]
    cards = [registry.enterprise_card(enterprise.pk, on=day) for day in (date(2019, 12, 31), date(2020, 1, 1))]
    assert [card.holder for card in cards] == ["private", "state"]
    (act,) = audit.history(enterprise)
    assert (act.action, act.note) == ("registry.holder.set", "产权登记表")


@pytest.mark.parametrize(
    ("holder", "since_on"),
    [
        ("state", date(2020, 2, 16)), ("state", date(2999, 1, 1)), ("state", date(1, 1, 1)),
        ("state", date(2019, 1, 1)), ("state", date(2018, 1, 1)), ("nobody", TODAY), ("", TODAY),
    ],
)  # fmt: skip
def test_an_impossible_holder_changes_nothing(holder: str, since_on: date) -> None:
    enterprise = make_enterprise(holder="private")

    with pytest.raises(Invalid):
        registry.set_holder(enterprise.pk, holder=holder, since_on=since_on, by=OFFICER, at=AT)

    assert spans_of(ControllingHolder, enterprise) == [(date(2019, 1, 1), None)]
    assert audit.history(enterprise) == []


def test_an_enterprise_is_admitted_struck_off_and_admitted_again() -> None:
    enterprise = make_enterprise(industry_code="3011")
    registry.admit(enterprise.pk, since_on=date(2018, 3, 1), kind="industry_above", by=OFFICER, at=AT)
    registry.strike_off(enterprise.pk, until_on=date(2019, 3, 1), kind="industry_above", by=OFFICER, at=AT)
    registry.admit(enterprise.pk, since_on=date(2019, 3, 1), kind="industry_above", by=OFFICER, at=AT)

    assert spans_of(Membership, enterprise) == [(date(2018, 3, 1), date(2019, 3, 1)), (date(2019, 3, 1), None)]
    assert registry.members("industry_above", county_code="520322", on=TODAY) == (enterprise.pk,)
    assert registry.members("industry_above", county_code="520322", on=date(2018, 2, 28)) == ()
    assert registry.members("industry_above", county_code="520323", on=TODAY) == ()


@pytest.mark.parametrize(
    ("kind", "since_on", "field"),
    [
        ("industry_above", TODAY, "since_on"),
        ("industry_above", date(2018, 1, 1), "since_on"),
        ("trade_above", TODAY, "kind"),
        ("unknown", TODAY, "kind"),
        ("industry_above", date(2021, 1, 1), "since_on"),
    ],
)
def test_an_impossible_admission_changes_nothing(kind: str, since_on: date, field: str) -> None:
    enterprise = industrial_member()

    with pytest.raises(Invalid) as refused:
        registry.admit(enterprise.pk, kind=kind, since_on=since_on, by=OFFICER, at=AT)

    assert field in {problem.field for problem in refused.value.problems}
    assert spans_of(Membership, enterprise) == [(date(2019, 1, 1), None)]


def test_only_a_member_is_struck_off_and_not_before_the_admission() -> None:
    member, stranger = industrial_member(), make_enterprise()

    with pytest.raises(NotAMember):
        registry.strike_off(stranger.pk, kind="industry_above", until_on=TODAY, by=OFFICER, at=AT)
    for day in (date(2018, 12, 31), date(2020, 3, 1)):
        with pytest.raises(Invalid):
            registry.strike_off(member.pk, kind="industry_above", until_on=day, by=OFFICER, at=AT)

    assert spans_of(Membership, member) == [(date(2019, 1, 1), None)]


def test_a_representative_speaks_for_the_enterprise_from_day_to_day() -> None:
    enterprise, account = make_enterprise(), make_account()
    actor = operator(account.pk)

    for _ in range(2):
        registry.appoint_representative(
            enterprise.pk, account_id=account.pk, since_on=date(2020, 2, 1), by=OFFICER, at=AT
        )
    assert registry.may_act_for(actor, enterprise.pk, on=TODAY)
    assert [card.id for card in registry.enterprises_of(actor, on=TODAY)] == [enterprise.pk]
    assert registry.representatives_of(enterprise.pk, on=TODAY) == (account.pk,)

    registry.end_representation(enterprise.pk, account_id=account.pk, until_on=TODAY, by=OFFICER, at=AT)
    assert not registry.may_act_for(actor, enterprise.pk, on=TODAY)
    assert registry.may_act_for(actor, enterprise.pk, on=date(2020, 2, 14))
    assert registry.enterprises_of(actor, on=TODAY) == ()
    assert [act.action for act in audit.history(enterprise)] == [
        "registry.representative.ended",
        "registry.representative.appointed",
    ]


def test_an_impossible_representation_changes_nothing() -> None:
    enterprise, account = make_enterprise(), make_account()

    with pytest.raises(Invalid):
        registry.appoint_representative(
            enterprise.pk, since_on=date(2020, 2, 16), account_id=account.pk, by=OFFICER, at=AT
        )
    with pytest.raises(NotARepresentative):
        registry.end_representation(enterprise.pk, until_on=TODAY, account_id=account.pk, by=OFFICER, at=AT)
    registry.appoint_representative(enterprise.pk, since_on=TODAY, account_id=account.pk, by=OFFICER, at=AT)
    with pytest.raises(Invalid):
        registry.end_representation(enterprise.pk, until_on=date(2020, 2, 14), account_id=account.pk, by=OFFICER, at=AT)

    assert spans_of(Representative, enterprise) == [(TODAY, None)]


def test_what_was_begun_in_error_is_taken_back_the_same_day_and_never_held() -> None:
    enterprise, account = make_enterprise(), make_account()
    for _ in range(2):
        registry.appoint_representative(enterprise.pk, since_on=TODAY, account_id=account.pk, by=OFFICER, at=AT)
        registry.admit(enterprise.pk, kind="industry_above", since_on=TODAY, by=OFFICER, at=AT)

        registry.end_representation(enterprise.pk, until_on=TODAY, account_id=account.pk, by=OFFICER, at=AT)
        registry.strike_off(enterprise.pk, kind="industry_above", until_on=TODAY, by=OFFICER, at=AT)

    assert not registry.may_act_for(operator(account.pk), enterprise.pk, on=TODAY)
    assert registry.members("industry_above", county_code="520322", on=TODAY) == ()
    assert spans_of(Membership, enterprise) == [(TODAY, TODAY)] * 2


def test_without_the_right_or_out_of_sight_no_dated_fact_is_changed() -> None:
    enterprise = make_enterprise()

    with pytest.raises(NotPermitted):
        registry.set_holder(enterprise.pk, holder="state", since_on=TODAY, by=LEADER, at=AT)
    with pytest.raises(NotThere):
        registry.set_holder(enterprise.pk, holder="state", since_on=TODAY, by=ELSEWHERE, at=AT)

    assert spans_of(ControllingHolder, enterprise) == [(date(2019, 1, 1), None)]


def overlapping_holder(enterprise: Enterprise) -> None:
    ControllingHolder.objects.create(enterprise=enterprise, county_code="520322", holder="state", since_on=TODAY)


def overlapping_membership(enterprise: Enterprise) -> None:
    for _ in range(2):
        Membership.objects.create(enterprise=enterprise, county_code="520322", kind="industry_above", since_on=TODAY)


def holder_of_no_day(enterprise: Enterprise) -> None:
    ControllingHolder.objects.create(
        enterprise=enterprise,
        county_code="520322",
        holder="state",
        since_on=date(2018, 1, 1),
        until_on=date(2018, 1, 1),
    )


def membership_that_ends_before_it_begins(enterprise: Enterprise) -> None:
    Membership.objects.create(
        enterprise=enterprise, county_code="520322", kind="industry_above", since_on=TODAY, until_on=date(2020, 2, 14)
    )


def unknown_holder(enterprise: Enterprise) -> None:
    ControllingHolder.objects.filter(enterprise=enterprise).update(holder="nobody")


def malformed_code(enterprise: Enterprise) -> None:
    Enterprise.objects.filter(pk=enterprise.pk).update(uscc="91520322MA00000IOS")


def township_of_another_county(enterprise: Enterprise) -> None:
    Enterprise.objects.filter(pk=enterprise.pk).update(division_code="520323101")


@pytest.mark.parametrize(
    "wrong",
    [
        overlapping_holder, overlapping_membership, holder_of_no_day,
        membership_that_ends_before_it_begins, unknown_holder, malformed_code, township_of_another_county,
    ],
)  # fmt: skip
def test_the_database_itself_refuses(wrong: Callable[[Enterprise], None]) -> None:
    enterprise = make_enterprise()

    with pytest.raises(IntegrityError), transaction.atomic():
        wrong(enterprise)


def test_the_database_refuses_an_unknown_division_or_industry() -> None:
    enterprise = make_enterprise()

    for change in ({"division_code": "520322999"}, {"industry_code": "9999"}):
        with pytest.raises(IntegrityError):
            change_and_check(enterprise, change)
