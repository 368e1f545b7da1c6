"""Entering, correcting and closing an enterprise: what is refused leaves nothing behind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from fugong.core import audit
from fugong.core.clock import BEIJING
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused, Stale
from fugong.registry.actions import closing, registration
from fugong.registry.actions.locking import EnterpriseIsClosed
from fugong.registry.actions.registration import AlreadyRegistered, OutsideArea
from fugong.registry.models import Enterprise
from fugong.registry.rules.registration import EnterpriseFacts

from .factories import (
    OTHER_TOWNSHIP,
    TOWNSHIP,
    TOWNSHIP_ELSEWHERE,
    closed_enterprise,
    make_enterprise,
    make_industries,
    make_region_tree,
    valid_uscc,
)
from .personas import ELSEWHERE, LEADER, OFFICER, TOWNSHIP_OFFICER, operator

AT = datetime(2020, 2, 15, 9, 30, tzinfo=BEIJING)
FACTS = EnterpriseFacts(
    name="桐梓县示例水泥有限公司",
    division_code=TOWNSHIP,
    industry_code="3011",
    registration_type="159",
    short_name="示例水泥",
    address="楚米镇示例路1号",
    contact_phone="0851-26620000",
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference() -> None:
    make_region_tree()
    make_industries("3011", "5211")


def facts_of(enterprise: Enterprise) -> EnterpriseFacts:
    return EnterpriseFacts(**{name: getattr(enterprise, name) for name in EnterpriseFacts.__dataclass_fields__})


def test_an_enterprise_is_registered_with_its_facts_and_an_act_in_the_trail() -> None:
    pk = registration.register_enterprise(f" {valid_uscc(1).lower()} ", facts=FACTS, by=OFFICER, at=AT)

    enterprise = Enterprise.objects.get(pk=pk)
    assert enterprise.uscc == valid_uscc(1)
    assert (enterprise.county_code, enterprise.version, enterprise.created_at) == ("520322", 1, AT)
    assert facts_of(enterprise) == FACTS
    (act,) = audit.history(enterprise)
    assert (act.action, act.actor_title, act.at) == ("registry.enterprise.registered", "经贸局经办", AT)


def test_all_that_is_wrong_is_named_at_once_and_nothing_is_kept() -> None:
    wrong = replace(FACTS, name=" \u200b ", division_code="520322", industry_code="30", registration_type="")

    with pytest.raises(Invalid) as refused:
        registration.register_enterprise("914403001922038217", facts=wrong, by=OFFICER, at=AT)

    assert {p.field for p in refused.value.problems} == {
        "uscc", "name", "division_code", "industry_code", "registration_type",
    }  # fmt: skip
    assert not Enterprise.objects.exists()


@pytest.mark.parametrize("by", [ELSEWHERE, replace(TOWNSHIP_OFFICER, account_id=9)])
def test_an_enterprise_of_a_place_outside_the_area_of_duty_is_refused(by: Actor) -> None:
    elsewhere = replace(FACTS, division_code=OTHER_TOWNSHIP)

    with pytest.raises(OutsideArea):
        registration.register_enterprise(valid_uscc(1), facts=elsewhere, by=by, at=AT)

    assert not Enterprise.objects.exists()


def test_who_may_not_edit_may_not_register() -> None:
    for by in (LEADER, operator(1)):
        with pytest.raises(NotPermitted):
            registration.register_enterprise(valid_uscc(1), facts=FACTS, by=by, at=AT)

    assert not Enterprise.objects.exists()


def test_a_code_stands_in_the_register_once_whatever_the_county() -> None:
    known = make_enterprise(division_code=TOWNSHIP_ELSEWHERE, uscc=valid_uscc(1))

    with pytest.raises(AlreadyRegistered) as refused:
        registration.register_enterprise(valid_uscc(1), facts=FACTS, by=OFFICER, at=AT)

    assert refused.value.field == "uscc"
    assert list(Enterprise.objects.all()) == [known]


@pytest.mark.parametrize(
    "name", ["𠮷䶮酒业有限公司", "\u202e桐梓\u202c\u2066县酒业\u2069", "酒业\x00有限公司", "ﷺ" * 100]
)
def test_odd_characters_are_kept_where_they_can_be_read_and_dropped_where_they_mislead(name: str) -> None:
    pk = registration.register_enterprise(valid_uscc(1), facts=replace(FACTS, name=name), by=OFFICER, at=AT)

    stored = Enterprise.objects.get(pk=pk).name
    assert stored.replace("桐梓县酒业", "").isprintable() or stored == name
    assert not set(stored) & set("\u202e\u202c\u2066\u2069\x00")


def test_ten_megabytes_of_text_are_refused_in_words() -> None:
    with pytest.raises(Invalid) as refused:
        registration.register_enterprise(
            valid_uscc(1), facts=replace(FACTS, address="路" * 3_500_000), by=OFFICER, at=AT
        )

    assert [p.field for p in refused.value.problems] == ["address"]
    assert not Enterprise.objects.exists()


def test_a_correction_puts_new_facts_in_place_and_the_trail_tells_both() -> None:
    enterprise = make_enterprise(name="旧名称有限公司")
    facts = replace(facts_of(enterprise), name="新名称有限公司", address="新址2号")

    version = registration.correct_enterprise(enterprise.pk, version=1, facts=facts, by=OFFICER, at=AT)

    enterprise.refresh_from_db()
    assert (version, enterprise.version, enterprise.name, enterprise.address) == (2, 2, "新名称有限公司", "新址2号")
    assert enterprise.name_key.startswith("xin1")
    assert "新名称" in enterprise.search_text
    (act,) = audit.history(enterprise)
    assert {(c.field, c.before, c.after) for c in act.changes} == {
        ("name", "旧名称有限公司", "新名称有限公司"),
        ("address", "示例路1号", "新址2号"),
        ("version", 1, 2),
    }


def test_a_correction_that_changes_nothing_leaves_no_trace() -> None:
    enterprise = make_enterprise()

    assert registration.correct_enterprise(enterprise.pk, version=1, facts=facts_of(enterprise), by=OFFICER, at=AT) == 1
    assert audit.history(enterprise) == []


@pytest.mark.parametrize(
    ("by", "version", "change", "refusal"),
    [
        (OFFICER, 7, {}, Stale),
        (OFFICER, 1, {"name": ""}, Invalid),
        (OFFICER, 1, {"division_code": TOWNSHIP_ELSEWHERE}, OutsideArea),
        (TOWNSHIP_OFFICER, 1, {"division_code": OTHER_TOWNSHIP}, OutsideArea),
        (LEADER, 1, {}, NotPermitted),
        (ELSEWHERE, 1, {}, NotThere),
        (operator(5), 1, {}, NotThere),
    ],
)
def test_a_refused_correction_changes_nothing(
    *, by: Actor, version: int, change: dict[str, str], refusal: type[Refused]
) -> None:
    enterprise = make_enterprise(name="不变有限公司")
    before = Enterprise.objects.values().get(pk=enterprise.pk)
    facts = replace(facts_of(enterprise), **({"name": "改后有限公司"} | change))

    with pytest.raises(refusal):
        registration.correct_enterprise(enterprise.pk, version=version, facts=facts, by=by, at=AT)

    assert Enterprise.objects.values().get(pk=enterprise.pk) == before
    assert audit.history(enterprise) == []


def test_a_closed_enterprise_is_no_longer_changed() -> None:
    enterprise = make_enterprise()
    closing.close_enterprise(enterprise.pk, version=1, closed_on=date(2020, 2, 10), by=OFFICER, at=AT)

    with pytest.raises(EnterpriseIsClosed):
        registration.correct_enterprise(enterprise.pk, version=2, facts=facts_of(enterprise), by=OFFICER, at=AT)

    enterprise.refresh_from_db()
    assert (enterprise.closed_on, enterprise.version) == (date(2020, 2, 10), 2)


def test_with_the_enterprise_its_telephone_goes_and_the_trail_never_had_it() -> None:
    enterprise = make_enterprise(contact_phone="13912341234")
    facts = replace(facts_of(enterprise), contact_phone="13812341234")
    registration.correct_enterprise(enterprise.pk, version=1, facts=facts, by=OFFICER, at=AT)
    closing.close_enterprise(enterprise.pk, version=2, closed_on=date(2020, 2, 10), by=OFFICER, at=AT)

    enterprise.refresh_from_db()
    assert enterprise.contact_phone == ""
    changes = [change for act in audit.history(enterprise) for change in act.changes]
    assert [(c.before, c.after) for c in changes if c.field == "contact_phone"] == [("139****1234", "138****1234")]


@pytest.mark.parametrize("day", [date(2020, 2, 16), date(1, 1, 1)])
def test_an_enterprise_is_not_closed_on_an_impossible_day(day: date) -> None:
    enterprise = make_enterprise()

    with pytest.raises(Invalid):
        closing.close_enterprise(enterprise.pk, version=1, closed_on=day, by=OFFICER, at=AT)

    enterprise.refresh_from_db()
    assert enterprise.closed_on is None
    assert closed_enterprise().closed_on is not None


def test_two_officers_registering_the_same_code_at_once_get_one_enterprise_and_one_answer(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    make_region_tree()
    make_industries("3011")

    def register() -> int:
        return registration.register_enterprise(valid_uscc(1), facts=FACTS, by=OFFICER, at=AT)

    results = in_parallel([register] * 4)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyRegistered"] * 3 + ["int"]
    assert Enterprise.objects.count() == 1


def test_of_two_corrections_made_from_the_same_page_one_wins_and_the_other_is_told(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    enterprise = make_enterprise()

    def correct(address: str) -> Callable[[], int]:
        facts = replace(facts_of(enterprise), address=address)
        return lambda: registration.correct_enterprise(enterprise.pk, version=1, facts=facts, by=OFFICER, at=AT)

    results = in_parallel([correct("甲路1号"), correct("乙路2号")])

    assert sorted(type(result).__name__ for result in results) == ["Stale", "int"]
    assert Enterprise.objects.get(pk=enterprise.pk).version == 2
