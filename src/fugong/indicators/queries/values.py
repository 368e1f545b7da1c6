"""Values of indicators, now or as of then, with the rows behind them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fugong.core import lake
from fugong.indicators.queries.counting import (
    Cell,
    Opened,
    Wanted,
    cells,
    parameters,
    prepare,
    rows_behind,
    span_of,
    words_of,
)
from fugong.indicators.queries.definitions import definition as definition_of
from fugong.indicators.queries.definitions import question
from fugong.indicators.rules.definition import Definition, Kind
from fugong.indicators.rules.value import Part, Source, Value, composed

__all__ = ["Total", "measure", "reported_total", "rows_of", "values_of"]

EVERY = Wanted()


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of one reported item: how many reports, of how many enterprises, went in."""

    value: Decimal
    records: int
    enterprises: int


def measure(
    code: str, *, county_code: str, on: dt.date, now: dt.datetime, version: int | None = None, by: str = "",
    as_of: lake.AsOf | None = None,
) -> tuple[Value, ...]:  # fmt: skip
    """Give an indicator's values on a day, one a group in order of its name; the sum alone without a grouping.

    ``as_of`` counts again what was known then. Raises NotThere for an unknown indicator.
    """
    wanted = definition_of(code, version)
    with lake.reading(county_code, as_of=as_of, only=words_of(_asked(wanted))) as opened:
        return tuple(values_of(opened, wanted, days=[on], by=[by], now=now))


def values_of(
    opened: lake.Lake[lake.Engine], wanted: Definition, *, days: Sequence[dt.date], by: Sequence[str], now: dt.datetime
) -> Iterable[Value]:
    """Give a definition's values on an open lake, by day and group; those of an index from its parts."""
    source = Source(opened.county_code, opened.as_of.position, opened.as_of.at or now)
    asked = _asked(wanted)
    prepare(opened.engine, asked, days)
    if wanted.kind is not Kind.INDEX:
        return [_value(wanted, cell, source) for cell in cells(opened.engine, wanted, by=by)]
    parts = [
        {
            (cell.on, cell.by, cell.group): Part(each.weight, _value(part, cell, source))
            for cell in cells(opened.engine, part, by=by)
        }
        for each, part in zip(wanted.components, asked, strict=True)
    ]
    return [composed(wanted, tuple(found[key] for found in parts)) for key in parts[0]]


def rows_of(
    code: str, *, county_code: str, on: dt.date, version: int | None = None, wanted: Wanted = EVERY,
    as_of: lake.AsOf | None = None,
) -> Opened:  # fmt: skip
    """Give the rows behind a value: the sums over all of its group are the value's pair, exactly.

    Of an index ask its parts. Raises NotThere.
    """
    known = definition_of(code, version)
    with lake.reading(county_code, as_of=as_of, only=words_of([known])) as opened:
        prepare(opened.engine, [known], [on])
        return rows_behind(opened.engine, known, wanted)


def reported_total(
    county_code: str, *, item: str, form_code: str, from_on: dt.date, until_on: dt.date,
    as_of: lake.AsOf | None = None, uscc: str = "",
) -> Total:  # fmt: skip
    """Sum an item over the reports of a form whose period begins within the days, of one enterprise or of all."""
    with lake.reading(county_code, as_of=as_of) as opened:
        named: dict[str, str | dt.date] = {"item": item, "form_code": form_code, "uscc": uscc}
        parameters(opened.engine, named | {"from_on": from_on, "until_on": until_on})
        total, records, enterprises = opened.engine.rows(question("reported_total"))[0]
    return Total(Decimal(str(total)), int(records), int(enterprises))


def period_of(wanted: Definition, on: dt.date) -> dt.date:
    """Give the day under which the definition's value of a day is kept."""
    return span_of(wanted.period, on)[0]


def _asked(wanted: Definition) -> list[Definition]:
    """Give what is counted: the definition itself, of an index its parts."""
    return [definition_of(each.code, each.version) for each in wanted.components] or [wanted]


def _value(wanted: Definition, cell: Cell, source: Source) -> Value:
    return Value(
        wanted, cell.on, cell.by, cell.group, cell.numerator, cell.denominator, cell.counted, cell.missing,
        cell.excluded, source,
    )  # fmt: skip
