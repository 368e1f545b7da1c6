"""What holds of the working-day clock whatever the case, and the lamp; the cases stand in test_clock_table.py."""

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
