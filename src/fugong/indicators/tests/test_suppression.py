"""Suppression against an attacker who knows who belongs where and works with exact fractions."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fugong.indicators.rules.suppression import FLOOR, exposed, hidden

Cells = dict[str, frozenset[int]]


@st.composite
def tables(draw: st.DrawFn) -> Cells:
    """Give a table of one total and up to three groupings over the same enterprises, with cells of any size."""
    number = draw(st.integers(1, 9))
    cells: Cells = {"total": frozenset(range(number))}
    for grouping in range(draw(st.integers(1, 3))):
        groups = draw(st.lists(st.integers(0, 3), min_size=number, max_size=number))
        for group in set(groups):
            cells[f"{grouping}/{group}"] = frozenset(unit for unit, own in enumerate(groups) if own == group)
    return cells


def worked_out(shown: Mapping[str, frozenset[int]], target: frozenset[int], units: int) -> bool:
    """Tell, by elimination with fractions, whether the target's sum is a combination of the shown sums."""
    columns = [[Fraction(unit in cell) for unit in range(units)] for cell in shown.values()]
    wanted = [Fraction(unit in target) for unit in range(units)]
    rows = [[column[unit] for column in columns] + [wanted[unit]] for unit in range(units)]
    rank = 0
    for place in range(len(columns)):
        pivot = next((n for n in range(rank, units) if rows[n][place]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for n in range(units):
            if n != rank and rows[n][place]:
                times = rows[n][place] / rows[rank][place]
                rows[n] = [a - times * b for a, b in zip(rows[n], rows[rank], strict=True)]
        rank += 1
    return not any(row[-1] for row in rows[rank:])


@settings(max_examples=150, deadline=None)
@given(tables())
def test_an_attacker_works_out_no_sum_of_one_or_two(cells: Cells) -> None:
    away, units = hidden(cells), len(cells["total"])
    shown = {key: cell for key, cell in cells.items() if key not in away}
    for size in (1, 2):
        for target in combinations(range(units), size):
            assert not worked_out(shown, frozenset(target), units), (shown, target)


@settings(max_examples=150, deadline=None)
@given(tables())
def test_what_need_not_be_hidden_is_shown(cells: Cells) -> None:
    """A table that gives nobody away is shown whole; and hiding never starts without a reason."""
    away = hidden(cells)
    small = any(len(cell) < FLOOR for cell in cells.values())
    assert bool(away) == (small or bool(exposed(cells)))


@pytest.mark.parametrize(
    ("cells", "away"),
    [
        # The one small cell, and the one without which the total gives it away.
        ({"t": {1, 2, 3, 4, 5, 6, 7, 8}, "a": {1}, "b": {2, 3, 4}, "c": {5, 6, 7, 8}}, {"a", "b"}),
        # Two cells of one enterprise each: their sum is that of two.
        ({"t": {1, 2, 3, 4, 5, 6, 7}, "a": {1}, "b": {2}, "c": {3, 4, 5, 6, 7}}, {"a", "b", "c"}),
        # Nested across groupings: the difference is one enterprise.
        ({"t": set(range(9)), "a": {0, 1, 2, 3}, "b": {0, 1, 2, 3, 4}}, {"a"}),
        # Everything small: nothing is shown.
        ({"t": {1, 2}, "a": {1}, "b": {2}}, {"t", "a", "b"}),
        # Nothing small.
        ({"t": set(range(6)), "a": {0, 1, 2}, "b": {3, 4, 5}}, set()),
    ],
)
def test_by_hand(cells: dict[str, set[int]], away: set[str]) -> None:
    assert hidden(cells) == away


def test_a_county_is_done_in_no_time_and_keeps_its_total() -> None:
    units = range(420)
    cells: dict[str, frozenset[int]] = {"total": frozenset(units)}
    for name, size in (("township", 25), ("industry", 60), ("ownership", 3), ("size", 4)):
        for group in range(size):
            cells[f"{name}/{group}"] = frozenset(u for u in units if (u * u * len(name) + 7 * u) % size == group)
    away = hidden(cells)
    assert "total" not in away
    assert len(away) < len(cells) / 2
