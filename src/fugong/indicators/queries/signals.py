"""The signals of enterprises beside each other, day by day, from the lake."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fugong.core import lake
from fugong.indicators.queries.counting import name_loads, prepare, words_of
from fugong.indicators.queries.definitions import definition, question
from fugong.indicators.rules.contradictions import LOOKED_AT, Signals

__all__ = ["Told", "signals_in"]

# The definitions whose tables hold the signals; the first says what load is measured against.
_MEASURED = ("electricity_ratio", "capacity", "return_all")


@dataclass(frozen=True, slots=True)
class Told:
    """The signals of one enterprise in order of days, as of a position."""

    enterprise_id: int
    days: tuple[Signals, ...]


def signals_in(
    county_code: str, *, until_on: dt.date, as_of: lake.AsOf, enterprise_ids: Iterable[int] = ()
) -> list[Told]:
    """Give the signals of a county's enterprises, or of some, over the days looked at, in order of their numbers."""
    days = [until_on - LOOKED_AT + dt.timedelta(n) for n in range(1, LOOKED_AT.days + 1)]
    asked = [definition(code) for code in _MEASURED]
    wanted = ", ".join(str(int(pk)) for pk in enterprise_ids)
    where = f"s.enterprise_id IN ({wanted})" if wanted else ""
    with lake.reading(county_code, as_of=as_of, only=words_of(asked)) as opened:
        prepare(opened.engine, asked, days)
        name_loads(opened.engine, asked[0])
        found = opened.engine.rows(
            lake.select("*", f"({question('signals')}) AS s", where=where, order="s.enterprise_id, s.day")
        )
    told: dict[int, list[Signals]] = {}
    for pk, *row in found:
        told.setdefault(int(pk), []).append(_signals(row))
    return [Told(pk, tuple(signals)) for pk, signals in told.items()]


def _signals(row: list[Any]) -> Signals:
    on, operating, heads, staff, kwh, mean_kwh, output, normal_output = row
    return Signals(
        on=on,
        operating=None if operating is None else bool(operating),
        heads=None if heads is None else int(heads),
        staff=_share(heads, staff),
        load=_share(kwh, mean_kwh),
        output=_share(output, normal_output),
    )


def _share(part: Any, whole: Any) -> float | None:
    return None if part is None or not whole else float(part) / float(whole)
