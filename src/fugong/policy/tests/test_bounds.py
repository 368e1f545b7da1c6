"""What the telegram of 3 March lets a county rule: refused in its own words from that day, never before it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.refusals.edge import sentence
from fugong.policy.rules.book import Assessment, BasisCard, Categorisation, Exemption, OpenPage, ProcedureRule
from fugong.policy.rules.bounds import (
    SPECIAL_LAW_CLAUSES,
    TELEGRAM,
    Order,
    breaches,
    faults_against_orders,
    orders_in_force,
    read_within,
)
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.terms import ProcedureTerms
from fugong.policy.rules.triage import triage
from fugong.policy.rules.words import CATEGORIES, MODES, TIERS

COUNTY = "520322"
FEBRUARY, EVE, FIRST, MARCH = date(2020, 2, 10), date(2020, 3, 2), date(2020, 3, 3), date(2020, 3, 20)
LAST, AFTER = date(2023, 1, 7), date(2023, 1, 8)
NOTICE = BasisCard("notice-1", "通告", "第1号", "县指挥部", date(2020, 2, 8), synthetic=True)
SPECIAL = BasisCard("notice-5", "人员密集场所通告", "第5号", "县指挥部", date(2020, 3, 14), synthetic=True)

FORM = ("application_form",)
BREAKS = [
    # tier, mode, papers, days, lead, the clauses broken
    ("low", "none", (), 0, "", []),
    ("low", "commitment", FORM, 0, "bureau", []),
    ("low", "filing", FORM, 0, "bureau", ["low_risk_free"]),
    ("low", "approval", FORM, 0, "bureau", ["low_risk_free"]),
    ("low", "approval", FORM, 3, "bureau", ["low_risk_free", "two_days"]),
    ("medium", "approval", FORM, 0, "bureau", []),
    ("medium", "approval", FORM, 2, "bureau", []),
    ("medium", "approval", FORM, 3, "bureau", ["two_days"]),
    ("high", "approval", FORM, 20, "bureau", ["two_days"]),
    ("medium", "filing", FORM, 5, "bureau", []),
    ("medium", "commitment", FORM, 0, "bureau", []),
    ("unset", "approval", FORM, 2, "bureau", []),
    ("medium", "approval", FORM, 2, "", ["one_lead"]),
    ("medium", "filing", FORM, 0, "", ["one_lead"]),
    ("medium", "approval", ("application_form", "travel_history"), 2, "bureau", ["listed_papers"]),
    ("medium", "approval", ("application_form", "deposit"), 2, "bureau", ["listed_papers", "no_deposit"]),
    ("low", "approval", ("deposit",), 5, "", ["low_risk_free", "listed_papers", "no_deposit", "two_days", "one_lead"]),
]  # fmt: skip


def ruled(mode: str, *, tier: str = "low", category: str = "general", days: int = 0, lead: str = "bureau",
          papers: tuple[str, ...] | None = None, since: date = FEBRUARY) -> ProcedureRule:  # fmt: skip
    asked = papers if papers is not None else () if mode == "none" else FORM
    return ProcedureRule(COUNTY, tier, category, mode, asked, days, since, NOTICE, lead)


def page(on: date, *procedures: ProcedureRule, tier: str = "low", exemptions: tuple[Exemption, ...] = ()) -> OpenPage:
    cinema = Categorisation(COUNTY, "8760", "crowded_venue", FEBRUARY, NOTICE)
    return OpenPage(on, Assessment(tier, date(2020, 2, 25), NOTICE), (cinema,), procedures, exemptions)


@pytest.mark.parametrize(("tier", "mode", "papers", "days", "lead", "broken"), BREAKS)
def test_from_its_first_day_each_broken_clause_is_named_and_the_day_before_none(
    *, tier: str, mode: str, papers: tuple[str, ...], days: int, lead: str, broken: list[str]
) -> None:
    terms = ProcedureTerms(COUNTY, tier, "general", mode, papers, days, lead)

    assert [breach.clause.code for breach in breaches(terms, on=FIRST)] == broken
    assert [breach.clause.code for breach in breaches(terms, on=LAST)] == broken
    assert breaches(terms, on=EVE) == ()
    assert breaches(terms, on=FEBRUARY) == ()
    assert breaches(terms, on=AFTER) == ()


def test_a_draft_is_refused_in_the_words_of_every_clause_it_breaks() -> None:
    terms = ProcedureTerms(COUNTY, "low", "general", "approval", FORM, 3, "bureau")
    faults = faults_against_orders(terms, on=MARCH, exempted=())

    assert [(fault.field, sentence(fault)) for fault in faults] == [
        ("mode", "不符合国办发明电〔2020〕6号：低风险地区不得采取审批、备案等方式延缓企业复工。"),
        ("reply_working_days", "不符合国办发明电〔2020〕6号：对复工申请，原则上应在 2 个工作日内答复。"),
    ]


def test_special_law_stands_in_the_place_of_its_own_clause_only() -> None:
    terms = ProcedureTerms(COUNTY, "low", "crowded_venue", "approval", FORM, 3, "bureau")
    [left] = faults_against_orders(terms, on=MARCH, exempted={"low_risk_free"})

    assert left.field == "reply_working_days"


def test_only_clauses_that_leave_room_can_be_replaced() -> None:
    assert set(SPECIAL_LAW_CLAUSES) == {"low_risk_free", "two_days"}
    assert {clause.code for clause in TELEGRAM.clauses} - set(SPECIAL_LAW_CLAUSES) == {
        "listed_papers", "no_deposit", "one_lead",
    }  # fmt: skip


def test_a_deposit_has_no_place_among_the_papers() -> None:
    assert "deposit" not in ITEMS


@pytest.mark.parametrize(("day", "bound"), [(EVE, False), (FIRST, True), (MARCH, True), (LAST, True), (AFTER, False)])
def test_the_telegram_begins_and_ends(day: date, *, bound: bool) -> None:
    assert orders_in_force(day) == ((TELEGRAM,) if bound else ())


def test_an_order_without_a_last_day_holds_on() -> None:
    assert replace(TELEGRAM, effective_to=None).holds_on(date(2099, 1, 1))


def test_sets_of_orders_bind_together() -> None:
    stricter = Order(SPECIAL, MARCH, None, TELEGRAM.clauses[:1])
    found = breaches(ruled("filing"), on=MARCH, orders=(TELEGRAM, stricter))

    assert [breach.order for breach in found] == [TELEGRAM, stricter]


# --- a rule of February that still stands open ---------------------------------------------------------------------


def test_a_rule_of_february_is_read_as_it_was_until_the_telegrams_first_day() -> None:
    rule = ruled("approval", days=5)
    for day, mode, days in ((FEBRUARY, "approval", 5), (EVE, "approval", 5), (FIRST, "none", 0)):
        decided = triage(page(day, rule), division_code=COUNTY, industry_code="3011")
        assert (decided.mode, decided.reply_working_days) == (mode, days)


def test_where_the_telegram_forced_the_mode_the_explanation_names_it() -> None:
    decided = triage(page(MARCH, ruled("approval")), division_code=COUNTY, industry_code="3011")

    assert decided.basis == TELEGRAM.basis
    assert decided.since == FIRST
    assert decided.checklist == ()
    forced = decided.explanation[-1]
    assert forced.basis == TELEGRAM.basis
    assert forced.facts["document"] == "国办发明电〔2020〕6号"
    assert forced.facts["clause"] == "低风险地区不得采取审批、备案等方式延缓企业复工。"
    assert forced.facts["mode"] == "无需申请"


def test_a_slow_rule_of_february_answers_in_two_days_from_march_on() -> None:
    rule = ruled("approval", tier="medium", days=10)
    decided = triage(page(MARCH, rule, tier="medium"), division_code=COUNTY, industry_code="3011")

    assert (decided.mode, decided.reply_working_days) == ("approval", 2)
    assert [step.basis for step in decided.explanation] == [NOTICE, None, NOTICE, TELEGRAM.basis]


def test_where_nothing_was_forced_nothing_is_said() -> None:
    decided = triage(page(MARCH, ruled("none")), division_code=COUNTY, industry_code="3011")

    assert (decided.basis, len(decided.explanation)) == (NOTICE, 3)


def test_an_exemption_keeps_the_approval_and_names_the_special_law() -> None:
    venue = ruled("approval", category="crowded_venue", since=date(2020, 3, 16))
    exemption = Exemption("crowded_venue", "low_risk_free", date(2020, 3, 16), SPECIAL)
    opened = page(MARCH, venue, ruled("approval"), exemptions=(exemption,))
    cinema = triage(opened, division_code=COUNTY, industry_code="8760")
    works = triage(opened, division_code=COUNTY, industry_code="3011")

    assert (cinema.mode, cinema.explanation[-1].basis) == ("approval", SPECIAL)
    assert (works.mode, works.explanation[-1].basis) == ("none", TELEGRAM.basis)


def test_when_the_exemption_ends_the_telegram_takes_hold_again() -> None:
    venue = ruled("approval", category="crowded_venue", since=date(2020, 3, 16))

    assert triage(page(MARCH, venue), division_code=COUNTY, industry_code="8760").mode == "none"


@given(
    tier=st.sampled_from(sorted(TIERS)),
    category=st.sampled_from(sorted(CATEGORIES)),
    mode=st.sampled_from(sorted(MODES)),
    papers=st.lists(st.sampled_from([*ITEMS, "deposit", "travel_history"]), unique=True),
    days=st.integers(0, 20),
    exempted=st.sets(st.sampled_from(sorted(SPECIAL_LAW_CLAUSES))),
    on=st.dates(date(2020, 1, 1), date(2023, 12, 31)),
)
def test_whatever_a_county_ruled_what_is_read_keeps_every_clause_that_binds(
    *, tier: str, category: str, mode: str, papers: list[str], days: int, exempted: set[str], on: date
) -> None:
    rule = ProcedureRule(COUNTY, tier, category, mode, tuple(papers), days, FEBRUARY, NOTICE, "bureau")
    read, changed_by = read_within(rule, on=on, exempted=exempted)

    assert {breach.clause.code for breach in breaches(read, on=on)} <= exempted
    assert bool(changed_by) is (read != rule)
    assert read_within(read, on=on, exempted=exempted) == (read, ())
