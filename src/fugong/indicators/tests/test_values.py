"""Values as pairs: the published worked example, rounding, growth over the same units."""

import datetime as dt
from decimal import Decimal

import pytest

from fugong.core.calendar import BEIJING
from fugong.indicators.queries.definitions import all_definitions, definition
from fugong.indicators.rules.value import Part, Source, Value, composed

SOURCE = Source("520322", 7, dt.datetime(2020, 2, 10, 20, tzinfo=BEIJING))
DAY = dt.date(2020, 2, 10)


def value(code: str, numerator: str, denominator: str) -> Value:
    return Value(definition(code), DAY, "", "", Decimal(numerator), Decimal(denominator), 1, 0, 0, SOURCE)


def test_the_example_that_state_grid_published() -> None:
    """2020-02-10, Zhejiang: 64,590 of 333,427 customers, 40,541.65 of 128,807.02 (10,000 kWh), R = 25.42."""
    customers = value("electricity_customers", "64590", "333427")
    energy = value("electricity_energy", "40541.65", "128807.02")

    index = composed(definition("electricity_index"), (Part(Decimal("0.5"), energy), Part(Decimal("0.5"), customers)))

    assert (customers.rate, energy.rate) == (Decimal("19.37"), Decimal("31.47"))
    assert index.rate == Decimal("25.42")


@pytest.mark.parametrize(
    ("code", "pair", "rate"),
    [
        ("resumption_gross", "397/397", "100.0"),
        ("resumption_gross", "1/3", "33.3"),
        ("resumption_gross", "2/3", "66.7"),
        ("resumption_gross", "1/2000", "0.1"),  # 0.05 rounds half up
        ("output_growth", "1560/1514.56", "3.0"),
        ("output_growth", "90/100", "-10.0"),
        ("output_cum", "156000/39", "156000.00"),
    ],
)
def test_the_printed_figure_comes_from_the_pair(code: str, pair: str, rate: str) -> None:
    assert value(code, *pair.split("/")).rate == Decimal(rate)


def test_nothing_over_nothing_is_no_rate() -> None:
    assert value("resumption_gross", "0", "0").rate is None
    zero = value("electricity_energy", "0", "0")
    assert composed(definition("electricity_index"), (Part(Decimal(1), zero),)).rate is None


def test_a_value_names_the_list_it_was_counted_over() -> None:
    assert value("output_cum", "1", "39").list_version == "industry_above@2020-02-10#7"


def test_every_definition_says_its_pair_its_basis_and_its_source_in_both_languages() -> None:
    for one in all_definitions():
        for told in (one.name, one.unit, one.numerator, one.denominator, one.source):
            assert all(told.values()), one.key
        assert (one.kind.value == "index") == bool(one.components), one.key
