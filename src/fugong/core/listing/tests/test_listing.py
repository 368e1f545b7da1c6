"""A list is what its address says: filter, order, columns, page size and page."""

from datetime import date, time, timedelta
from typing import ClassVar

import django_filters
import django_tables2
import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from fugong.core.calendar.models import CalendarOverride
from fugong.core.listing import Listing
from fugong.core.tests.factories import TONGZI


class OrderTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """Orders that change the calendar."""

    always_shown = ("basis",)
    hidden_at_first = ("opens",)

    basis = django_tables2.Column(verbose_name="依据")
    from_on = django_tables2.Column(verbose_name="起")
    working = django_tables2.Column(verbose_name="上班", orderable=False)
    opens = django_tables2.Column(verbose_name="上班时间")


class OrderFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """By words of the basis and by the first day."""

    basis = django_filters.CharFilter(lookup_expr="contains")
    since = django_filters.DateFilter(field_name="from_on", lookup_expr="gte")

    class Meta:
        model = CalendarOverride
        fields: ClassVar[list[str]] = []


def make_orders(number: int) -> None:
    first = date(2020, 2, 1)
    CalendarOverride.objects.bulk_create(
        CalendarOverride(
            county_code=TONGZI,
            from_on=first + timedelta(days=n),
            until_on=first + timedelta(days=n),
            working=True,
            opens=time(9),
            closes=time(17),
            basis=f"通知{n % 3}",
        )
        for n in range(number)
    )


def listing(query: str = "") -> Listing:
    request = RequestFactory().get(f"/?{query}")
    return Listing(request, CalendarOverride.objects.all(), table=OrderTable, filters=OrderFilter)


def shown(found: Listing, column: str = "from_on") -> list[object]:
    return [row.get_cell_value(column) for row in found.table.paginated_rows]


@pytest.mark.django_db
def test_a_bare_address_shows_the_first_page_of_everything() -> None:
    make_orders(45)

    found = listing()

    assert found.total == 45
    assert len(shown(found)) == 20
    assert not found.is_filtered


@pytest.mark.django_db
def test_the_address_filters_orders_and_pages() -> None:
    make_orders(45)

    found = listing("basis=通知1&sort=-from_on&size=50")

    days = shown(found)
    assert len(days) == 15
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]  # dates
    assert found.is_filtered


@pytest.mark.django_db
def test_rows_that_tie_keep_their_place_from_page_to_page() -> None:
    make_orders(60)

    pages = [shown(listing(f"sort=basis&page={page}")) for page in (1, 2, 3)]

    assert len({day for page in pages for day in page}) == 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "sort=password",
        "sort=working",
        "sort=",
        "page=zero",
        "page=999",
        "page=-1",
        "size=1000000",
        "columns=secret",
        "since=31.2.",
    ],
)
def test_words_without_sense_never_break_a_list(query: str) -> None:
    make_orders(25)

    found = listing(query)

    assert found.total == 25
    assert found.size == 20
    assert shown(found)


@pytest.mark.django_db
def test_columns_are_chosen_but_the_leading_one_stays() -> None:
    make_orders(1)

    assert [header.name for header in listing().headers] == ["basis", "from_on", "working"]
    assert [header.name for header in listing("columns=opens").headers] == ["basis", "opens"]
    assert [choice.value for choice in listing().column_choices] == ["from_on", "working", "opens"]


@pytest.mark.django_db
def test_a_head_says_its_order_and_turns_it() -> None:
    make_orders(1)

    up, down = listing("sort=from_on").headers[1], listing("sort=-from_on").headers[1]

    assert (up.direction, up.next_sort) == ("ascending", "-from_on")
    assert (down.direction, down.next_sort) == ("descending", "from_on")
    assert listing().headers[2].next_sort == ""


@pytest.mark.django_db
def test_a_new_filter_keeps_order_columns_and_size_and_starts_at_page_one() -> None:
    found = listing("basis=x&sort=from_on&columns=opens&size=50&page=3")

    assert dict(found.carried) == {"sort": "from_on", "columns": "opens", "size": "50"}
    assert found.kept_by_columns == [("basis", "x"), ("sort", "from_on")]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 60])
def test_two_queries_whatever_the_number_of_rows(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_orders(number)

    with django_assert_num_queries(2):
        found = listing("basis=通知&sort=from_on")
        shown(found)
        assert found.headers
        assert found.pages
