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
from fugong.indicators.rules.publication import Given

__all__ = [
    "Cell",
    "Opened",
    "Row",
    "Wanted",
    "cells",
    "exact",
    "given_by_enterprise",
    "name_loads",
    "parameters",
    "prepare",
    "rows_behind",
    "span_of",
    "sums_of",
    "words_of",
]

# Kept: asked by many definitions. The order is that of need.
_ALWAYS = ("latest_sizes", "latest_staff", "population")
_KEPT = ("daily", "monthly", "normal_output", "in_force", "received", "readings")
_SHARED = {*_KEPT, "loads"}
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the rows behind a value are asked for: of one group and standing, of these a page; all without ``size``.

    ``standing`` is counted, missing, excluded (any reason), or nothing for all.
    """

    by: str = ""
    group: str = ""
    standing: str = ""
    first: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """Rows behind a value, and over all that were wanted, not the page alone, their number and sums."""

    rows: list[Row]
    number: int
    numerator: Decimal
    denominator: Decimal


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
    asked = words_of(definitions)
    metered = [one for one in definitions if one.population is Population.METERED]
    listed = ", ".join(f"(DATE '{day}', DATE '{at_on}', {at_on.year})" for day, at_on in spans)
    engine.keep("days", select("day, at_on, on_year", f"(VALUES {listed}) AS listed (day, at_on, on_year)"))
    for name in (*_ALWAYS, *(name for name in _KEPT if name in asked)):
        engine.keep(name, _within(name, spans))
    for name, told in {_loads(one): one.parameters for one in metered}.items():
        engine.keep(name, Template(question("loads")).substitute(told))


def words_of(definitions: Sequence[Definition]) -> set[str]:
    """Give every word of the questions that counting these definitions asks, the names of all tables among them."""
    texts = [*(one.question for one in definitions), *(question(name) for name in _ALWAYS)]
    words: set[str] = set()
    while texts:
        new = set(_WORD.findall(texts.pop())) - words
        words |= new
        texts += [question(name) for name in new if name in _SHARED]
    return words


def _within(name: str, spans: Sequence[tuple[dt.date, dt.date]]) -> str:
    """Give a shared question for the days alone: with the days in it, no file of another month is opened."""
    return Template(question(name)).substitute(first=spans[0][0], last=spans[-1][0])


def rows_behind(engine: Engine, definition: Definition, wanted: Wanted) -> Opened:
    """Give what enterprises of the list give to the value, in order of day and number, with the sums of all wanted."""
    given, where = _contributions(engine, definition), _which(wanted)
    asked = f"c.enterprise_id, c.day, {_name_of(wanted.by)} AS grp, c.numerator, c.denominator, c.standing"
    # In the same pass: what the page shows and what all rows give, so that neither can be of another moment.
    sums = "sum(c.numerator) OVER () AS n, sum(c.denominator) OVER () AS d, count(*) OVER () AS rows_in_all"
    order = "c.day, c.enterprise_id" + (f" LIMIT {wanted.size} OFFSET {wanted.first}" if wanted.size else "")
    found = engine.rows(select(f"{asked}, {sums}", given, where=where, order=order))
    if not found:  # nothing at all, or a page beyond the last one
        pair = "coalesce(sum(c.numerator), 0), coalesce(sum(c.denominator), 0), count(*)"
        ((numerator, denominator, number),) = engine.rows(select(pair, given, where=where))
    else:
        numerator, denominator, number = found[0][-3:]
    rows = [
        Row(int(pk), on, group, exact(num), exact(den), standing) for pk, on, group, num, den, standing, *_ in found
    ]
    return Opened(rows, int(number), exact(numerator), exact(denominator))


def given_by_enterprise(engine: Engine, definition: Definition) -> list[Given]:
    """Give what every enterprise of the list gives to the value, with all the groups it stands in."""
    names = tuple(GROUPINGS)
    asked = "c.enterprise_id, c.numerator, c.denominator, c.standing, " + ", ".join(f"c.{name}" for name in names)
    found = engine.rows(select(asked, _contributions(engine, definition), order="1"))
    return [
        Given(int(pk), exact(num), exact(den), standing, dict(zip(names, groups, strict=True)))
        for pk, num, den, standing, *groups in found
    ]


def sums_of(engine: Engine, definition: Definition, *, by: Sequence[str]) -> str:
    """Give the question for the sums by day and group, all groupings in one pass, as cells are stored."""
    head = f"'{definition.code}' AS code, {definition.version} AS version, c.day, {_breakdown(by)} AS breakdown"
    sets = ", ".join(f"(c.day, c.{one})" if one else "(c.day)" for one in by)
    grouped = f"{_contributions(engine, definition)} GROUP BY GROUPING SETS ({sets})"
    return select(f"{head}, {_group(by)} AS grp, {_SUMS}", grouped)


def cells(engine: Engine, definition: Definition, *, by: Sequence[str]) -> Iterator[Cell]:
    """Give the sums by day and group, for each of the groupings; one that has no rows gives nothing."""
    summed = f"({sums_of(engine, definition, by=by)}) AS s"
    named = "s.day, s.breakdown, s.grp, s.numerator, s.denominator, s.counted, s.missing, s.listed"
    return (_cell(row) for row in engine.rows(select(named, summed, order="1, 2, 3")))


_SUMS = (
    "sum(c.numerator) AS numerator, sum(c.denominator) AS denominator,"
    " sum(CASE WHEN c.standing = 'counted' THEN 1 ELSE 0 END) AS counted,"
    " sum(CASE WHEN c.standing = 'missing' THEN 1 ELSE 0 END) AS missing, count(*) AS listed"
)
_COLUMNS = (
    "c.enterprise_id, c.day, CAST(c.numerator AS DECIMAL(20, 4)) AS numerator,"
    " CAST(c.denominator AS DECIMAL(20, 4)) AS denominator, c.standing, "
) + ", ".join(f"{told} AS {name}" for name, told in GROUPINGS.items())


def _contributions(engine: Engine, definition: Definition) -> str:
    """Give the question for what each enterprise of the definition's list gives, with the groups it is in."""
    parameters(engine, definition.parameters)
    if definition.population is Population.METERED:
        name_loads(engine, definition)
    place = "INNER JOIN population AS p ON p.enterprise_id = c.enterprise_id AND p.day = c.day"
    given = f"({definition.question}) AS c {place}"
    return f"({select(_COLUMNS, given, where=_IN_LIST[definition.population])}) AS c"


