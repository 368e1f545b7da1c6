"""Counts definitions on an engine: who was there on which day, what each row gives, and the sums by group.

Every question is in the words of DuckDB that carry over to Spark; nothing here knows which engine answers.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import Template
from typing import Any

from fugong.core.lake import Engine, select
from fugong.indicators.queries.definitions import question
from fugong.indicators.rules.definition import Definition, Population
from fugong.indicators.rules.groups import GROUPINGS

__all__ = ["Cell", "Row", "cells", "exact", "parameters", "prepare", "rows_behind", "span_of", "sums_of"]

# Kept: asked by many definitions. The order is that of need.
_ALWAYS = ("latest_sizes", "latest_staff", "population")
_KEPT = ("daily", "monthly", "normal_output", "in_force", "received", "readings")
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_LIST = {
    Population.ALL: "TRUE",
    Population.METERED: "TRUE",
    Population.INDUSTRY_ABOVE: "p.industry_above",
    Population.TRADE_ABOVE: "p.trade_above",
    Population.LISTED: "(p.industry_above OR p.trade_above)",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The sums of one definition for one group on one day."""

    on: dt.date
    by: str
    group: str
    numerator: Decimal
    denominator: Decimal
    counted: int
    missing: int
    excluded: int


@dataclass(frozen=True, slots=True)
class Row:
    """What one enterprise gives to a value: both sides of the pair, and whether it counts, is missing, or why not."""

    enterprise_id: int
    on: dt.date
    group: str
    numerator: Decimal
    denominator: Decimal
    standing: str


def span_of(period: str, on: dt.date) -> tuple[dt.date, dt.date]:
    """Give the period's own day (of a month its first) and the day on which its list is taken (its last)."""
    if period == "day":
        return on, on
    first = on.replace(day=1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    return first, following - dt.timedelta(days=1)


def prepare(engine: Engine, definitions: Sequence[Definition], days: Sequence[dt.date]) -> None:
    """Name who was there on these days, and what the definitions ask beside it; all of one period."""
    spans = sorted({span_of(one.period, day) for one in definitions for day in days})
    asked = {word for one in definitions for word in _WORD.findall(one.question)}
    if "loads" in asked:
        asked.add("readings")
    listed = ", ".join(f"(DATE '{day}', DATE '{at_on}', {at_on.year})" for day, at_on in spans)
    engine.keep("days", select("day, at_on, on_year", f"(VALUES {listed}) AS listed (day, at_on, on_year)"))
    for name in (*_ALWAYS, *(name for name in _KEPT if name in asked)):
        engine.keep(name, _within(name, spans))


def _within(name: str, spans: Sequence[tuple[dt.date, dt.date]]) -> str:
    """Give a shared question for the days alone: with the days in it, no file of another month is opened."""
    return Template(question(name)).substitute(first=spans[0][0], last=spans[-1][0])


def rows_behind(engine: Engine, definition: Definition, *, by: str = "") -> list[Row]:
    """Give what every enterprise of the list gives to the value, in order of its number."""
    _contribute(engine, definition)
    asked = f"c.enterprise_id, c.day, {GROUPINGS[by]} AS grp, c.numerator, c.denominator, c.standing"
    found = engine.rows(select(asked, _GIVEN, order="c.day, c.enterprise_id"))
    return [Row(int(pk), on, group, exact(num), exact(den), standing) for pk, on, group, num, den, standing in found]


def sums_of(engine: Engine, definition: Definition, *, by: Sequence[str]) -> Iterator[str]:
    """Give, one a grouping, the question for the sums with what they are of, as cells are stored."""
    _contribute(engine, definition)
    for grouping in by:
        head = f"'{definition.code}' AS code, {definition.version} AS version, c.day, '{grouping}' AS breakdown"
        yield select(
            f"{head}, {GROUPINGS[grouping]} AS grp, {_SUMS}", f"{_GIVEN} GROUP BY c.day, {GROUPINGS[grouping]}"
        )


def cells(engine: Engine, definition: Definition, *, by: Sequence[str]) -> Iterator[Cell]:
    """Give the sums by day and group, for each of the groupings; one that has no rows gives nothing."""
    _contribute(engine, definition)
    for grouping in by:
        found = engine.rows(_sums(GROUPINGS[grouping]))
        yield from (_cell(grouping, row) for row in found)


_GIVEN = "contributions AS c"
_SUMS = (
    "sum(c.numerator), sum(c.denominator), sum(CASE WHEN c.standing = 'counted' THEN 1 ELSE 0 END),"
    " sum(CASE WHEN c.standing = 'missing' THEN 1 ELSE 0 END), count(*)"
)
_COLUMNS = (
    "c.enterprise_id, c.day, CAST(c.numerator AS DECIMAL(20, 4)) AS numerator,"
    " CAST(c.denominator AS DECIMAL(20, 4)) AS denominator, c.standing, p.township, p.industry, p.holder, p.size"
)


def _contribute(engine: Engine, definition: Definition) -> None:
    """Keep what each enterprise of the definition's list gives, under the name ``contributions``."""
    parameters(engine, definition.parameters)
    if definition.population is Population.METERED:
        # Its reference period is a parameter, so it is asked for each definition anew.
        engine.keep("loads", Template(question("loads")).substitute(definition.parameters))
    place = "INNER JOIN population AS p ON p.enterprise_id = c.enterprise_id AND p.day = c.day"
    given = f"({definition.question}) AS c {place}"
    engine.keep("contributions", select(_COLUMNS, given, where=_IN_LIST[definition.population]))


def _sums(group: str) -> str:
    return select(f"c.day, {group} AS grp, {_SUMS}", f"{_GIVEN} GROUP BY c.day, {group}", order="1, 2")


def _cell(by: str, row: tuple[Any, ...]) -> Cell:
    on, group, numerator, denominator, counted, missing, every = row
    known, unknown = int(counted), int(missing)
    return Cell(on, by, str(group), exact(numerator), exact(denominator), known, unknown, int(every) - known - unknown)


def exact(number: object) -> Decimal:
    """Take a sum as every engine gives it to one form: no trailing places that say nothing."""
    exact = Decimal(str(number)).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def parameters(engine: Engine, told: Mapping[str, str | int | dt.date]) -> None:
    """Name one row with the constants that a question uses, each of its own type."""
    named = ", ".join(f"{_literal(value)} AS {name}" for name, value in told.items()) or "1 AS nothing"
    engine.view("parameters", f"SELECT {named}")


def _literal(value: str | int | dt.date) -> str:
    if isinstance(value, int):
        return f"CAST({value} AS BIGINT)"
    text = str(value)
    return f"DATE '{text}'" if _DAY.fullmatch(text) else "'" + text.replace("'", "''") + "'"
