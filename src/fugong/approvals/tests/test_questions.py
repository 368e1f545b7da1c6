"""How what was typed becomes an answer, or a sentence that says what to put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.approvals.rules.questions import QUESTION_LABELS, QUESTIONS, SECTIONS, Question, of_section, read
from fugong.core.refusals import Problem
from fugong.policy import public as policy

NUMBER = Question("staff_total", "plan", "职工总数（人）", "whole_number", at_least=1, at_most=200_000)
PIECES = Question("masks_stock", "supplies", "口罩存量（只）", "whole_number")
DAY = Question("planned_restart_on", "plan", "计划复产日期", "day")
TEXT = Question("contact_post", "enterprise", "联系岗位", "text", longest=40)
LONG_TEXT = Question("prevention_plan", "prevention", "方案要点", "long_text", longest=2000)
PHONE = Question("contact_phone", "enterprise", "联系电话", "phone", longest=20)
YES = Question("staff_checked", "prevention", "员工排查到位", "yes")

WHOLE_NUMBER = "请填写整数，例如 120。"
BOUNDS = "应在 %(least)s 至 %(most)s 之间。"
NO_SUCH_DAY = "没有这一天。请按“年-月-日”填写，例如 2020-02-16。"
NO_PHONE = "电话号码应为 11 位手机号，或区号加号码，例如 0851-26620000。"
TOO_LONG = "不能超过 %(longest)s 个字，现有 %(length)s 个字。"


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (NUMBER, "120", 120),
        (NUMBER, " 120 ", 120),
        (NUMBER, "007", 7),
        (NUMBER, "１２０", 120),  # a Chinese keyboard in full-width mode
        (NUMBER, "12,000", 12_000),
        (NUMBER, "12，000", 12_000),  # the full-width comma
        (NUMBER, "１２，０００", 12_000),
        (NUMBER, "200000", 200_000),
        (PIECES, "0", 0),
        (PIECES, "100000000", 100_000_000),
        (NUMBER, "", None),
        (NUMBER, "   ", None),
        (NUMBER, "\u3000", None),  # an ideographic space is empty too
        (DAY, "2020-02-29", "2020-02-29"),
        (DAY, " 2020-02-16 ", "2020-02-16"),
        (DAY, "0001-01-01", "0001-01-01"),  # a day of the calendar; that it lies in the past is for completeness
        (DAY, "", None),
        (TEXT, "办公室主任", "办公室主任"),
        (TEXT, "𠮷䶮办公室", "𠮷䶮办公室"),
        (TEXT, "办" * 40, "办" * 40),
        (TEXT, "𠮷" * 40, "𠮷" * 40),  # forty characters, whatever they weigh
        (TEXT, "  ", None),
        (LONG_TEXT, "一班\n二班", "一班\n二班"),
        (PHONE, "0851-26620000", "0851-26620000"),
        (PHONE, "13800000000", "13800000000"),
        (PHONE, "0851 2662 0000", "0851 2662 0000"),
        (YES, "on", True),
        (YES, "yes", True),
        (YES, "True", True),
        (YES, "1", True),
        (YES, "", None),
        (YES, "false", None),
        (YES, "off", None),
    ],
)
def test_what_can_be_read_becomes_an_answer(question: Question, typed: str, answer: object) -> None:
    assert read(question, typed) == answer
    assert type(read(question, typed)) is type(answer)


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        (NUMBER, "0", BOUNDS),
        (NUMBER, "200001", BOUNDS),
        (PIECES, "100000001", BOUNDS),
        (NUMBER, "-5", WHOLE_NUMBER),
        (NUMBER, "－５", WHOLE_NUMBER),
        (NUMBER, "12.5", WHOLE_NUMBER),
        (NUMBER, "1e400", WHOLE_NUMBER),
        (NUMBER, "NaN", WHOLE_NUMBER),
        (NUMBER, "Infinity", WHOLE_NUMBER),
        (NUMBER, "9223372036854775808", WHOLE_NUMBER),  # 2^63
        (NUMBER, "9" * 100_000, WHOLE_NUMBER),  # int() itself would refuse to read so much
        (NUMBER, "十二", WHOLE_NUMBER),
        (NUMBER, "1²", WHOLE_NUMBER),
        (NUMBER, ",", WHOLE_NUMBER),
        (NUMBER, "120人", WHOLE_NUMBER),
        (DAY, "2020-02-30", NO_SUCH_DAY),
        (DAY, "2019-02-29", NO_SUCH_DAY),
        (DAY, "2020-13-01", NO_SUCH_DAY),
        (DAY, "0000-01-01", NO_SUCH_DAY),
        (DAY, "10000-01-01", NO_SUCH_DAY),
        (DAY, "2020年2月16日", NO_SUCH_DAY),
        (DAY, "16/02/2020", NO_SUCH_DAY),
        (DAY, "2020-02-16T09:00", NO_SUCH_DAY),
        (DAY, "明天", NO_SUCH_DAY),
        (TEXT, "办" * 41, TOO_LONG),
        (TEXT, "办" * 1_000_000, TOO_LONG),
        (LONG_TEXT, "字" * 2001, TOO_LONG),
        (PHONE, "123456", NO_PHONE),
        (PHONE, "1380000000000", NO_PHONE),
        (PHONE, "138-0000-000x", NO_PHONE),
        (PHONE, "１３８００００００００", NO_PHONE),
        (PHONE, "+8613800000000", NO_PHONE),
        (PHONE, "0851-26620000转8001分机", NO_PHONE),
        (PHONE, "1" * 21, TOO_LONG),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(question: Question, typed: str, sentence: str) -> None:
    problem = read(question, typed)

    assert isinstance(problem, Problem)
    assert (problem.field, problem.message) == (question.key, sentence)


def test_a_sentence_with_places_brings_the_facts_that_fill_them() -> None:
    bounds, length = read(NUMBER, "0"), read(TEXT, "办" * 41)

    assert isinstance(bounds, Problem)
    assert isinstance(length, Problem)
    assert bounds.message % bounds.facts == "应在 1 至 200000 之间。"
    assert length.message % length.facts == "不能超过 40 个字，现有 41 个字。"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("办公\u202e室", "办公室"),  # a right-to-left override shows another text than the one kept
        ("办\u200b公室", "办公室"),
        ("办公室\x00", "办公室"),  # PostgreSQL cannot keep it
        ("办公室\ud800", "办公室"),  # half a character
        ("\ufeff办公室", "办公室"),
    ],
)
def test_what_cannot_be_seen_is_not_kept_whoever_hands_it_in(typed: str, answer: str) -> None:
    assert read(TEXT, typed) == answer


@given(st.sampled_from(QUESTIONS), st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60))
def test_whatever_is_typed_gives_an_answer_nothing_or_a_sentence(question: Question, typed: str) -> None:
    answer = read(question, typed)

    assert answer is None or isinstance(answer, Problem | str | int | bool)
    if isinstance(answer, Problem):
        assert answer.field == question.key
        assert answer.message % answer.facts
    elif isinstance(answer, str):
        assert 0 < len(answer) <= question.longest
        assert "\0" not in answer
        answer.encode()


@given(st.sampled_from(QUESTIONS), st.text(max_size=60))
def test_an_answer_read_again_is_the_same_answer(question: Question, typed: str) -> None:
    answer = read(question, typed)
    if answer is not None and not isinstance(answer, Problem):
        assert read(question, str(answer)) == answer


@given(st.integers(min_value=1, max_value=200_000))
def test_separators_and_full_width_digits_change_no_number(number: int) -> None:
    full_width = str(number).translate({ord(str(d)): 0xFF10 + d for d in range(10)})

    assert read(NUMBER, f"{number:,}") == read(NUMBER, full_width) == number


def test_every_question_belongs_to_a_section_and_to_a_paper_of_the_policy() -> None:
    assert {question.section for question in QUESTIONS} == {section.key for section in SECTIONS}
    assert {question.paper for question in QUESTIONS if question.paper} <= set(policy.ITEMS)


def test_every_question_is_asked_once_under_its_own_label() -> None:
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    assert len(set(QUESTION_LABELS.values())) == len(QUESTIONS)


def test_without_papers_only_contact_and_plan_are_asked() -> None:
    asked = [section.key for section in SECTIONS if of_section(section.key, papers=frozenset())]

    assert asked == ["enterprise", "plan"]


def test_no_question_asks_for_people_by_name() -> None:
    personal = ("姓名", "身份证", "名单")

    assert not [label for label in QUESTION_LABELS.values() if any(word in label for word in personal)]
