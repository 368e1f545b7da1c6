"""What a meter counted on a day, and what would make a reading a bad one."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fugong.core.refusals import Problem
from fugong.core.wording import N_

__all__ = ["ReadingRow", "wrong_readings"]

_LARGEST, _PLACES = Decimal(10) ** 12, 2
_NO_METER = N_("电表 %(meter)s 尚未登记，请先登记其对应的企业。")
_NEGATIVE = N_("电量不能为负数。")
_TOO_FINE = N_("电量最多保留两位小数，并应小于一万亿千瓦时，请核对单位和小数点。")
_FUTURE = N_("用电日期不能晚于今天。")
_TWICE = N_("同一电表同一天在本次报送中出现了两次。")


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a meter counted on one day, in kilowatt-hours."""

    meter_no: str
    on: dt.date
    kwh: Decimal


def wrong_readings(
    readings: Sequence[ReadingRow], meters: Collection[str], *, today: dt.date
) -> Iterator[tuple[int, Problem]]:
    """Name what is wrong with readings, each with the number of its row, counted from 1."""
    seen: set[tuple[str, dt.date]] = set()
    for number, row in enumerate(readings, 1):
        if row.meter_no not in meters:
            yield number, Problem("meter_no", _NO_METER, {"meter": row.meter_no})
        if row.kwh < 0:
            yield number, Problem("kwh", _NEGATIVE)
        elif row.kwh >= _LARGEST or row.kwh != round(row.kwh, _PLACES):
            yield number, Problem("kwh", _TOO_FINE)
        if row.on > today:
            yield number, Problem("on", _FUTURE)
        if (row.meter_no, row.on) in seen:
            yield number, Problem("on", _TWICE)
        seen.add((row.meter_no, row.on))
