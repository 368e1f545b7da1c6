"""Document numbers have no gaps and no doubles, whoever takes them at the same time and whoever changes his mind."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from fugong.core import numbering
from fugong.core.models import NumberSeries
from fugong.core.tests.factories import TONGZI

InParallel = Callable[[list[Callable[[], Any]]], list[Any]]


def take(series: str = "桐经贸复", *, county: str = TONGZI, year: int = 2020, stays: bool = True) -> int | None:
    with transaction.atomic():
        number = numbering.take(series, county=county, year=year)
        transaction.set_rollback(not stays)
    return number if stays else None


def test_sixteen_offices_at_once_with_random_rollbacks_leave_no_gap(in_parallel: InParallel) -> None:
    def decide(office: int) -> Callable[[], list[int | None]]:
        chance = random.Random(office)  # noqa: S311 (the same run every time)
        return lambda: [take(stays=chance.random() < 0.6) for _ in range(15)]

    given = in_parallel([decide(office) for office in range(16)])
    numbers = sorted(number for taken in given for number in taken if number is not None)
    assert numbers == list(range(1, len(numbers) + 1))
    assert 0 < len(numbers) < 16 * 15
    assert NumberSeries.objects.get().last == len(numbers)


@pytest.mark.django_db
def test_every_year_begins_with_one() -> None:
    assert [take(year=2020), take(year=2020), take(year=2021), take(year=2020)] == [1, 2, 1, 3]


@pytest.mark.django_db
def test_counties_and_series_count_by_themselves() -> None:
    assert [take(), take(county="520321"), take("桐经贸函"), take()] == [1, 1, 1, 2]


@pytest.mark.django_db
def test_a_number_needs_the_transaction_of_its_decision() -> None:
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError, match="inside the transaction"):
            numbering.take("桐经贸复", county=TONGZI, year=2020)
    finally:
        connection.in_atomic_block = before
    assert not NumberSeries.objects.exists()


def test_a_number_is_written_with_six_cornered_brackets_and_without_zeros() -> None:
    assert numbering.written("桐经贸复", 2020, 1) == "桐经贸复〔2020〕1号"
