"""Masks, reasons and clocks of data about persons, as tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.personal.rules import (
    MOST_VIEWS_AN_HOUR,
    NoRetention,
    Retention,
    TooManyViews,
    erase_on,
    guard_pace,
    guard_reason,
    holds_numbers_of_persons,
    in_beijing,
    latest_day,
    masked_phone,
    retention_on,
)
from fugong.core.refusals import Invalid

from .factories import VISITS

DAY = date(2020, 2, 17)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812341234", "138****1234"), ("0851-26620000", "085****0000"), ("12345678", "********"), ("", "")],
)
def test_a_telephone_number_is_shown_with_its_middle_hidden(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@given(st.text("0123456789", min_size=11, max_size=11))
def test_a_mask_never_shows_more_than_seven_digits_and_masking_twice_changes_nothing(phone: str) -> None:
    shown = masked_phone(phone)

    assert sum(letter.isdigit() for letter in shown) == 7
    assert masked_phone(shown) == shown


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("发热，电话随访", False), ("2020年2月17日随访", False), ("第 3 次", False), ("打13812341234未接", True),
        ("138 1234 1234", True), ("520322198001011234", True), ("0851-26620000", True), ("1 2 3", False),
    ],
)  # fmt: skip
def test_a_text_kept_for_ever_is_searched_for_numbers_of_persons(text: str, holds: bool) -> None:  # noqa: FBT001  # a table
    assert holds_numbers_of_persons(text) == holds


@pytest.mark.parametrize(
    ("reason", "note", "fields"),
    [
        ("follow_up", "体温异常", []), ("", "", ["reason", "note"]), ("curious", "看看", ["reason"]),
        ("follow_up", "  ", ["note"]), ("follow_up", "拨打13812341234", ["note"]),
    ],
)  # fmt: skip
def test_a_look_needs_a_reason_and_words_without_anybodys_number(reason: str, note: str, fields: list[str]) -> None:
    found: list[str] = []
    try:
        guard_reason(reason, note)
    except Invalid as refusal:
        found = [problem.field for problem in refusal.problems]

    assert found == fields


def test_the_look_that_is_one_too_many_is_refused() -> None:
    guard_pace(MOST_VIEWS_AN_HOUR - 1)
    with pytest.raises(TooManyViews):
        guard_pace(MOST_VIEWS_AN_HOUR)


def test_without_a_rule_of_keeping_nothing_may_be_collected() -> None:
    with pytest.raises(NoRetention):
        retention_on(VISITS, date(2020, 1, 31))
    with pytest.raises(NoRetention):
        latest_day(Retention(DAY, 0, "依据"), kept_on=DAY)


def test_the_rule_of_keeping_is_the_latest_that_had_begun() -> None:
    later = Retention(date(2021, 11, 1), 7, "依据", longest_days=30)
    purpose = replace(VISITS, retentions=(later, *VISITS.retentions))

    assert retention_on(purpose, date(2021, 10, 31)) == VISITS.retentions[0]
    assert retention_on(purpose, date(2021, 11, 1)) == later


@given(opened=days, settled=days, terms=st.tuples(st.integers(0, 60), st.integers(1, 365)))
def test_settling_never_lets_data_be_kept_longer(opened: date, settled: date, terms: tuple[int, int]) -> None:
    retention = Retention(date(2020, 1, 1), terms[0], "依据", longest_days=terms[1])
    latest = latest_day(retention, kept_on=opened)

    assert erase_on(retention, latest=latest, settled_on=settled) <= latest
    assert erase_on(retention, latest=latest, settled_on=settled) <= settled + timedelta(days=terms[0])


@pytest.mark.parametrize(
    ("changed", "flaw"),
    [
        ({"retentions": ()}, "it has no expiry"),
        ({"basis": ""}, "it has no legal basis"),
        ({"fields": (replace(VISITS.fields[0], use=""),)}, "field own_number does not say what it is used for"),
        ({"retentions": (Retention(DAY, 14, "依据", longest_days=0),)}, "its expiry is no number of days"),
        ({"retentions": (Retention(DAY, -1, "依据", longest_days=9),)}, "its expiry is no number of days"),
        ({"retentions": (Retention(DAY, 14, "", longest_days=9),)}, "it has no legal basis"),
    ],
)
def test_a_purpose_names_what_it_lacks(changed: dict[str, object], flaw: str) -> None:
    assert VISITS.flaws() == []
    assert replace(VISITS, **changed).flaws() == [flaw]  # type: ignore[arg-type]  # a table of changes


def test_a_day_is_a_day_in_beijing() -> None:
    assert in_beijing(datetime(2020, 2, 16, 16, 0, tzinfo=UTC)) == date(2020, 2, 17)
    assert in_beijing(datetime(2020, 2, 16, 15, 59, tzinfo=UTC)) == date(2020, 2, 16)
