"""Values from the cells that were counted beforehand: what pages and curves show, as of the cells' stamp."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fugong.core import lake
from fugong.indicators.models import CellFile, CellStamp
from fugong.indicators.queries.counting import exact, span_of
from fugong.indicators.queries.definitions import definition as definition_of
from fugong.indicators.queries.values import measure
from fugong.indicators.rules.definition import Definition, Kind
from fugong.indicators.rules.groups import stored_for
from fugong.indicators.rules.value import Part, Source, Value, composed

__all__ = ["CELLS", "Stamp", "curve", "latest", "stamp_of", "summed"]


# Where the sums lie, by definition, day and group.
CELLS = (
    lake.Column("code", "VARCHAR"),
    lake.Column("version", "INTEGER"),
    lake.Column("day", "DATE"),
    lake.Column("breakdown", "VARCHAR"),
    lake.Column("grp", "VARCHAR"),
    lake.Column("numerator", "DECIMAL(38,4)"),
    lake.Column("denominator", "DECIMAL(38,4)"),
    lake.Column("counted", "BIGINT"),
    lake.Column("missing", "BIGINT"),
    lake.Column("listed", "BIGINT"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Up to which position the cells are counted, and when that was."""

    position: int
    computed_at: dt.datetime
    key: str


def stamp_of(county_code: str) -> Stamp | None:
    """Tell how far the county's cells reach; nothing before they were first counted."""
    row = CellStamp.objects.filter(county_code=county_code).first()
    return Stamp(row.position, row.computed_at, row.key) if row else None


def latest(code: str, *, county_code: str, on: dt.date, version: int | None = None, by: str = "") -> tuple[Value, ...]:
    """Give an indicator's values on a day, by group; what is not stored by group is counted as of the stamp."""
    if by in stored_for(code):
        return curve(code, county_code=county_code, from_on=on, until_on=on, version=version, by=by)
    stamp = stamp_of(county_code)
    if stamp is None:
        return ()
    as_of = lake.AsOf(stamp.position)
    return measure(code, county_code=county_code, on=on, now=stamp.computed_at, version=version, by=by, as_of=as_of)


def curve(
    code: str, *, county_code: str, from_on: dt.date, until_on: dt.date, version: int | None = None, by: str = ""
) -> tuple[Value, ...]:
    """Give an indicator's values over the days, in order of day and group; of a month under its first day."""
    wanted = definition_of(code, version)
    stamp = stamp_of(county_code)
    if stamp is None:
        return ()
    cells = _Cells(county_code, stamp, span_of(wanted.period, from_on)[0], until_on, by)
    if wanted.kind is not Kind.INDEX:
        return tuple(cells.values_of(wanted))
    parts = [
        {
            (value.on, value.group): Part(each.weight, value)
            for value in cells.values_of(definition_of(each.code, each.version))
        }
        for each in wanted.components
    ]
    return tuple(composed(wanted, tuple(found[key] for found in parts)) for key in parts[0])


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a county over some days by one grouping."""

    county_code: str
    stamp: Stamp
    from_on: dt.date
    until_on: dt.date
    by: str

    def values_of(self, wanted: Definition) -> list[Value]:
        # As text: the engine makes Python's exact numbers three times as slowly as Python itself.
        pair = "CAST(numerator AS VARCHAR), CAST(denominator AS VARCHAR)"
        asked = lake.select(
            f"day, grp, {pair}, counted, missing, listed", self._table(),
            where=f"code = '{wanted.code}' AND version = {wanted.version} AND breakdown = '{self.by}'"
            f" AND day BETWEEN DATE '{self.from_on}' AND DATE '{self.until_on}'",
            order="day, grp",
        )  # fmt: skip
        source = Source(self.county_code, self.stamp.position, self.stamp.computed_at)
        with lake.opened() as engine:
            found = engine.rows(asked)
        return [
            Value(
                wanted, on, self.by, group, exact(numerator), exact(denominator), counted, missing,
                listed - counted - missing, source,
            )
            for on, group, numerator, denominator, counted, missing, listed in found
        ]  # fmt: skip

    def _table(self) -> str:
        """Keep the county's cells in memory until they are counted anew."""
        files = CellFile.objects.filter(county_code=self.county_code).values_list("path", flat=True)
        name = f"cells_{self.county_code}"
        return lake.kept_in_memory(
            name, self.stamp.key, columns=CELLS, files=lambda: [lake.folder() / path for path in files]
        )


def summed(values: Iterable[Value], groups: Collection[str]) -> tuple[Value, ...]:
    """Add the values of several groups of the same day together, day by day; the pair is the sum of the pairs."""
    days: dict[dt.date, Value] = {}
    for value in values:
        if value.group in groups:
            held = days.get(value.on)
            days[value.on] = _added(held, value) if held else value
    return tuple(days[day] for day in sorted(days))


def _added(one: Value, other: Value) -> Value:
    return Value(
        one.definition, one.on, one.by, f"{one.group}+{other.group}", one.numerator + other.numerator,
        one.denominator + other.denominator, one.counted + other.counted, one.missing + other.missing,
        one.excluded + other.excluded, one.source,
    )  # fmt: skip