def name_loads(engine: Engine, definition: Definition) -> None:
    """Name the loads against the definition's reference period ``loads``."""
    engine.view("loads", select("*", _loads(definition)))


def _loads(definition: Definition) -> str:
    """Name the loads by their reference period, which several definitions share."""
    return f"loads_{definition.parameters['reference_from']:%Y%m%d}_{definition.parameters['reference_until']:%Y%m%d}"


def _name_of(by: str) -> str:
    return f"c.{by}" if by else "''"


def _which(wanted: Wanted) -> str:
    """Say in SQL which rows are wanted."""
    group = f"{_name_of(wanted.by)} = {_literal(wanted.group)}"
    match wanted.standing:
        case "":
            return group
        case "excluded":
            return f"{group} AND c.standing NOT IN ('counted', 'missing')"
        case known:
            return f"{group} AND c.standing = {_literal(known)}"


def _breakdown(by: Sequence[str]) -> str:
    """Say in SQL by which grouping a row of sums is: a column that was not grouped by has no value."""
    whens = " ".join(f"WHEN c.{one} IS NOT NULL THEN '{one}'" for one in by if one)
    return f"CASE {whens} ELSE '' END" if whens else "''"


def _group(by: Sequence[str]) -> str:
    named = ", ".join([*(f"c.{one}" for one in by if one), "''"])
    return f"coalesce({named})"


def _cell(row: tuple[Any, ...]) -> Cell:
    on, by, group, numerator, denominator, counted, missing, listed = row
    known, unknown = int(counted), int(missing)
    return Cell(on, by, str(group), exact(numerator), exact(denominator), known, unknown, int(listed) - known - unknown)


def exact(number: object) -> Decimal:
    """Take a sum as every engine gives it to one form: no trailing places that say nothing."""
    given = number if isinstance(number, Decimal) else Decimal(str(number))
    whole = given.to_integral_value()
    return whole if whole == given else given.normalize()


def parameters(engine: Engine, told: Mapping[str, str | int | dt.date]) -> None:
    """Name one row with the constants that a question uses, each of its own type."""
    named = ", ".join(f"{_literal(value)} AS {name}" for name, value in told.items()) or "1 AS nothing"
    engine.view("parameters", f"SELECT {named}")


def _literal(value: str | int | dt.date) -> str:
    if isinstance(value, int):
        return f"CAST({value} AS BIGINT)"
    text = str(value)
    return f"DATE '{text}'" if _DAY.fullmatch(text) else "'" + text.replace("'", "''") + "'"
