"""The one clock: Beijing time, or a demonstration's time that runs on from where it was set."""

from datetime import UTC, date, datetime, timedelta

from django.utils import translation
from pytest_django import Settings

from fugong.core import clock
from fugong.core.clock import words
from fugong.core.tests.factories import MORNING


def test_the_clock_gives_beijing_time() -> None:
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.today() == clock.now().date()


def test_a_demonstrations_clock_stands_where_it_was_set_and_runs_on(settings: Settings) -> None:
    set_at = clock.now() - timedelta(hours=2)
    settings.FUGONG_CLOCK = MORNING
    settings.FUGONG_CLOCK_SET_AT = set_at
    assert timedelta(0) <= clock.now() - (MORNING + timedelta(hours=2)) < timedelta(seconds=5)
    assert clock.today() == date(2020, 2, 15)
    assert clock.real(MORNING) == set_at
    assert clock.real(MORNING + timedelta(hours=1)) == set_at + timedelta(hours=1)


def test_without_a_demonstration_a_business_moment_is_the_real_one() -> None:
    assert clock.real(MORNING) == MORNING


def test_days_and_moments_are_told_in_the_readers_language() -> None:
    late = datetime.fromisoformat("2020-02-15T17:05:00+00:00")
    assert (words.day(date(2020, 2, 5)), words.moment(late)) == ("2020年2月5日", "2020年2月16日 01:05")
    with translation.override("en"):
        assert (words.day(date(2020, 2, 5)), words.moment(late)) == ("5 Feb 2020", "16 Feb 2020, 01:05")
