"""How an enterprise is handled on a day: tier, category, procedure, and the explanation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.policy.rules.book import Assessment, BasisCard, Categorisation, OpenPage, ProcedureRule
from fugong.policy.rules.triage import NoPolicyInForce, triage
from fugong.policy.rules.words import CATEGORIES, MODES, TIERS

COUNTY = "520322"
TOWN = "520322101"
# Between the tiers of risk and the telegram of 3 March, which test_bounds.py is about.
DAY = date(2020, 2, 26)
NOTICE = BasisCard("notice-1", "通告", "第1号", "县指挥部", date(2020, 2, 8), synthetic=True)
TELEGRAM = BasisCard("telegram-6", "通知", "国办发明电〔2020〕6号", "国务院办公厅", date(2020, 3, 3), synthetic=False)


def procedure(mode: str, *, tier: str = "low", category: str = "general", place: str = COUNTY) -> ProcedureRule:
    papers = () if mode == "none" else ("application_form",)
    return ProcedureRule(place, tier, category, mode, papers, 0, date(2020, 2, 25), TELEGRAM)


def industry(prefix: str, category: str, *, place: str = COUNTY) -> Categorisation:
    return Categorisation(place, prefix, category, date(2020, 2, 8), NOTICE)


def page(*rules: ProcedureRule | Categorisation, tier: str | None = "low") -> OpenPage:
    return OpenPage(
        on=DAY,
        assessment=Assessment(tier, date(2020, 2, 25), NOTICE) if tier else None,
        categorisations=tuple(rule for rule in rules if isinstance(rule, Categorisation)),
        procedures=tuple(rule for rule in rules if isinstance(rule, ProcedureRule)),
    )


def test_the_procedure_of_tier_and_category_decides() -> None:
    book = page(procedure("none"), procedure("approval", tier="medium"), procedure("filing", category="priority"))
    assert triage(book, division_code=TOWN, industry_code="1512").mode == "none"


def test_without_an_assessment_the_rules_for_the_untiered_county_hold() -> None:
    book = page(procedure("approval", tier="unset"), procedure("none"), tier=None)
    decided = triage(book, division_code=TOWN, industry_code="1512")
    assert (decided.tier, decided.mode) == ("unset", "approval")


def test_an_industry_nobody_named_is_general() -> None:
    book = page(procedure("none"), industry("0610", "coal_mine"))
    assert triage(book, division_code=TOWN, industry_code="0620").category == "general"


@pytest.mark.parametrize(
    ("industry_code", "category"),
    [("4411", "priority"), ("4420", "general"), ("9011", "crowded_venue"), ("8760", "crowded_venue")],
)
def test_the_rule_for_the_closest_industry_wins(industry_code: str, category: str) -> None:
    rules = (industry("44", "priority"), industry("4420", "general"), industry("90", "crowded_venue"))
    book = page(*rules, industry("8760", "crowded_venue"), *(procedure("filing", category=each) for each in CATEGORIES))
    assert triage(book, division_code=TOWN, industry_code=industry_code).category == category


def test_the_rule_for_the_closest_place_wins_among_rules_for_the_same_industry() -> None:
    book = page(procedure("none"), procedure("approval", place=TOWN))
    assert triage(book, division_code=TOWN, industry_code="1512").mode == "approval"
    assert triage(book, division_code="520322102", industry_code="1512").mode == "none"


def test_no_procedure_is_refused_with_category_tier_and_day_in_the_sentence() -> None:
    with pytest.raises(NoPolicyInForce) as refused:
        triage(page(industry("90", "crowded_venue")), division_code=TOWN, industry_code="9011")
    assert (
        str(refused.value) == "2020-02-26 当日没有适用于“人员密集场所”（风险等级：低风险）的复工办理规定，暂不能申请。"
    )


def test_the_explanation_names_tier_category_and_procedure_each_with_its_basis() -> None:
    book = page(industry("06", "coal_mine"), procedure("approval", category="coal_mine"))
    steps = triage(book, division_code=TOWN, industry_code="0610").explanation
    assert [step.basis for step in steps] == [NOTICE, NOTICE, TELEGRAM]
    assert steps[0].facts == {"tier": "低风险", "since": date(2020, 2, 25)}
    assert "当个工作日答复" in steps[2].text


@given(
    tier=st.sampled_from([None, "low", "medium", "high"]),
    prefixes=st.lists(st.sampled_from(["", "0", "06", "061", "0610", "44"]), unique=True),
    mode=st.sampled_from(sorted(MODES)),
)
def test_whatever_the_book_says_the_answer_uses_one_of_its_procedures_and_three_steps(
    tier: str | None, prefixes: list[str], mode: str
) -> None:
    rules = [industry(prefix, "coal_mine") for prefix in prefixes]
    procedures = [procedure(mode, tier=t, category=c) for t in TIERS for c in ("general", "coal_mine")]
    decided = triage(page(*rules, *procedures, tier=tier), division_code=TOWN, industry_code="0610")
    expected = "coal_mine" if any("0610".startswith(prefix) for prefix in prefixes) else "general"
    assert (decided.mode, decided.category, len(decided.explanation)) == (mode, expected, 3)
