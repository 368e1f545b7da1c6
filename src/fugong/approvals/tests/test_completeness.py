"""Everything an application lacks is named at once, in the order of the form, and nothing that was not asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.approvals.rules.completeness import (
    days_of_masks,
    problems_in,
    problems_in_section,
    read_section,
    tasks,
)
from fugong.approvals.rules.questions import QUESTIONS, Answer
from fugong.policy import public as policy

TODAY = date(2020, 2, 17)
ALL_PAPERS = frozenset(policy.ITEMS)
REQUIRED = [question.key for question in QUESTIONS if question.required]
COMPLETE: dict[str, Answer | None] = {
    "contact_post": "办公室主任",
    "contact_phone": "0851-26620000",
    "planned_restart_on": "2020-02-18",
    "staff_total": 120,
    "staff_first_batch": 60,
    "mechanism_in_place": True,
    "staff_checked": True,
    "facilities_in_place": True,
    "disinfection_in_place": True,
    "training_in_place": True,
    "prevention_plan": "分区管理，错峰用餐。",
    "emergency_plan": "发热即隔离并报告。",
    "isolation_place": "厂区东侧隔离间",
    "masks_stock": 1_000,
    "masks_daily_need": 120,
    "thermometers": 2,
    "disinfectant_l": 60,
    "safety_checked": True,
}


def fields(answers: dict[str, Answer | None], *, papers: frozenset[str] = ALL_PAPERS, on: date = TODAY) -> list[str]:
    return [problem.field for problem in problems_in(answers, papers=papers, on=on)]


def test_a_complete_application_lacks_nothing() -> None:
    assert problems_in(COMPLETE, papers=ALL_PAPERS, on=TODAY) == []


def test_an_empty_application_lacks_everything_at_once_in_the_order_of_the_form() -> None:
    assert fields({}) == REQUIRED


@pytest.mark.parametrize("key", REQUIRED)
def test_each_missing_answer_is_named_alone(key: str) -> None:
    assert fields(COMPLETE | {key: None}) == [key]
    assert fields(COMPLETE | {key: ""}) == [key]
    assert fields({name: value for name, value in COMPLETE.items() if name != key}) == [key]


@given(st.sets(st.sampled_from(REQUIRED)))
def test_exactly_what_is_missing_is_named(missing: set[str]) -> None:
    answers = {key: value for key, value in COMPLETE.items() if key not in missing}

    assert fields(answers) == [key for key in REQUIRED if key in missing]


def test_what_is_optional_is_never_missing() -> None:
    optional = {question.key for question in QUESTIONS if not question.required}

    assert optional == {"output_plan", "safety_note"}
    assert not optional & set(fields({}))


def test_the_sentence_names_the_question_and_a_measure_asks_to_be_confirmed() -> None:
    sentences = [p.message % p.facts for p in problems_in({}, papers=ALL_PAPERS, on=TODAY)]

    assert "请填写“联系岗位”。" in sentences
    assert "请确认“员工排查到位”。" in sentences


@pytest.mark.parametrize(
    ("papers", "asked"),
    [
        ((), REQUIRED[:5]),
        (("commitment",), REQUIRED[:5]),  # the commitment is a declaration at the end, no question
        (("application_form", "commitment"), REQUIRED[:10]),
        (("application_form", "commitment", "prevention_plan"), REQUIRED[:11]),
        (("supplies_list",), [*REQUIRED[:5], "masks_stock", "masks_daily_need", "thermometers", "disinfectant_l"]),
        (("safety_check",), [*REQUIRED[:5], "safety_checked"]),
    ],
)
def test_only_the_questions_of_the_required_papers_are_asked(papers: tuple[str, ...], asked: list[str]) -> None:
    assert fields({}, papers=frozenset(papers)) == asked


def test_an_answer_to_a_question_no_longer_asked_does_no_harm() -> None:
    assert fields(COMPLETE | {"masks_stock": None}, papers=frozenset({"application_form"})) == []


@pytest.mark.parametrize(
    ("changed", "on", "sentence"),
    [
        ({"staff_first_batch": 121}, TODAY, "首批返岗人数不能多于职工总数 120 人。"),
        ({"planned_restart_on": "2020-02-16"}, TODAY, "计划复产日期不能早于今天（2020-02-17）。"),
        ({"planned_restart_on": "0001-01-01"}, TODAY, "计划复产日期不能早于今天（2020-02-17）。"),
        ({"planned_restart_on": "2020-08-16"}, TODAY, "计划复产日期超过 180 天之后，请核对年份。"),
        ({"planned_restart_on": "9999-12-31"}, TODAY, "计划复产日期超过 180 天之后，请核对年份。"),
        ({"planned_restart_on": "2021-02-18"}, TODAY, "计划复产日期超过 180 天之后，请核对年份。"),
    ],
)
def test_answers_that_cannot_all_be_true_are_named(changed: dict[str, Answer | None], on: date, sentence: str) -> None:
    [problem] = problems_in(COMPLETE | changed, papers=ALL_PAPERS, on=on)

    assert problem.message % problem.facts == sentence
    assert [problem.field] == list(changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"staff_first_batch": 120},
        {"planned_restart_on": "2020-02-17"},
        {"planned_restart_on": (TODAY + timedelta(180)).isoformat()},
        {"planned_restart_on": "2020-02-29"},
    ],
)
def test_the_edges_of_what_is_possible_are_possible(changed: dict[str, Answer | None]) -> None:
    assert fields(COMPLETE | changed) == []


def test_missing_and_impossible_answers_are_named_together() -> None:
    wrong = {"contact_post": None, "staff_first_batch": 500, "planned_restart_on": "2020-01-01", "safety_checked": None}

    assert fields(COMPLETE | wrong) == ["contact_post", "staff_first_batch", "planned_restart_on", "safety_checked"]


def test_a_plan_is_judged_on_the_day_it_is_handed_in() -> None:
    assert fields(COMPLETE, on=date(2020, 2, 18)) == []
    assert fields(COMPLETE, on=date(2020, 2, 19)) == ["planned_restart_on"]


def test_a_section_is_judged_by_its_own_questions() -> None:
    lacking = problems_in_section("safety", {}, papers=ALL_PAPERS, on=TODAY)

    assert [problem.field for problem in lacking] == ["safety_checked"]


def test_reading_a_section_keeps_what_can_be_read_beside_what_cannot() -> None:
    typed = {"planned_restart_on": "2020-02-30", "staff_total": "１２０", "staff_first_batch": "-1", "foreign": "x"}
    answers, problems = read_section("plan", typed, papers=ALL_PAPERS)

    assert answers == {"staff_total": 120, "output_plan": None}
    assert [problem.field for problem in problems] == ["planned_restart_on", "staff_first_batch"]


def test_a_section_reads_no_question_that_is_not_asked() -> None:
    answers, problems = read_section("supplies", {"masks_stock": "many"}, papers=frozenset({"application_form"}))

    assert (answers, problems) == ({}, [])


def test_the_task_list_says_how_far_each_section_is() -> None:
    begun: dict[str, Answer | None] = {"contact_post": "办公室", "contact_phone": "0851-26620000", "staff_total": 5}
    lines = tasks(begun, papers=frozenset({"application_form", "safety_check"}), on=TODAY)

    assert [(line.key, line.state) for line in lines] == [
        ("enterprise", "done"), ("plan", "in_progress"), ("prevention", "not_started"), ("safety", "not_started"),
    ]  # fmt: skip


def test_a_section_with_an_impossible_answer_is_not_done() -> None:
    lines = tasks(COMPLETE | {"staff_first_batch": 500}, papers=ALL_PAPERS, on=TODAY)

    assert {line.key: line.state for line in lines}["plan"] == "in_progress"


@pytest.mark.parametrize(
    ("stock", "need", "days"),
    [(1_000, 120, 8.3), (360, 120, 3.0), (0, 120, 0.0), (100, 0, None), (None, 120, None), (100, None, None)],
)
def test_masks_last_for_stock_divided_by_daily_need(stock: int | None, need: int | None, days: float | None) -> None:
    assert days_of_masks({"masks_stock": stock, "masks_daily_need": need}) == days
