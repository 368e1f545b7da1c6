"""The items that forms may ask: code, name, unit, kind; forms are a county's own, items mean the same everywhere.

Output value is 工业总产值 by the factory method at current prices without VAT; monthly items carry 本月, 上年同期 and
the cumulative figure as columns of their own, as in the monthly tables of industrial statistics. How many an
enterprise employs is not asked: the register holds it.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fugong.core.wording import N_

__all__ = ["CHOICES", "ITEMS", "Item", "Kind"]


class Kind(StrEnum):
    """How an item is answered."""

    YESNO = "yesno"
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be asked; ``decimals`` are the places kept, ``below_zero`` whether a loss may be told.

    ``adds_up``: an amount of the period itself, so that the year is the sum of its periods.
    """

    code: str
    label: str
    unit: str
    kind: Kind
    decimals: int = 0
    below_zero: bool = False
    adds_up: bool = False


_WAN, _T, _WAN_KWH = N_("万元"), N_("吨"), N_("万千瓦时")
_PERSONS, _DAYS = N_("人"), N_("天")


def _money(code: str, label: str, *, below_zero: bool = False, adds_up: bool = False) -> Item:
    return Item(code, label, _WAN, Kind.DECIMAL, 2, below_zero, adds_up)


def _tonnes(code: str, label: str) -> Item:
    return Item(code, label, _T, Kind.DECIMAL, 1, adds_up=True)


_CATALOGUE: Final = (
    Item("operating", N_("是否开工"), "", Kind.YESNO),
    Item("staff_at_post", N_("在岗职工"), _PERSONS, Kind.WHOLE),
    _money("output_value_wan", N_("产值"), adds_up=True),
    _money("output_value_last_wan", N_("产值（上年同期）")),
    _money("output_value_cum_wan", N_("产值（本年累计）")),
    _money("output_value_cum_last_wan", N_("产值（上年同期累计）")),
    _money("sales_wan", N_("销售额"), adds_up=True),
    _money("sales_last_wan", N_("销售额（上年同期）")),
    _money("sales_cum_wan", N_("销售额（本年累计）")),
    _money("sales_cum_last_wan", N_("销售额（上年同期累计）")),
    _money("normal_output_day_wan", N_("正常日均产值或销售额")),
    _money("orders_wan", N_("在手订单")),
    _money("profit_wan", N_("利润总额"), below_zero=True, adds_up=True),
    _money("profit_cum_wan", N_("利润总额（本年累计）"), below_zero=True),
    _money("profit_cum_last_wan", N_("利润总额（上年同期累计）"), below_zero=True),
    _tonnes("output_t", N_("主要产品产量")),
    _tonnes("sold_t", N_("主要产品销量")),
    _tonnes("coal_burn_t", N_("耗煤量")),
    _tonnes("raw_coal_t", N_("原煤产量")),
    _tonnes("coal_sold_t", N_("原煤销量")),
    Item("generation_wan_kwh", N_("发电量"), _WAN_KWH, Kind.DECIMAL, 2, adds_up=True),
    Item("generation_last_wan_kwh", N_("发电量（上年同期）"), _WAN_KWH, Kind.DECIMAL, 2),
    Item("mask_days", N_("口罩可用天数"), _DAYS, Kind.WHOLE),
    Item("difficulties", N_("存在困难"), "", Kind.CHOICES),
)

ITEMS: Final = MappingProxyType({item.code: item for item in _CATALOGUE})
# What can be ticked, by item.
CHOICES: Final = MappingProxyType(
    {
        "difficulties": MappingProxyType(
            {
                "labour": N_("用工"),
                "logistics": N_("物流"),
                "materials": N_("原料"),
                "funds": N_("资金"),
                "orders": N_("订单"),
                "supplies": N_("防疫物资"),
                "other": N_("其他"),
            }
        )
    }
)
