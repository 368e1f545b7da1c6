"""What the cockpit shows: at most seven figures as count pairs, the curves, the heat table, the rows behind a pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle

from django.utils.translation import get_language, gettext

from fugong.approvals import public as approvals
from fugong.cockpit.queries.charts import by_day, line
from fugong.cockpit.rules.shares import level_of
from fugong.core import lake
from fugong.core.permission import Actor
from fugong.core.refusals import NotPermitted, NotThere
from fugong.core.wording import N_
from fugong.indicators import public as indicators
from fugong.registry import public as registry

COUNTY_DIGITS = 6
# The curves show a season; a longer one would only be flatter.
LONGEST_CURVE = timedelta(days=120)
WEEK = timedelta(days=7)
# The leader's figures: seven and no more. Code and version of each; the newest version where none is named.
FIGURES = (
    ("resumption_gross", 2),
    ("return_restarted", None),
    ("capacity", None),
    ("electricity_index", None),
    ("output_cum_growth", None),
    ("trade_cum", None),
    ("reports_on_time", None),
)
# Permission, word and deed, over the same enterprises.
CURVES = (
    ("permitted", 1, N_("准予复工")),
    ("resumption_gross", 1, N_("企业确认复工")),
    ("resumption_gross", 2, N_("日报填报开工")),
)
GROUP_CURVES = (
    ("ownership", ("state",), N_("国有控股")),
    ("ownership", ("private",), N_("私人控股")),
    ("size", ("small", "micro"), N_("小型、微型")),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the leader's page, with what it was a week ago."""

    value: indicators.Value
    before: indicators.Value | None

    @property
    def change(self) -> Decimal | None:
        """Give the change against a week ago, in percentage points or the figure's own unit."""
        if self.before is None or self.before.rate is None or self.value.rate is None:
            return None
        return self.value.rate - self.before.rate

    @property
    def is_rate(self) -> bool:
        """Tell whether the pair is a rate's, so that its change is in percentage points."""
        return self.value.definition.kind in ("share", "growth")


@dataclass(frozen=True)
class Cockpit:
    """The whole screen as of the moment to which the county's cells are counted."""

    county_code: str
    county_name: str
    on: date
    today_on: date
    stamp: indicators.Stamp | None
    figures: tuple[Figure, ...]
    today: dict[str, int]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line: its name, and a value a day."""

    label: str
    values: tuple[indicators.Value, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One township and industry: the pair, and a level from 0 to 4 for its shade."""

    group: str
    numerator: int
    denominator: int
    level: int


@dataclass(frozen=True, slots=True)
class Row:
    """One enterprise behind a figure, and what it gives to the pair."""

    enterprise: registry.EnterpriseCard
    given: indicators.Row


def county_for(actor: Actor, asked: str = "") -> str:
    """Give the county to show: the one asked for if it lies in the actor's area, else the actor's own.

    Raises NotThere for a county outside the area or when several could be meant, NotPermitted without an area.
    """
    areas = actor.areas_for("cockpit.view")
    if asked:
        if not (len(asked) == COUNTY_DIGITS and actor.may("cockpit.view", asked)):
            raise NotThere
        return asked
    if not areas:
        raise NotPermitted
    own = areas[0][:COUNTY_DIGITS]
    if len(own) < COUNTY_DIGITS:
        raise NotThere(N_("您的辖区包含多个县，请在网址后注明县级区划代码，例如 ?county=520100。"))
    return own


def cockpit(county_code: str, *, on: date, now: datetime) -> Cockpit:
    """Give the screen of a county: the figures of the newest day of which reports speak."""
    stamp = indicators.stamp_of(county_code)
    day = newest_day(county_code, on) if stamp else on
    return Cockpit(
        county_code=county_code,
        county_name=_name(county_code),
        on=day,
        today_on=on,
        stamp=stamp,
        figures=figures_of(county_code, on=day) if stamp else (),
        today=approvals.counts_today(county_code, now=now),
    )


def newest_day(county_code: str, on: date) -> date:
    """Give the newest day, up to the one asked for, whose reports have begun to come in."""
    found = indicators.curve("reports_received", county_code=county_code, from_on=on - LONGEST_CURVE, until_on=on)
    return max((value.on for value in found if value.numerator), default=on)


def figures_of(county_code: str, *, on: date) -> tuple[Figure, ...]:
    """Give the leader's figures on a day; one that nobody has reported to yet is left out."""
    found = []
    for code, version in FIGURES:
        values = _latest(code, county_code, version=version, on=on)
        if values:
            found.append(Figure(values[0], next(iter(_latest(code, county_code, version=version, on=on - WEEK)), None)))
    return tuple(found)


def curves_of(county_code: str, *, until_on: date) -> tuple[Curve, ...]:
    """Give permission, word and deed of all enterprises, day by day."""
    since = until_on - LONGEST_CURVE
    return tuple(
        Curve(label, indicators.curve(code, county_code=county_code, from_on=since, until_on=until_on, version=version))
        for code, version, label in CURVES
    )


