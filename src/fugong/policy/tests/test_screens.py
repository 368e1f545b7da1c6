"""The book of rules as a page: whose it is, on which day, and what happens to nonsense in the address."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from fugong.core.clock import BEIJING
from fugong.people import public as doors
from fugong.people.tests import factories as people
from fugong.policy import public as policy

COUNTY = people.COUNTY
NOW = datetime(2020, 2, 8, 9, tzinfo=BEIJING)
PAGE = reverse("policy:rules")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book() -> None:
    """Announce what the tests read: approval from 10 February, low risk and nothing asked from 3 March."""
    loader = doors.loader_actor(COUNTY)
    notice = policy.BasisCard("notice-1", "关于有序复工的通告", "第1号", "县指挥部", date(2020, 2, 8), synthetic=True)
    policy.announce_basis(COUNTY, document=notice, by=loader, at=NOW)
    low = policy.Period(date(2020, 3, 3))
    policy.assess_risk(COUNTY, tier="low", period=low, basis_code="notice-1", by=loader, at=NOW)
    for tier, mode, papers, since in (
        ("unset", "approval", ("application_form", "supplies_list"), date(2020, 2, 10)),
        ("low", "none", (), date(2020, 3, 3)),
    ):
        terms = policy.ProcedureTerms(COUNTY, tier, "general", mode, papers, 0)
        period = policy.Period(since)
        policy.set_procedure(COUNTY, terms=terms, period=period, basis_code="notice-1", by=loader, at=NOW)


def shown(client: Client, actor: doors.Actor, **asked: str) -> str:
    answer = people.signed_in(client, actor).get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_in_the_address_opens_the_page_of_that_day(client: Client) -> None:
    february = shown(client, people.officer(), on="2020-02-15")
    assert all(
        word in february for word in ("2020年2月15日", "尚未划定", "审批", "防疫物资清单", "当个工作日", "县指挥部")
    )
    march = shown(client, people.officer(), on="2020-03-05")
    assert "低风险" in march
    assert "无需申请" in march


def test_a_day_before_any_rule_says_so(client: Client) -> None:
    assert "这一天没有生效的办理规定" in shown(client, people.officer(), on="2020-02-01")


def test_an_industry_can_be_tried_and_the_answer_explains_itself(client: Client) -> None:
    page = shown(client, people.officer(), on="2020-02-15", industry="3011")
    assert "行业代码 3011 没有特别规定，按“一般企业”办理。" in page
    assert "实行审批：提交 2 项材料，当个工作日答复。" in page


def test_an_industry_nobody_ruled_for_is_told_so(client: Client) -> None:
    assert "暂不能申请" in shown(client, people.officer(), on="2020-02-01", industry="3011")


@pytest.mark.parametrize("industry", ["30", "３０１１", "30111", "A", "<b>", "\x00"])
def test_nonsense_for_an_industry_is_answered_with_a_sentence(client: Client, industry: str) -> None:
    assert 'data-test="error-summary"' in shown(client, people.officer(), on="2020-02-15", industry=industry)


def test_invented_documents_are_marked(client: Client) -> None:
    assert "模拟数据" in shown(client, people.officer(), on="2020-03-05")


def test_a_township_reads_its_countys_book(client: Client) -> None:
    assert "审批" in shown(client, people.reviewer(area=f"{COUNTY}101"), on="2020-02-15")


def test_another_county_reads_its_own_book_only(client: Client) -> None:
    page = shown(client, people.officer(county=people.OTHER_COUNTY), on="2020-02-15", county=COUNTY)
    assert "还没有登记复工政策" in page
    assert "防疫物资清单" not in page


def test_the_page_climbs_the_access_ladder(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    for actor in (people.operator(), people.security_admin(), people.audit_admin()):
        assert people.signed_in(client, actor).get(PAGE).status_code == 403


@pytest.mark.parametrize("day", ["2020-02-30", "0000-00-00", "昨天", "9" * 5000, "2020-02-15\x00", "'; DROP TABLE"])
def test_nonsense_for_a_day_is_answered_with_a_sentence(client: Client, day: str) -> None:
    page = shown(client, people.officer(), on=day)
    assert 'data-test="error-summary"' in page
    assert 'data-test="procedures"' not in page


def test_htmx_gets_the_piece_without_the_frame(client: Client) -> None:
    signed_in = people.signed_in(client, people.officer())
    piece = signed_in.get(PAGE, {"on": "2020-02-15"}, headers={"HX-Request": "true"}).content.decode()
    assert 'data-test="policy-rules"' in piece
    assert "<html" not in piece


def test_the_page_costs_the_same_whatever_the_book_holds(
    client: Client, django_assert_max_num_queries: "pytest.FixtureRequest"
) -> None:
    signed_in = people.signed_in(client, people.officer())
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # pytest-django gives a context manager
        signed_in.get(PAGE, {"on": "2020-02-15"})


def test_from_the_telegram_on_the_page_says_what_a_county_may_rule(client: Client) -> None:
    march = shown(client, people.officer(), on="2020-03-05")
    assert "上级要求：国办发明电〔2020〕6号" in march
    assert "不得要求企业缴纳任何形式的保证金。" in march
    assert "上级要求" not in shown(client, people.officer(), on="2020-03-02")


def test_a_february_rule_is_shown_as_the_telegram_lets_it_stand_and_exemptions_stand_openly(client: Client) -> None:
    loader = doors.loader_actor(COUNTY)
    for category in ("priority", "crowded_venue"):
        terms = policy.ProcedureTerms(COUNTY, "low", category, "approval", ("application_form",), 5)
        period = policy.Period(date(2020, 2, 10))
        policy.set_procedure(COUNTY, terms=terms, period=period, basis_code="notice-1", by=loader, at=NOW)
    special = policy.ExemptionTerms("crowded_venue", "low_risk_free")
    since = policy.Period(date(2020, 3, 4))
    policy.exempt(COUNTY, terms=special, period=since, basis_code="notice-1", by=loader, at=NOW)

    page = shown(client, people.officer(), on="2020-03-05")
    assert "本县原规定“审批”，与上级要求不符，不再执行" in page
    assert "“人员密集场所”自 2020年3月4日 起另按专项规定执行：" in page
    assert "2 个工作日" in page
    assert "人员密集场所另按专项规定执行" in page
