"""The office calendar: 2020 exact to the day by the State Council's notices, local orders above it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from fugong.core import audit
from fugong.core.audit.models import AuditEntry
from fugong.core.calendar import BEIJING, CalendarUnknown, OfficeCalendar, Override, day_of
from fugong.core.calendar.models import CalendarOverride
from fugong.core.calendar.overrides import office_calendar, order_office_days
from fugong.core.tests.factories import MORNING, OFFICER, TONGZI

NATIONAL = OfficeCalendar()


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def of_2020(*spans: tuple[int, int, int, int]) -> set[date]:
    return {day for m1, d1, m2, d2 in spans for day in days(date(2020, m1, d1), date(2020, m2, d2))}


# 国办发明电〔2019〕16号, and 〔2020〕1号, which prolonged the Spring Festival to 2 February and so cancelled the
# working Saturday of 1 February.
OFF = of_2020((1, 1, 1, 1), (1, 24, 2, 2), (4, 4, 4, 6), (5, 1, 5, 5), (6, 25, 6, 27), (10, 1, 10, 8))
WORKING_WEEKENDS = {date(2020, m, d) for m, d in ((1, 19), (4, 26), (5, 9), (6, 28), (9, 27), (10, 10))}


@pytest.mark.parametrize("day", days(date(2020, 1, 1), date(2020, 12, 31)), ids=str)
def test_each_day_of_2020_is_as_the_state_council_ordered(day: date) -> None:
    ordered = day in WORKING_WEEKENDS or (day.weekday() < 5 and day not in OFF)
    assert NATIONAL.is_working(day) is ordered


def test_2020_has_as_many_working_days_as_counted_by_hand() -> None:
    assert NATIONAL.between(date(2019, 12, 31), date(2020, 12, 31)) == 249
    assert NATIONAL.between(date(2020, 1, 31), date(2020, 2, 29)) == 20
    assert NATIONAL.between(date(2020, 2, 29), date(2020, 3, 31)) == 22


@pytest.mark.parametrize(
    ("start", "working_days", "due"),
    [
        ("2020-02-14", 1, "2020-02-17"),  # Friday to Monday
        ("2020-02-14", 5, "2020-02-21"),
        ("2020-01-23", 1, "2020-02-03"),  # over the prolonged Spring Festival
        ("2020-01-18", 1, "2020-01-19"),  # a working Sunday
        ("2020-04-03", 1, "2020-04-07"),
        ("2020-09-30", 1, "2020-10-09"),
        ("2020-10-09", 1, "2020-10-10"),  # a working Saturday
        ("2020-02-15", 0, "2020-02-17"),  # nothing to count: the next day on which somebody is there
        ("2020-02-17", 0, "2020-02-17"),
        ("2019-12-31", 1, "2020-01-02"),
    ],
)
def test_terms_end_on_the_day_an_office_would_count(*, start: str, working_days: int, due: str) -> None:
    assert NATIONAL.after(date.fromisoformat(start), working_days) == date.fromisoformat(due)


WEEKENDS_TOO = Override(date(2020, 2, 10), date(2020, 3, 31), working=True, opens=time(8), closes=time(20), basis="令")


def test_under_the_emergency_order_every_day_is_an_office_day_with_its_hours() -> None:
    calendar = OfficeCalendar((WEEKENDS_TOO,))
    assert all(calendar.is_working(day) for day in days(date(2020, 2, 10), date(2020, 3, 31)))
    assert not calendar.is_working(date(2020, 2, 9))
    assert calendar.after(date(2020, 2, 14), 1) == date(2020, 2, 15)
    assert calendar.closing(date(2020, 2, 15)) == datetime(2020, 2, 15, 20, tzinfo=BEIJING)
    assert calendar.closing(date(2020, 4, 1)) == datetime(2020, 4, 1, 17, tzinfo=BEIJING)


def test_the_later_order_wins_over_the_earlier_one() -> None:
    closed = Override(date(2020, 2, 12), date(2020, 2, 12), working=False)
    calendar = OfficeCalendar((WEEKENDS_TOO, closed))
    assert not calendar.is_working(date(2020, 2, 12))
    assert OfficeCalendar((closed, WEEKENDS_TOO)).is_working(date(2020, 2, 12))


@pytest.mark.parametrize("year", [2003, 2100])
def test_a_year_the_state_has_not_fixed_is_said_and_not_guessed(year: int) -> None:
    with pytest.raises(CalendarUnknown) as refused:
        NATIONAL.is_working(date(year, 3, 2))
    assert refused.value.facts == {"year": year}
    with pytest.raises(CalendarUnknown):
        NATIONAL.after(date(year, 3, 2), 3)


def test_an_unknown_year_can_be_entered_as_a_local_order() -> None:
    whole_year = Override(date(2100, 1, 1), date(2100, 12, 31), working=True)
    assert OfficeCalendar((whole_year,)).after(date(2100, 3, 2), 3) == date(2100, 3, 5)


def test_an_order_to_rest_for_ever_ends_in_a_refusal_and_not_in_a_loop() -> None:
    with pytest.raises(CalendarUnknown):
        OfficeCalendar((Override(date(9990, 1, 1), date.max, working=False),)).first_working(date(9999, 1, 1))


def test_a_term_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        NATIONAL.after(date(2020, 2, 14), -1)


known_days = st.dates(date(2019, 1, 1), date(2021, 6, 30))
orders = st.builds(
    lambda first, length, working: Override(first, first + timedelta(days=length), working=working),
    known_days, st.integers(0, 40), st.booleans(),
)  # fmt: skip
calendars = st.builds(lambda found: OfficeCalendar(tuple(found)), st.lists(orders, max_size=3))


@given(calendars, known_days, st.integers(1, 60))
def test_a_term_ends_on_a_working_day_with_exactly_that_many_days_passed(
    calendar: OfficeCalendar, day: date, working_days: int
) -> None:
    due = calendar.after(day, working_days)
    assert due > day
    assert calendar.is_working(due)
    assert calendar.between(day, due) == working_days


@given(calendars, known_days, st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_terms_add_up(calendar: OfficeCalendar, day: date, terms: tuple[int, int]) -> None:
    start, (one, other) = calendar.first_working(day), terms
    assert calendar.after(calendar.after(start, one), other) == calendar.after(start, one + other)


@given(calendars, known_days, known_days)
def test_counting_back_is_counting_forward_with_a_minus(calendar: OfficeCalendar, one: date, other: date) -> None:
    assert calendar.between(one, other) == -calendar.between(other, one)


def test_a_day_is_a_day_in_beijing() -> None:
    assert day_of(datetime.fromisoformat("2020-02-14T17:00:00+00:00")) == date(2020, 2, 15)


@pytest.mark.django_db
def test_a_countys_order_is_entered_once_audited_and_found_by_its_calendar() -> None:
    for _ in range(2):
        order_office_days(TONGZI, override=WEEKENDS_TOO, by=OFFICER, at=MORNING)
    assert office_calendar(TONGZI) == OfficeCalendar((WEEKENDS_TOO,))
    assert office_calendar("520321") == NATIONAL
    assert [entry.action for entry in AuditEntry.objects.all()] == ["core.calendar.overridden"]
    assert audit.verify().sound


@pytest.mark.django_db
@pytest.mark.parametrize(
    "order",
    [
        Override(date(2020, 2, 10), date(2020, 2, 9), working=True),
        Override(date(2020, 2, 10), date(2020, 2, 11), working=True, opens=time(20), closes=time(8)),
    ],
)
def test_an_order_that_ends_before_it_begins_is_not_entered(order: Override) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        order_office_days(TONGZI, override=order, by=OFFICER, at=MORNING)
    assert not CalendarOverride.objects.exists()
    assert not AuditEntry.objects.exists()
