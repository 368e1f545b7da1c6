"""The size classes of 2017: the table against its source, each bound, the rule in both its wordings."""

import csv
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.registry.rules.size import Figures, Size, classify, row_for
from fugong.registry.rules.size_table import TABLE, Bound, Row

RANKED = [Size.LARGE, Size.MEDIUM, Size.SMALL, Size.MICRO]
LETTERS = {"X": "staff", "Y": "revenue_wan", "Z": "assets_wan"}
PLENTY = 10**9

SOURCE = list(
    csv.DictReader((files("fugong.registry") / "reference" / "sme2017.csv").read_text(encoding="utf-8").splitlines())
)
BOUNDS = [(row, bound) for row in TABLE for bound in row.bounds]


def figures_with(row: Row, bound: Bound, value: int | Decimal) -> Figures:
    """Give figures that are plenty in every indicator of the row but this one."""
    values = {other.indicator: PLENTY for other in row.bounds} | {bound.indicator: value}
    return Figures(**values)  # type: ignore[arg-type]  # a test of numbers of either kind


def by_dropping(row: Row, figures: Figures) -> Size:
    """Apply the rule as the regulation words it: who misses one lower bound drops a class, and again."""
    for size, least in ((Size.LARGE, "large"), (Size.MEDIUM, "medium"), (Size.SMALL, "small")):
        if all(getattr(figures, bound.indicator) >= getattr(bound, least) for bound in row.bounds):
            return size
    return Size.MICRO


def test_the_table_is_the_published_annex_line_by_line() -> None:
    published = [
        (
            int(line["row"]),
            line["industry"].rstrip("*"),
            LETTERS[line["indicator"]],
            int(line["large_min"]),
            int(line["medium_min"]),
            int(line["small_min"]),
        )
        for line in SOURCE
    ]

    assert published == [(r.number, r.industry, b.indicator, b.large, b.medium, b.small) for r, b in BOUNDS]


@pytest.mark.parametrize(("row", "bound"), BOUNDS, ids=[f"{row.number}-{bound.indicator}" for row, bound in BOUNDS])
def test_a_bound_belongs_to_its_class_and_the_value_just_below_does_not(row: Row, bound: Bound) -> None:
    step = 1 if bound.indicator == "staff" else Decimal("0.01")
    code = row.prefixes[0].ljust(4, "0")

    for least, here, below in (
        (bound.large, Size.LARGE, Size.MEDIUM),
        (bound.medium, Size.MEDIUM, Size.SMALL),
        (bound.small, Size.SMALL, Size.MICRO),
    ):
        assert classify(code, figures_with(row, bound, least)).size == here
        assert classify(code, figures_with(row, bound, least - step)).size == below
    assert classify(code, figures_with(row, bound, 0)).size == Size.MICRO


@given(
    row=st.sampled_from(TABLE),
    staff=st.integers(0, 3_000),
    revenue_wan=st.decimals(0, 300_000, places=2),
    assets_wan=st.decimals(0, 200_000, places=2),
)
def test_the_lowest_class_of_the_indicators_is_what_dropping_class_by_class_gives(
    *, row: Row, staff: int, revenue_wan: Decimal, assets_wan: Decimal
) -> None:
    figures = Figures(staff, revenue_wan, assets_wan)

    classified = classify(row.prefixes[0].ljust(4, "0"), figures)

    assert classified.size == by_dropping(row, figures)
    assert classified.size == max((size for _, size in classified.by_indicator), key=RANKED.index)


@given(
    row=st.sampled_from(TABLE),
    staff=st.integers(0, 3_000),
    money=st.decimals(0, 300_000, places=2),
    more=st.integers(0, 500),
)
def test_an_enterprise_that_grows_never_falls_into_a_lower_class(
    *, row: Row, staff: int, money: Decimal, more: int
) -> None:
    code = row.prefixes[0].ljust(4, "0")

    before = classify(code, Figures(staff, money, money)).size
    after = classify(code, Figures(staff + more, money + more, money + more)).size

    assert RANKED.index(after) <= RANKED.index(before)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("0111", 1), ("0511", 1), ("0610", 2), ("1512", 2), ("3011", 2), ("4411", 2), ("4620", 2), ("4710", 3),
        ("5090", 3), ("5111", 4), ("5299", 5), ("5411", 6), ("5910", 6), ("5920", 7), ("5990", 7), ("6010", 8),
        ("6110", 9), ("6210", 10),
        ("6311", 11), ("6490", 11), ("6510", 12), ("7010", 13), ("7020", 14), ("7030", 16), ("7090", 16), ("7119", 15),
        ("7299", 15), ("7310", 16), ("8211", 16), ("8510", 16), ("9090", 16),
    ],
)  # fmt: skip
def test_an_industry_finds_its_row(code: str, number: int) -> None:
    row = row_for(code)

    assert row is not None
    assert row.number == number


@pytest.mark.parametrize("code", ["5310", "6610", "7040", "8310", "8411", "9110", "9700", "59", "70", "C", "", "ABCD"])
def test_industries_outside_the_method_are_not_classified_and_never_micro(code: str) -> None:
    assert classify(code, Figures(5, Decimal(10), Decimal(10))).size == Size.UNCLASSIFIED


def test_every_prefix_belongs_to_one_row_only() -> None:
    prefixes = [prefix for row in TABLE for prefix in row.prefixes]

    assert len(prefixes) == len(set(prefixes))


def test_a_missing_indicator_leaves_the_enterprise_unclassified_and_names_it() -> None:
    classified = classify("3011", Figures(staff=500))

    assert classified.size == Size.UNCLASSIFIED
    assert classified.missing == ("revenue_wan",)
    assert classified.by_indicator == (("staff", Size.MEDIUM),)
