"""The register's screens: who may see what, what forms answer, and how many queries a list costs."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fugong.core import audit
from fugong.core.clock import BEIJING
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry import public as registry
from fugong.registry.models import ControllingHolder, Enterprise
from fugong.registry.rules.uscc import check_character

from .factories import (
    OTHER_TOWNSHIP,
    TOWNSHIP,
    TOWNSHIP_ELSEWHERE,
    closed_enterprise,
    industrial_member,
    make_enterprise,
    make_industries,
    make_region_tree,
    trade_member,
    valid_uscc,
)

pytestmark = pytest.mark.django_db

READING = ("registry:enterprise", "registry:history")
KEEPING = ("registry:edit", "registry:holder", "registry:admit", "registry:strike-off", "registry:figures")
LONG_AGO = date(2019, 6, 1)


def representative(enterprise: Enterprise, actor: Actor) -> Actor:
    enterprise.representatives.create(
        account_id=actor.account_id or 0, county_code=enterprise.county_code, since_on=LONG_AGO
    )
    return actor


def page_of(client: Client, enterprise: Enterprise, name: str = "registry:enterprise") -> str:
    return client.get(reverse(name, args=[enterprise.uscc])).content.decode()


# --- the access ladder ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READING)
def test_reading_an_enterprise_climbs_the_ladder(client: Client, name: str) -> None:
    mine, other = make_enterprise(), make_enterprise()
    url = reverse(name, args=[mine.uscc])
    operator = representative(mine, people.operator())
    ladder = {
        "own": (operator, 200),
        "officer": (people.officer(), 200),
        "colleague": (people.reviewer(), 200),
        "leader": (people.county_leader(), 200),
        "another enterprise's operator": (representative(other, people.operator()), 404),
        "other county": (people.stranger(), 404),
        "administrator": (people.security_admin(), 404),
    }

    answers = {who: people.signed_in(client, actor).get(url).status_code for who, (actor, _) in ladder.items()}

    assert answers == {who: status for who, (_, status) in ladder.items()}


@pytest.mark.parametrize("name", KEEPING)
def test_keeping_an_enterprise_climbs_the_ladder(client: Client, name: str) -> None:
    enterprise = industrial_member()
    url = reverse(name, args=[enterprise.uscc])
    ladder = {
        "officer": (people.officer(), 200),
        "own": (representative(enterprise, people.operator()), 403),
        "colleague": (people.reviewer(), 403),
        "other county": (people.stranger(), 404),
    }

    for actor, status in ladder.values():
        signed_in = people.signed_in(client, actor)
        assert signed_in.get(url).status_code == status
        if status != 200:
            assert signed_in.post(url, {"name": "改名", "version": "1"}).status_code == status

    assert Enterprise.objects.get(pk=enterprise.pk).version == 1
    assert audit.history(enterprise) == []


def test_entering_an_enterprise_is_for_officers(client: Client) -> None:
    url = reverse("registry:register")

    for actor, status in ((people.officer(), 200), (people.reviewer(), 403), (people.operator(), 403)):
        assert people.signed_in(client, actor).get(url).status_code == status


@pytest.mark.parametrize("name", ["registry:enterprises", "registry:register", *READING, *KEEPING])
def test_visitors_are_sent_to_sign_in(client: Client, name: str) -> None:
    url = reverse(name, args=[] if name in {"registry:enterprises", "registry:register"} else [make_enterprise().uscc])

    answer = client.get(url)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
    assert client.get(url, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("code", ["91520322MA00000000", "91520322ma0000010x", "1", "%00", "../etc", "9" * 5000])
def test_a_code_that_is_none_is_no_page(client: Client, code: str) -> None:
    assert people.signed_in(client, people.officer()).get(f"/registry/enterprises/{code}/").status_code == 404


# --- the list ------------------------------------------------------------------------------------------------------


def names_in(client: Client, **asked: str) -> list[str]:
    html = client.get(reverse("registry:enterprises"), asked).content.decode()
    return re.findall(r'<a href="/registry/enterprises/\w{18}/">([^<]+)</a>', html)


def test_everybody_sees_the_enterprises_of_their_own_area_or_their_own(client: Client) -> None:
    here, there = make_enterprise(name="本县企业"), make_enterprise(name="邻县企业", division_code=TOWNSHIP_ELSEWHERE)

    assert names_in(people.signed_in(client, people.officer())) == ["本县企业"]
    assert names_in(people.signed_in(client, people.reviewer(area=OTHER_TOWNSHIP))) == []
    assert names_in(people.signed_in(client, representative(there, people.operator()))) == ["邻县企业"]
    assert names_in(people.signed_in(client, people.security_admin())) == []
    assert here.county_code != there.county_code


@pytest.fixture
def _three_kinds() -> None:
    industrial_member(name="甲水泥有限公司", holder="state")
    trade_member(name="乙超市有限公司", division_code=OTHER_TOWNSHIP)
    make_enterprise(name="丙煤矿", industry_code="0610", size="large")
    closed_enterprise(name="丁酒业")


@pytest.mark.usefixtures("_three_kinds")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["丙煤矿", "丁酒业", "甲水泥有限公司", "乙超市有限公司"]),
        ({"words": "水泥"}, ["甲水泥有限公司"]),
        ({"words": "超市有限"}, ["乙超市有限公司"]),
        ({"words": "bmk"}, ["丙煤矿"]),
        ({"words": "91520322ma"}, ["丙煤矿", "丁酒业", "甲水泥有限公司", "乙超市有限公司"]),
        ({"words": "没有这样的企业"}, []),
        ({"words": "100%_\\'\";--"}, []),
        ({"township": OTHER_TOWNSHIP}, ["乙超市有限公司"]),
        ({"section": "B"}, ["丙煤矿"]),
        ({"holder": "state"}, ["甲水泥有限公司"]),
        ({"scale": "large"}, ["丙煤矿"]),
        ({"list": "trade_above"}, ["乙超市有限公司"]),
        ({"sort": "-name"}, ["乙超市有限公司", "甲水泥有限公司", "丁酒业", "丙煤矿"]),
        ({"sort": "-township"}, ["乙超市有限公司", "丙煤矿", "丁酒业", "甲水泥有限公司"]),
    ],
)
def test_the_list_is_found_filtered_and_sorted_from_the_address(
    client: Client, asked: dict[str, str], found: list[str]
) -> None:
    shown = names_in(people.signed_in(client, people.officer()), **asked)

    assert sorted(shown) == sorted(found)
    if "township" not in str(asked.get("sort")):
        assert shown == found


@pytest.mark.parametrize(
    "asked",
    [
        {"words": "\x00"}, {"words": "𠮷䶮"}, {"words": "\u202e\u2066"}, {"words": "水" * 100_000}, {"sort": "no-such"},
        {"page": "99999999999999999999"}, {"page": "x"}, {"size": "-1"}, {"columns": "nothing"}, {"scale": "x"},
        {"township": "520323101"}, {"section": "ZZ"}, {"holder": "'"}, {"list": "\x00"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_answered_calmly(client: Client, asked: dict[str, str]) -> None:
    make_enterprise()

    answer = people.signed_in(client, people.officer()).get(reverse("registry:enterprises"), asked)

    assert answer.status_code == 200


def test_columns_are_chosen_in_the_address(client: Client) -> None:
    make_enterprise()
    people.signed_in(client, people.officer())

    html = client.get(reverse("registry:enterprises"), {"columns": ["registration_type"]}).content.decode()

    assert "私营有限责任公司" in html
    assert '<span class="code">' not in html


PERSONAS: dict[str, Callable[[], Actor]] = {
    "officer": people.officer,
    "reviewer": people.reviewer,
    "administrator": people.security_admin,
}


@pytest.mark.parametrize("who", ["officer", "reviewer", "operator", "administrator"])
def test_the_list_costs_the_same_queries_at_ten_and_a_thousand_rows(client: Client, who: str) -> None:
    make_region_tree()
    for _ in range(10):
        industrial_member()
    if who == "operator":
        actor = people.operator()
        for enterprise in Enterprise.objects.all():
            representative(enterprise, actor)
    else:
        actor = PERSONAS[who]()
    people.signed_in(client, actor)
    url = reverse("registry:enterprises")
    client.get(url)

    few = queries(client, url)
    copy_to(1000)
    many = queries(client, url)

    assert len(many) == len(few) <= 12, "\n".join(many)


def queries(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def copy_to(wanted: int) -> None:
    """Fill up with copies of one enterprise and its holder; a thousand factories would take longer than the test."""
    model = Enterprise.objects.get(pk=Enterprise.objects.values_list("pk", flat=True)[0])
    shared = {field.attname: getattr(model, field.attname) for field in Enterprise._meta.fields[1:]}
    made = Enterprise.objects.bulk_create(
        Enterprise(**{**shared, "uscc": valid_uscc(500_000 + number)})
        for number in range(wanted - Enterprise.objects.count())
    )
    ControllingHolder.objects.bulk_create(
        ControllingHolder(enterprise=row, county_code=row.county_code, holder="state", since_on=LONG_AGO)
        for row in made
    )


def test_the_page_of_an_enterprise_costs_the_same_queries_however_long_its_history(client: Client) -> None:
    short, long = industrial_member(), industrial_member()
    for year in range(2000, 2018):
        long.holders.create(
            county_code="520322", holder="other", since_on=date(year, 1, 1), until_on=date(year + 1, 1, 1)
        )
        long.size_classes.create(
            county_code="520322", year=year, size="small", source="统计局", recorded_at=long.created_at
        )
    people.signed_in(client, people.officer())
    page_of(client, short)

    counts = [len(queries(client, reverse("registry:enterprise", args=[e.uscc]))) for e in (short, long)]

    assert counts[0] == counts[1] <= 20


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_page_shows_facts_history_and_sources(client: Client) -> None:
    enterprise = industrial_member(name="桐梓县示例水泥有限公司")
    at = datetime(2020, 2, 15, 9, tzinfo=BEIJING)
    officer = people.officer()
    registry.set_holder(enterprise.pk, holder="state", since_on=date(2020, 1, 1), basis="产权登记表", by=officer, at=at)
    registry.set_size_class(enterprise.pk, year=2019, size="medium", source="县统计局核定", by=officer, at=at)

    html = page_of(people.signed_in(client, officer), enterprise)
    history = page_of(client, enterprise, "registry:history")

    for words in (
        "桐梓县示例水泥有限公司",
        "楚米镇",
        "水泥制造",
        "私营有限责任公司",
        "国有控股",
        "私人控股",
        "产权登记表",
    ):
        assert words in html
    for words in ("规模以上工业", "中型", "县统计局核定", "2019年12月31日", 'hx-get="/approvals/panel/'):
        assert words in html
    for words in ("登记控股情况", "登记企业规模", "国有控股", "中型"):
        assert words in history


def test_the_phone_is_whole_for_those_who_keep_it_and_masked_for_others(client: Client) -> None:
    enterprise = make_enterprise(contact_phone="13912341234")
    own = representative(enterprise, people.operator())
    officer = people.signed_in(client, people.officer())
    officer.post(reverse("registry:edit", args=[enterprise.uscc]), edit_of(enterprise, contact_phone="13812341234"))

    for actor, shown in (
        (people.officer(), "13812341234"), (own, "13812341234"), (people.reviewer(), "138****1234"),
    ):  # fmt: skip
        assert f'data-test="phone">{shown}<' in page_of(people.signed_in(client, actor), enterprise)
        history = page_of(client, enterprise, "registry:history")
        assert "139****1234" in history  # the trail outlives every purpose, so it never held the number in full
        assert "13912341234" not in history


# --- forms ---------------------------------------------------------------------------------------------------------

FACTS = {
    "uscc": valid_uscc(900_001),
    "name": "桐梓县新企业有限公司",
    "short_name": "",
    "division_code": TOWNSHIP,
    "industry_code": "3011 水泥制造",
    "registration_type": "173",
    "address": "示例路8号",
    "contact_phone": "0851-26620001",
}


@pytest.fixture
def officer(client: Client) -> Client:
    make_region_tree()
    make_industries("3011", "5211")
    return people.signed_in(client, people.officer())


def errors_in(html: str) -> dict[str, str]:
    return dict(re.findall(r'<p class="field-error" id="id_(\w+)_error">([^<]*)</p>', html))


def test_an_officer_registers_an_enterprise_and_lands_on_its_page(officer: Client) -> None:
    answer = officer.post(reverse("registry:register"), FACTS, follow=True)

    assert answer.redirect_chain == [(reverse("registry:enterprise", args=[FACTS["uscc"]]), 302)]
    assert "企业已登记" in answer.content.decode()
    assert Enterprise.objects.get().industry_code == "3011"


def test_a_code_with_a_broken_inner_check_is_registered_with_a_warning(officer: Client) -> None:
    body = "92520322MA6K12340"

    answer = officer.post(reverse("registry:register"), FACTS | {"uscc": body + check_character(body)}, follow=True)

    assert "第 17 位" in answer.content.decode()


def test_every_problem_of_a_form_stands_at_its_field(officer: Client) -> None:
    wrong = {"uscc": "9152O322MA00000106", "name": "", "industry_code": "水泥厂", "contact_phone": "不详"}

    answer = officer.post(reverse("registry:register"), wrong)

    found = errors_in(answer.content.decode())
    assert answer.status_code == 422
    assert set(found) == {"uscc", "name", "division_code", "industry_code", "registration_type", "contact_phone"}
    assert "第 5 位“O”" in found["uscc"]
    assert 'value="9152O322MA00000106"' in answer.content.decode()
    assert not Enterprise.objects.exists()


def test_a_township_of_another_county_is_refused_in_words(officer: Client) -> None:
    answer = officer.post(reverse("registry:register"), FACTS | {"division_code": TOWNSHIP_ELSEWHERE})

    assert answer.status_code == 422
    assert "外县企业由其所在县登记" in errors_in(answer.content.decode())["division_code"]
    assert not Enterprise.objects.exists()


def test_a_code_that_is_registered_already_is_refused_at_its_field(officer: Client) -> None:
    officer.post(reverse("registry:register"), FACTS)

    answer = officer.post(reverse("registry:register"), FACTS | {"name": "另一企业"})

    assert answer.status_code == 422
    assert "已登记" in errors_in(answer.content.decode())["uscc"]
    assert Enterprise.objects.count() == 1


@pytest.mark.parametrize("name", ["𠮷䶮酒业", "\u202eABC\u2066酒业", "酒\x00业", "<script>alert(1)</script>"])
def test_odd_names_are_kept_readable_and_harmless(officer: Client, name: str) -> None:
    html = officer.post(reverse("registry:register"), FACTS | {"name": name}, follow=True).content.decode()

    stored = Enterprise.objects.get().name
    assert not set(stored) & set("\u202e\u2066\x00")
    assert "<script>alert" not in html
    assert stored in html or "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("field", "size"),
    [
        ("address", 10_000_000),
        ("uscc", 300_000),
        ("name", 300_000),
        ("industry_code", 300_000),
        ("contact_phone", 300_000),
    ],
)
def test_megabytes_of_text_are_refused_and_nothing_is_kept(officer: Client, field: str, size: int) -> None:
    answer = officer.post(reverse("registry:register"), FACTS | {field: "9" * size})

    assert answer.status_code in {400, 413, 422}

    assert not Enterprise.objects.exists()


def test_a_double_click_registers_once_and_gets_the_same_answer(officer: Client) -> None:
    answers = [officer.post(reverse("registry:register"), FACTS | {"form_key": "abc123"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Enterprise.objects.count() == 1


def edit_of(enterprise: Enterprise, **changes: str) -> dict[str, str]:
    names = ("name", "short_name", "division_code", "industry_code", "registration_type", "address", "contact_phone")
    return {name: getattr(enterprise, name) for name in names} | {"version": str(enterprise.version)} | changes


def test_an_edit_changes_what_was_typed(officer: Client) -> None:
    enterprise = make_enterprise()

    answer = officer.post(
        reverse("registry:edit", args=[enterprise.uscc]), edit_of(enterprise, name="改后名称"), follow=True
    )

    assert "企业信息已更正" in answer.content.decode()
    assert Enterprise.objects.get(pk=enterprise.pk).name == "改后名称"


def test_a_stale_edit_is_told_what_changed_and_keeps_what_was_typed(officer: Client) -> None:
    enterprise = make_enterprise(name="原名称")
    url = reverse("registry:edit", args=[enterprise.uscc])
    officer.post(url, edit_of(enterprise, address="他人初改的地址"))
    renewed = Enterprise.objects.get(pk=enterprise.pk)
    officer.post(url, edit_of(renewed, address="他人改的地址"))

    stale = officer.post(url, edit_of(enterprise, name="我改的名称"))

    html = stale.content.decode()
    assert stale.status_code == 409
    assert 'data-test="stale"' in html
    assert "他人初改的地址" in html
    assert 'value="他人改的地址"' in html, "what was not touched is renewed, lest saving takes the other's change back"
    assert 'value="我改的名称"' in html
    assert Enterprise.objects.get(pk=enterprise.pk).name == "原名称"
    assert re.search(r'name="version" value="3"', html)

    assert officer.post(url, edit_of(enterprise, name="我改的名称", version="3")).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999", "\x00"])
def test_an_edit_without_a_readable_version_changes_nothing(officer: Client, version: str) -> None:
    enterprise = make_enterprise(name="原名称")

    answer = officer.post(
        reverse("registry:edit", args=[enterprise.uscc]), edit_of(enterprise, name="新名称", version=version)
    )

    assert answer.status_code == 422
    assert Enterprise.objects.get(pk=enterprise.pk).name == "原名称"


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01", "2020-02-31", "99999-01-01", "昨天", "\x00", ""])
def test_future_and_impossible_days_are_refused_at_their_field(officer: Client, day: str) -> None:
    enterprise = industrial_member()

    for name, typed in (
        ("registry:holder", {"holder": "state", "since_on": day}),
        ("registry:admit", {"kind": "trade_above", "since_on": day}),
        ("registry:strike-off", {"kind": "industry_above", "until_on": day}),
    ):
        answer = officer.post(reverse(name, args=[enterprise.uscc]), typed)
        assert answer.status_code == 422
        assert {"since_on", "until_on"} & set(errors_in(answer.content.decode()))

    assert audit.history(enterprise) == []


def test_dated_facts_are_kept_through_their_forms(officer: Client) -> None:
    enterprise = make_enterprise(size="")
    steps = (
        ("registry:holder", {"holder": "state", "since_on": "2020-01-01", "basis": "产权登记表"}),
        ("registry:admit", {"kind": "industry_above", "since_on": "2020-01-01"}),
        ("registry:strike-off", {"kind": "industry_above", "until_on": "2020-02-01"}),
        ("registry:figures", {"year": "2019", "staff": "350", "revenue_wan": "2500.5", "source": "2019年统计年报"}),
    )

    for name, typed in steps:
        assert officer.post(reverse(name, args=[enterprise.uscc]), typed).status_code == 302, name

    card = registry.enterprise_card(enterprise.pk, on=date(2020, 1, 15))
    assert (card.holder, card.memberships, card.size, card.staff) == ("state", ("industry_above",), "medium", 350)
    assert len(audit.history(enterprise)) == 5


@pytest.mark.parametrize(
    "typed",
    [
        {"staff": "-1"}, {"staff": "一百"}, {"staff": "9" * 5000}, {"revenue_wan": "NaN"}, {"revenue_wan": "1e400"},
        {"revenue_wan": "-0.01"}, {"year": "2999"}, {"year": ""}, {"source": ""}, {"source": "来" * 1000},
    ],
)  # fmt: skip
def test_impossible_figures_are_refused_and_nothing_is_kept(officer: Client, typed: dict[str, str]) -> None:
    enterprise = make_enterprise(size="")
    right = {"year": "2019", "staff": "350", "revenue_wan": "2500.5", "source": "2019年统计年报"}

    answer = officer.post(reverse("registry:figures", args=[enterprise.uscc]), right | typed)

    assert answer.status_code == 422
    assert not enterprise.figures.exists()
    assert not enterprise.size_classes.exists()
