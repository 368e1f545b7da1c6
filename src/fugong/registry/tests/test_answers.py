"""What an enterprise said is remembered by version, offered again, shown with its source, and its cost is counted."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.clock import BEIJING
from fugong.core.refusals import NotThere
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry import public as registry
from fugong.registry.models import Answer, BurdenEntry, Enterprise
from fugong.registry.public import Effort, effort, working_seconds
from fugong.registry.rules.burden import week_of

from .factories import OTHER_COUNTY, TOWNSHIP_ELSEWHERE, make_enterprise

pytestmark = pytest.mark.django_db

AT = datetime(2020, 2, 15, 9, 30, tzinfo=BEIJING)
LATER = AT + timedelta(days=9)
FORM = registry.HouseForm(
    "test.form", "复产申请", "经贸主管部门", (registry.Asked("masks", "口罩存量", "whole_number"),)
)
EFFORT = Effort(asked=20, kept=6, typed=12, seconds=750)


def speaks_for(enterprise: Enterprise) -> Actor:
    actor = people.operator(enterprise.county_code)
    enterprise.representatives.create(
        account_id=actor.account_id or 0, county_code=enterprise.county_code, since_on=date(2019, 1, 1)
    )
    return actor


def say(enterprise: Enterprise, by: Actor, at: datetime = AT, *, reference: str = "1", **answers: object) -> None:
    registry.remember_answers(
        enterprise.pk, form=FORM, reference=reference, answers=answers, effort=EFFORT, by=by, at=at
    )


# --- remembering ---------------------------------------------------------------------------------------------------


def test_what_was_said_last_is_known_with_day_and_source() -> None:
    enterprise = make_enterprise()
    actor = speaks_for(enterprise)

    say(enterprise, actor, masks=1000, plan="分区管理")
    say(enterprise, actor, LATER, reference="2", masks=800)

    known = registry.known_answers(enterprise.pk, ["masks", "plan", "never_asked"])
    assert {fact: (one.value, one.said_on, one.reference) for fact, one in known.items()} == {
        "masks": (800, date(2020, 2, 24), "2"),
        "plan": ("分区管理", date(2020, 2, 15), "1"),
    }
    versions = Answer.objects.filter(enterprise=enterprise, fact="masks").values_list("version", "value", "said_by")
    assert list(versions) == [(2, 800, actor.title), (1, 1000, actor.title)]


def test_the_same_said_again_in_the_same_form_is_no_new_version_but_in_another_form_it_is() -> None:
    enterprise = make_enterprise()
    actor = speaks_for(enterprise)

    for reference in ("1", "1", "2"):
        say(enterprise, actor, reference=reference, masks=1000)

    assert Answer.objects.filter(enterprise=enterprise).count() == 2


def test_nothing_said_is_nothing_remembered() -> None:
    enterprise = make_enterprise()

    say(enterprise, speaks_for(enterprise), masks=None, plan="", thermometers=0)

    assert list(Answer.objects.values_list("fact", "value")) == [("thermometers", 0)]


def test_nobody_speaks_for_another_enterprise() -> None:
    enterprise, other = make_enterprise(), make_enterprise()

    with pytest.raises(NotThere):
        say(other, speaks_for(enterprise), masks=1)

    assert not Answer.objects.exists()
    assert not BurdenEntry.objects.exists()


# --- counting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "counted"), [(0, 0), (-5, 0), (0.5, 30), (10, 600), (10.1, 0), (60 * 24, 0)])
def test_a_pause_of_more_than_ten_minutes_is_not_counted(minutes: float, counted: int) -> None:
    assert working_seconds(AT, AT + timedelta(minutes=minutes)) == counted


def test_fields_are_kept_typed_or_left_empty() -> None:
    offered = {"phone": "0851-1", "plan": "旧方案", "note": "旧"}
    answers = {"phone": "0851-1", "plan": "新方案", "ticked": True, "unticked": False, "note": "", "number": 0}

    counted = effort(["phone", "plan", "ticked", "unticked", "note", "number"], offered=offered, answers=answers,
                     seconds=60)  # fmt: skip

    assert counted == Effort(asked=6, kept=1, typed=3, seconds=60)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([None, "", False, True, 0, 1, "x"])),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["x", 1, 0])),
)
def test_a_field_is_never_counted_twice(answers: dict[str, object], offered: dict[str, object]) -> None:
    counted = effort("abcdef", offered=offered, answers=answers, seconds=0)

    assert 0 <= counted.kept + counted.typed <= counted.asked == 6


def test_a_week_begins_on_monday() -> None:
    assert [week_of(date(2020, 2, day)) for day in (16, 17, 23)] == [date(2020, 2, day) for day in (10, 17, 17)]


# --- the pages -----------------------------------------------------------------------------------------------------


def test_the_ledger_adds_up_by_pairs_and_filters_from_the_address(client: Client) -> None:
    mine, other = make_enterprise(name="甲水泥厂"), make_enterprise(name="乙酒业")
    say(mine, speaks_for(mine), masks=1)
    say(other, speaks_for(other), LATER, masks=1)
    people.signed_in(client, people.supervisor())

    everything = client.get(reverse("registry:burden")).content.decode()
    one_week = client.get(reverse("registry:burden"), {"week": "2020-02-12"}).content.decode()

    assert "24<small> / 40</small>" in everything
    assert "12<small> / 20</small>" in one_week
    assert "25.0<small> / 2</small>" in everything
    assert "共 2 份表单" in everything
    assert ("甲水泥厂" in one_week, "乙酒业" in one_week) == (True, False)
    assert "2020年第7周" in one_week
    for asked in ({"words": "甲水泥"}, {"department": "经贸主管部门"}, {"week": "nonsense"}, {"sort": "-seconds"}):
        assert client.get(reverse("registry:burden"), asked).status_code == 200


def test_the_ledger_costs_the_same_for_many_rows(client: Client, django_assert_max_num_queries: object) -> None:
    enterprise = make_enterprise()
    actor = speaks_for(enterprise)
    people.signed_in(client, people.supervisor())
    counts = []
    for number in (1, 15):
        for reference in range(number):
            say(enterprise, actor, reference=f"{number}-{reference}", masks=1)
        with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's fixture
            counts.append(client.get(reverse("registry:burden")).content.decode().count("<tr"))

    assert counts[1] > counts[0]


def test_an_enterprise_sees_what_it_cost_and_only_its_own(client: Client) -> None:
    mine, other = make_enterprise(name="甲水泥厂"), make_enterprise(name="乙酒业")
    actor = speaks_for(mine)
    say(mine, actor, masks=1)
    say(other, speaks_for(other), masks=1)

    html = people.signed_in(client, actor).get(reverse("registry:own-burden")).content.decode()

    assert "我们占用了您多少时间" in html
    assert "12<small> / 20</small>" in html
    assert "乙酒业" not in html


def test_the_ledger_climbs_the_ladder(client: Client) -> None:
    enterprise = make_enterprise(name="甲水泥厂")
    actor = speaks_for(enterprise)
    say(enterprise, actor, masks=1)
    make_enterprise(division_code=TOWNSHIP_ELSEWHERE)
    ladder = [
        (people.officer(), 200, True), (people.supervisor(), 200, True), (people.county_leader(), 200, True),
        (people.stranger(OTHER_COUNTY), 200, False), (people.reviewer(), 403, False), (actor, 403, False),
        (people.security_admin(), 403, False),
    ]  # fmt: skip

    for person, status, sees in ladder:
        answer = people.signed_in(client, person).get(reverse("registry:burden"))
        assert (answer.status_code, "甲水泥厂" in answer.content.decode()) == (status, sees)


def test_what_was_said_is_shown_with_date_source_and_former_versions(client: Client) -> None:
    enterprise = make_enterprise()
    actor = speaks_for(enterprise)
    say(enterprise, actor, masks=1000)
    say(enterprise, actor, LATER, reference="2", masks=800)

    html = (
        people.signed_in(client, people.officer())
        .get(reverse("registry:answers", args=[enterprise.uscc]))
        .content.decode()
    )

    for words in ("800", "1000", "2020年2月24日", "test.form", actor.title):
        assert words in html


def test_a_phone_once_said_is_masked_for_those_who_only_look(client: Client) -> None:
    enterprise = make_enterprise()
    say(enterprise, speaks_for(enterprise), contact_phone="13812341234")
    address = reverse("registry:answers", args=[enterprise.uscc])

    seen = people.signed_in(client, people.officer()).get(address).content.decode()
    looked_at = people.signed_in(client, people.county_leader()).get(address).content.decode()

    assert "13812341234" in seen
    assert "13812341234" not in looked_at
    assert "138****1234" in looked_at