def group_curves_of(county_code: str, *, until_on: date) -> tuple[Curve, ...]:
    """Give operation as reported by ownership and size; the groups overlap."""
    since = until_on - LONGEST_CURVE
    by = {
        name: indicators.curve(
            "resumption_gross", county_code=county_code, from_on=since, until_on=until_on, version=2, by=name
        )
        for name in ("ownership", "size")
    }
    return tuple(Curve(label, indicators.summed(by[name], groups)) for name, groups, label in GROUP_CURVES)


def heat_of(
    county_code: str, *, on: date
) -> tuple[list[tuple[str, str]], list[tuple[str, str, list[HeatCell | None]]]]:
    """Give operation by township and industry: the industries with names, townships with code, name and cells."""
    values = indicators.latest("resumption_gross", county_code=county_code, on=on, version=2, by="place_and_industry")
    pairs = {tuple(value.group.split("/")): value for value in values}
    industries = sorted({industry for _, industry in pairs})
    names = registry.township_names({township for township, _ in pairs})
    rows = [
        (township, names.get(township, township), [_heat(pairs.get((township, industry))) for industry in industries])
        for township in sorted(names)
    ]
    words = registry.industry_names_in_use(industries)
    return [(code, words.get(code, code)) for code in industries], rows


def rows_behind(value: indicators.Value, *, standing: str, first: int, size: int) -> indicators.Opened:
    """Give a page of the rows of a shown value, as of the moment it was counted, with the sums of them all."""
    wanted = indicators.Wanted(by=value.by, group=value.group, standing=standing, first=first, size=size)
    return indicators.rows_of(
        value.code, county_code=value.source.county_code, on=value.on, version=value.version, wanted=wanted,
        as_of=lake.AsOf(value.source.position),
    )  # fmt: skip


def number_of_rows(value: indicators.Value, *, standing: str) -> int:
    """Tell how many enterprises stand behind a value, of one standing or of all."""
    numbers = {"counted": value.counted, "missing": value.missing, "excluded": value.excluded}
    return numbers[standing] if standing else sum(numbers.values())


def shown_value(county_code: str, code: str, *, version: int, on: date, by: str, group: str) -> indicators.Value:
    """Give the value whose rows are asked for. Raises NotThere."""
    if by not in indicators.GROUP_WORDS:
        raise NotThere
    values = indicators.latest(code, county_code=county_code, on=on, version=version, by=by)
    found = next((value for value in values if value.group == group), None)
    if found is None:
        raise NotThere
    return found


def cards_for(rows: Iterable[indicators.Row], *, on: date) -> list[Row]:
    """Give the rows of one page with their enterprises."""
    page = list(rows)
    cards = registry.enterprise_cards((row.enterprise_id for row in page), on=on)
    return [Row(cards[row.enterprise_id], row) for row in page]


def chart_options(curves: tuple[Curve, ...]) -> dict[str, object]:
    """Give curves as plain values for the chart, in per cent; each has a line and a mark of its own."""
    days = [value.on for value in curves[0].values] if curves else []
    looks = zip(curves, cycle(("circle", "triangle", "rect")), cycle(("solid", "dashed", "dotted")), strict=False)
    series = [
        line(
            gettext(curve.label), [None if value.rate is None else float(value.rate) for value in curve.values],
            mark=mark, dash=dash,
        )
        for curve, mark, dash in looks
    ]  # fmt: skip
    return by_day(days, series, min=0, max=100)


def table_rows(curves: tuple[Curve, ...]) -> list[tuple[date, list[indicators.Value]]]:
    """Give the chart's twin: each day with the pair of each line, latest day first."""
    days = [value.on for value in curves[0].values] if curves else []
    return [(day, [curve.values[n] for curve in curves if n < len(curve.values)]) for n, day in enumerate(days)][::-1]


def name_of(value: indicators.Value) -> str:
    """Give the indicator's name in the reader's language."""
    return value.definition.called(get_language() or "")


def _latest(code: str, county_code: str, *, version: int | None, on: date) -> tuple[indicators.Value, ...]:
    """Give a day's value; of a monthly one that of the newest month that enterprises have reported."""
    if indicators.definition(code, version).period == "day":
        return indicators.latest(code, county_code=county_code, on=on, version=version)
    months = indicators.curve(code, county_code=county_code, from_on=on - LONGEST_CURVE, until_on=on, version=version)
    return tuple([value for value in months if value.counted][-1:])


def _heat(value: indicators.Value | None) -> HeatCell | None:
    if value is None or not value.denominator:
        return None
    level = level_of(value.numerator, value.denominator)
    return HeatCell(value.group, int(value.numerator), int(value.denominator), level)


def _name(county_code: str) -> str:
    return registry.township_names([county_code]).get(county_code, county_code)
