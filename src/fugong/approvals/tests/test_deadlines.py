"""The working-day clock against the calendar of 2020, case by case, each with its reason; and the lamp."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.approvals.rules.deadlines import Pause, due_at, lamp, received_on, warns_at
from fugong.core.calendar import BEIJING, OfficeCalendar, Override

NATIONAL = OfficeCalendar()
# The county's order: offices are staffed every day, 8:00 to 20:00.
EVERY_DAY = OfficeCalendar((Override(date(2020, 2, 8), date(2020, 5, 31), True, time(8), time(20)),))


def at(text: str) -> datetime:
    """Read ``02-17 09:30`` as a moment of 2020 in Beijing; another year stands before it."""
    full = text if len(text) > len("02-17 09:30:00") else f"2020-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=BEIJING)


def pause(from_at: str, until_at: str) -> Pause:
    return Pause(at(from_at), at(until_at))


WITHOUT_PAUSE = [
    # handed in, working days, calendar, due, because
    ("02-17 09:30", 0, NATIONAL, "02-17 17:00", "the county's promise: answered the same day"),
    ("02-17 16:59", 0, NATIONAL, "02-17 17:00", "a minute before closing is still today"),
    ("02-17 17:00", 0, NATIONAL, "02-17 17:00", "the closing hour itself is still today"),
    ("02-17 17:00:01", 0, NATIONAL, "02-18 17:00", "a second later is tomorrow"),
    ("02-17 23:59", 0, NATIONAL, "02-18 17:00", "late at night is tomorrow"),
    ("02-18 00:01", 0, NATIONAL, "02-18 17:00", "after midnight is that day, before the office opens"),
    ("02-17 07:00", 0, NATIONAL, "02-17 17:00", "before opening counts as that day"),
    ("02-17 09:30", 1, NATIONAL, "02-18 17:00", "the day of receipt does not count"),
    ("02-17 09:30", 2, NATIONAL, "02-19 17:00", "国办发明电〔2020〕6号: two working days"),
    ("02-13 18:00", 2, NATIONAL, "02-18 17:00", "received on Friday, then Monday and Tuesday"),
    ("02-14 10:00", 2, NATIONAL, "02-18 17:00", "a weekend lies between"),
    ("02-14 17:30", 0, NATIONAL, "02-17 17:00", "Friday after closing is received on Monday"),
    ("02-15 10:00", 0, NATIONAL, "02-17 17:00", "a Saturday by the State's calendar"),
    ("02-15 10:00", 0, EVERY_DAY, "02-15 20:00", "the same Saturday by the county's order"),
    ("02-15 19:59", 0, EVERY_DAY, "02-15 20:00", "the county's offices close at eight"),
    ("02-15 20:30", 0, EVERY_DAY, "02-16 20:00", "after eight it is Sunday, which is worked too"),
    ("02-14 10:00", 2, EVERY_DAY, "02-16 20:00", "Saturday and Sunday count under the order"),
    ("02-07 10:00", 2, EVERY_DAY, "02-09 20:00", "the order begins on the day after receipt"),
    ("02-07 18:00", 0, EVERY_DAY, "02-08 20:00", "closed by the old hours, received on the order's first day"),
    ("05-29 10:00", 2, EVERY_DAY, "05-31 20:00", "the order's last weekend"),
    ("05-30 10:00", 2, EVERY_DAY, "06-01 17:00", "the order has ended: Monday, and the old hours"),
    ("01-17 10:00", 2, NATIONAL, "01-20 17:00", "Sunday 19 January makes up for the festival"),
    ("01-19 10:00", 0, NATIONAL, "01-19 17:00", "a make-up Sunday is an office day"),
    ("01-23 10:00", 1, NATIONAL, "02-03 17:00", "Spring Festival, prolonged to 2 February (国办发明电〔2020〕1号)"),
    ("02-01 10:00", 0, NATIONAL, "02-03 17:00", "the make-up Saturday of 1 February was cancelled"),
    ("02-28 10:00", 1, NATIONAL, "03-02 17:00", "29 February 2020 is a Saturday"),
    ("02-28 10:00", 1, EVERY_DAY, "02-29 20:00", "and is worked by the county's order"),
    ("02-03 10:00", 20, NATIONAL, "03-02 17:00", "twenty working days, the longest 行政许可法 §42 allows"),
    ("04-03 10:00", 1, NATIONAL, "04-07 17:00", "Qingming, 4 to 6 April"),
    ("04-24 10:00", 2, NATIONAL, "04-27 17:00", "Sunday 26 April makes up for May"),
    ("04-30 10:00", 1, NATIONAL, "05-06 17:00", "May holiday, 1 to 5 May"),
    ("04-30 18:00", 0, NATIONAL, "05-06 17:00", "after closing on its eve"),
    ("05-08 10:00", 1, NATIONAL, "05-09 17:00", "Saturday 9 May makes up for May"),
    ("06-24 10:00", 1, NATIONAL, "06-28 17:00", "Dragon Boat, and the make-up Sunday after it"),
    ("09-30 10:00", 2, NATIONAL, "10-10 17:00", "National Day with Mid-Autumn, then Friday and a make-up Saturday"),
    ("12-31 10:00", 1, NATIONAL, "2021-01-04 17:00", "over the end of the year"),
]
WITH_PAUSES = [
    # handed in, working days, calendar, pauses, due, because
    ("02-17 10:00", 2, NATIONAL, [("02-17 14:00", "02-17 16:00")], "02-19 17:00", "corrected within the day"),
    ("02-17 10:00", 2, NATIONAL, [("02-17 14:00", "02-18 10:00")], "02-20 17:00", "corrected overnight: one day"),
    ("02-17 10:00", 2, NATIONAL, [("02-17 14:00", "02-17 18:00")], "02-20 17:00", "back after closing is tomorrow"),
    ("02-17 10:00", 0, NATIONAL, [("02-17 14:00", "02-18 10:00")], "02-18 17:00", "the same-day promise moves on"),
    ("02-14 10:00", 0, NATIONAL, [("02-14 14:00", "02-17 10:00")], "02-17 17:00", "the weekend is no working day"),
    ("02-14 10:00", 0, EVERY_DAY, [("02-14 14:00", "02-17 10:00")], "02-17 20:00", "the weekend is worked: three"),
    ("02-14 10:00", 2, NATIONAL, [("02-15 10:00", "02-16 10:00")], "02-18 17:00", "no office hour passed in between"),
    ("02-14 18:00", 0, NATIONAL, [("02-14 18:30", "02-14 19:00")], "02-17 17:00", "all before the day of receipt"),
    ("02-17 10:00", 2, NATIONAL, [("02-18 18:00", "02-19 10:00")], "02-19 17:00", "returned after closing, back early"),
    ("01-23 10:00", 0, NATIONAL, [("01-23 15:00", "02-03 10:00")], "02-03 17:00", "the festival is no working day"),
    ("04-30 10:00", 1, NATIONAL, [("04-30 11:00", "05-09 10:00")], "05-11 17:00", "6, 7, 8 May and the make-up day"),
    ("02-17 10:00", 2, NATIONAL, [("02-17 11:00", "02-18 10:00"), ("02-19 11:00", "02-21 10:00")], "02-24 17:00",
     "one day and two days"),
    ("02-17 10:00", 2, NATIONAL, [("02-17 10:30", "02-17 11:00"), ("02-17 14:00", "02-17 15:00")], "02-19 17:00",
     "twice within the day"),
    ("02-17 09:00", 0, NATIONAL, [("02-17 16:00", "02-17 18:00"), ("02-17 19:00", "02-18 10:00")], "02-18 17:00",
     "twice in one evening is still one day"),
    ("02-14 10:00", 0, NATIONAL, [("02-14 18:00", "02-17 10:00")], "02-14 17:00", "overdue before it was returned"),
]  # fmt: skip


@pytest.mark.parametrize(("filed", "days", "calendar", "due", "because"), WITHOUT_PAUSE, ids=str)
def test_the_answer_is_due(*, filed: str, days: int, calendar: OfficeCalendar, due: str, because: str) -> None:
    assert due_at(at(filed), working_days=days, calendar=calendar) == at(due), because


@pytest.mark.parametrize(("filed", "days", "calendar", "pauses", "due", "because"), WITH_PAUSES)
def test_the_clock_stands_still_while_the_enterprise_corrects(
    *, filed: str, days: int, calendar: OfficeCalendar, pauses: list[tuple[str, str]], due: str, because: str
) -> None:
    stood_still = [pause(*ends) for ends in pauses]

    assert due_at(at(filed), working_days=days, calendar=calendar, pauses=stood_still) == at(due), because


def test_a_moment_is_read_in_beijing_wherever_it_was_written() -> None:
    late_sunday = datetime(2020, 2, 16, 16, 30, tzinfo=UTC)  # 00:30 on Monday in Beijing

    assert received_on(late_sunday, NATIONAL) == date(2020, 2, 17)
    assert due_at(late_sunday, working_days=0, calendar=NATIONAL) == at("02-17 17:00")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2020, 12, 1), timezones=st.just(BEIJING)),
    st.integers(0, 10),
    st.sampled_from([NATIONAL, EVERY_DAY]),
)
def test_the_limit_lies_on_a_working_day_at_its_closing_hour_and_never_before_the_receipt(
    filed: datetime, days: int, calendar: OfficeCalendar
) -> None:
    due = due_at(filed, working_days=days, calendar=calendar)

    assert calendar.is_working(due.date())
    assert due == calendar.closing(due.date())
    assert due >= filed
    assert calendar.between(received_on(filed, calendar), due.date()) == days


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2020, 11, 1), timezones=st.just(BEIJING)),
    st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=5)), min_size=2, max_size=6).filter(
        lambda gaps: len(gaps) % 2 == 0
    ),
    st.sampled_from([NATIONAL, EVERY_DAY]),
)
def test_pauses_only_ever_move_the_limit_away_and_together_never_more_than_one_long_pause(
    filed: datetime, gaps: list[timedelta], calendar: OfficeCalendar
) -> None:
    moments = [filed]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    pauses = [Pause(*ends) for ends in zip(moments[1::2], moments[2::2], strict=True)]
    whole = Pause(moments[1], moments[-1])
    without, due, longest = (
        due_at(filed, working_days=2, calendar=calendar, pauses=some) for some in ([], pauses, [whole])
    )

    assert without <= due <= longest


LAMPS = [
    # state, due, now, colour, word, working days left
    ("in_review", "02-19 17:00", "02-17 10:00", "green", "正常", 2),
    ("in_review", "02-17 17:00", "02-17 09:30", "green", "正常", 0),
    ("in_review", "02-17 17:00", "02-17 12:59", "green", "正常", 0),
    ("in_review", "02-17 17:00", "02-17 13:00", "yellow", "即将到期", 0),
    ("in_review", "02-17 17:00", "02-17 17:00", "yellow", "即将到期", 0),
    ("in_review", "02-17 17:00", "02-17 17:01", "red", "已超期", 0),
    ("in_review", "02-14 17:00", "02-15 10:00", "red", "已超期", 0),
    ("in_review", "02-14 17:00", "02-19 10:00", "red", "已超期", -3),
    ("in_review", "02-18 17:00", "02-15 10:00", "green", "正常", 2),
    ("in_review", None, "02-17 10:00", "grey", "不计时", None),
    ("returned", None, "02-17 10:00", "grey", "计时暂停", None),
    ("draft", None, "02-17 10:00", "grey", "不计时", None),
    ("granted", "02-17 17:00", "02-18 10:00", "grey", "不计时", None),
    ("recorded", None, "02-18 10:00", "grey", "不计时", None),
    ("refused", "02-17 17:00", "02-18 10:00", "grey", "不计时", None),
    ("withdrawn", None, "02-18 10:00", "grey", "不计时", None),
    ("suspended", "02-17 17:00", "02-18 10:00", "grey", "不计时", None),
]


@pytest.mark.parametrize(("state", "due", "now", "colour", "word", "left"), LAMPS)
def test_the_lamp_shows_colour_word_and_working_days_left(
    *, state: str, due: str | None, now: str, colour: str, word: str, left: int | None
) -> None:
    shown = lamp(state, due=at(due) if due else None, now=at(now), calendar=NATIONAL)

    assert (shown.colour, shown.word, shown.working_days_left) == (colour, word, left)
    assert shown.due_at == (at(due) if due and colour != "grey" else None)


def test_the_warning_comes_four_hours_before_the_limit() -> None:
    assert warns_at(at("02-17 17:00")) == at("02-17 13:00")
