"""Which size class does an enterprise belong to? (统计上大中小微型企业划分办法 2017, 国统字〔2017〕213号)

Large, medium and small must reach every lower bound of their industry's row, otherwise the enterprise drops one
class, and again. That is the same as: each indicator has a class of its own, the enterprise has the lowest of them.
The bureau fixes the class once a year from annual figures; the months in between do not change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fugong.registry.rules.size_table import TABLE, Bound, Indicator, Row

__all__ = ["Classified", "Figures", "Size", "classify", "row_for"]


class Size(StrEnum):
    """The four classes, and the answer for industries or figures the method does not cover."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"
    UNCLASSIFIED = "unclassified"


_RANKED = (Size.LARGE, Size.MEDIUM, Size.SMALL, Size.MICRO)
_ROW_BY_PREFIX: Mapping[str, Row] = {prefix: row for row in TABLE for prefix in row.prefixes}


@dataclass(frozen=True)
class Figures:
    """A year's figures as the method wants them: persons at the end of the period, 万元 of revenue and of assets."""

    staff: int | None = None
    revenue_wan: Decimal | None = None
    assets_wan: Decimal | None = None


@dataclass(frozen=True)
class Classified:
    """The class with its grounds: the row applied, the class each indicator alone would give, what was missing."""

    size: Size
    row: Row | None
    by_indicator: tuple[tuple[Indicator, Size], ...] = ()
    missing: tuple[Indicator, ...] = ()


def row_for(industry_code: str) -> Row | None:
    """Find the annex row that covers a GB/T 4754-2017 code; none for industries left out or codes too coarse."""
    for length in range(len(industry_code), 1, -1):
        row = _ROW_BY_PREFIX.get(industry_code[:length])
        if row is not None:
            return row
    return None


def classify(industry_code: str, figures: Figures) -> Classified:
    """Give the size class of an enterprise of this industry with these annual figures.

    Without a row, or with an indicator missing, the answer is "unclassified": never a guess, never "micro".
    """
    row = row_for(industry_code)
    if row is None:
        return Classified(Size.UNCLASSIFIED, None)
    values = {bound.indicator: _value(figures, bound.indicator) for bound in row.bounds}
    missing = tuple(indicator for indicator, value in values.items() if value is None)
    ranked = tuple(
        (bound.indicator, _class_alone(value, bound))
        for bound in row.bounds
        if (value := values[bound.indicator]) is not None
    )
    if missing:
        return Classified(Size.UNCLASSIFIED, row, ranked, missing)
    lowest = max((size for _, size in ranked), key=_RANKED.index)
    return Classified(lowest, row, ranked)


def _value(figures: Figures, indicator: Indicator) -> Decimal | int | None:
    if indicator == "staff":
        return figures.staff
    return figures.revenue_wan if indicator == "revenue_wan" else figures.assets_wan


def _class_alone(value: Decimal | int, bound: Bound) -> Size:
    if value >= bound.large:
        return Size.LARGE
    if value >= bound.medium:
        return Size.MEDIUM
    return Size.SMALL if value >= bound.small else Size.MICRO
