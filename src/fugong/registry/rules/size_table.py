"""The statistical size bounds of 2017 as typed rows (国家统计局 国统字〔2017〕213号, annex).

Every number is the lowest value that still belongs to the class; below ``small`` is micro. The test beside this file
holds it against ``reference/sme2017.csv`` line by line. Industries that the annex leaves out have no row: railways 53,
finance, property leasing 7040, education, health 84, public administration and international organisations.
"""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["TABLE", "Bound", "Indicator", "Row"]

Indicator = Literal["staff", "revenue_wan", "assets_wan"]


@dataclass(frozen=True)
class Bound:
    """Lowest values of one indicator for large, medium and small; persons, or 万元 of revenue or assets."""

    indicator: Indicator
    large: int
    medium: int
    small: int


@dataclass(frozen=True)
class Row:
    """One line of the annex: an industry, the GB/T 4754-2017 codes it covers, one or two indicators."""

    number: int
    industry: str
    prefixes: tuple[str, ...]
    bounds: tuple[Bound, ...]


def _divisions(*parts: int | tuple[int, int]) -> tuple[str, ...]:
    """Spell out divisions 大类 given singly or as first and last."""
    spans = [part if isinstance(part, tuple) else (part, part) for part in parts]
    return tuple(f"{division:02d}" for first, last in spans for division in range(first, last + 1))


def _staff(large: int, medium: int, small: int) -> Bound:
    return Bound("staff", large, medium, small)


def _revenue(large: int, medium: int, small: int) -> Bound:
    return Bound("revenue_wan", large, medium, small)


def _assets(large: int, medium: int, small: int) -> Bound:
    return Bound("assets_wan", large, medium, small)


TABLE: Final[tuple[Row, ...]] = (
    Row(1, "农、林、牧、渔业", _divisions((1, 5)), (_revenue(20_000, 500, 50),)),
    Row(2, "工业", _divisions((6, 46)), (_staff(1_000, 300, 20), _revenue(40_000, 2_000, 300))),
    Row(3, "建筑业", _divisions((47, 50)), (_revenue(80_000, 6_000, 300), _assets(80_000, 5_000, 300))),
    Row(4, "批发业", _divisions(51), (_staff(200, 20, 5), _revenue(40_000, 5_000, 1_000))),
    Row(5, "零售业", _divisions(52), (_staff(300, 50, 10), _revenue(20_000, 500, 100))),
    Row(6, "交通运输业", (*_divisions((54, 58)), "591"), (_staff(1_000, 300, 20), _revenue(30_000, 3_000, 200))),
    Row(
        7,
        "仓储业",
        tuple(f"59{group}" for group in range(2, 10)),
        (_staff(200, 100, 20), _revenue(30_000, 1_000, 100)),
    ),
    Row(8, "邮政业", _divisions(60), (_staff(1_000, 300, 20), _revenue(30_000, 2_000, 100))),
    Row(9, "住宿业", _divisions(61), (_staff(300, 100, 10), _revenue(10_000, 2_000, 100))),
    Row(10, "餐饮业", _divisions(62), (_staff(300, 100, 10), _revenue(10_000, 2_000, 100))),
    Row(11, "信息传输业", _divisions((63, 64)), (_staff(2_000, 100, 10), _revenue(100_000, 1_000, 100))),
    Row(12, "软件和信息技术服务业", _divisions(65), (_staff(300, 100, 10), _revenue(10_000, 1_000, 50))),
    Row(13, "房地产开发经营", ("7010",), (_revenue(200_000, 1_000, 100), _assets(10_000, 5_000, 2_000))),
    Row(14, "物业管理", ("7020",), (_staff(1_000, 300, 100), _revenue(5_000, 1_000, 500))),
    Row(15, "租赁和商务服务业", _divisions((71, 72)), (_staff(300, 100, 10), _assets(120_000, 8_000, 100))),
    Row(
        16,
        "其他未列明行业",
        (*_divisions((73, 82), (85, 90)), "7030", "7090"),
        (_staff(300, 100, 10),),
    ),
)
