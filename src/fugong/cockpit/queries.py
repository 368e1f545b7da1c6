"""What the cockpit shows: tiles with count pairs, the resumption curve with its table, the records behind a pair."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext

from fugong.approvals import public as approvals
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import NotPermitted, NotThere
from fugong.core.wording import N_
from fugong.registry import public as registry

COUNTY_DIGITS = 6
# The curve shows a season; a longer one would only be flatter.
LONGEST_CURVE = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class PairTile:
    """A count pair: numerator and denominator, never a rate without both."""

    group: str
    label: str
    resumed: int
    listed: int

    @property
    def rate(self) -> float | None:
        """Give the percentage of the pair, one decimal; nothing for an empty list."""
        return round(100 * self.resumed / self.listed, 1) if self.listed else None


@dataclass(frozen=True)
class Cockpit:
    """The whole screen at one moment."""

    county_code: str
    county_name: str
    as_of: datetime
    tiles: tuple[PairTile, ...]
    today: dict[str, int]
    curves: tuple[approvals.Curve, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One enterprise behind a pair."""

    enterprise: registry.EnterpriseCard
    is_resumed: bool


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


def cockpit(county_code: str, *, now: datetime) -> Cockpit:
    """Give the screen of a county now."""
    until = day_of(now)
    start = approvals.first_restart_on(county_code) or until
    curves = approvals.resumption_curves(county_code, from_on=max(start, until - LONGEST_CURVE), until_on=until)
    return Cockpit(
        county_code=county_code,
        county_name=_name(county_code),
        as_of=now,
        tiles=tuple(
            PairTile(curve.group, approvals.GROUPS[curve.group], curve.running[-1], curve.listed) for curve in curves
        ),
        today=approvals.counts_today(county_code, now=now),
        curves=curves,
    )


def chart_options(curves: tuple[approvals.Curve, ...]) -> dict[str, object]:
    """Give the curves as plain values for the chart: share of each group running, in per cent, day by day."""
    days = curves[0].days if curves else ()
    return {
        "xAxis": {"type": "category", "data": [date_format(day, "n-j") for day in days], "boundaryGap": False},
        "yAxis": {"type": "value", "name": "%", "min": 0, "max": 100},
        "series": [
            {
                "name": f"{gettext(approvals.GROUPS[curve.group])}（{curve.listed}）",
                "type": "line",
                "step": "end",
                "showSymbol": False,
                "data": [round(100 * running / curve.listed, 1) if curve.listed else None for running in curve.running],
            }
            for curve in curves
        ],
    }


def table_rows(curves: tuple[approvals.Curve, ...]) -> list[tuple[date, list[tuple[int, int]]]]:
    """Give the chart's twin: each day with the count pair of each group, latest day first."""
    days = curves[0].days if curves else ()
    rows = [(day, [(curve.running[n], curve.listed) for curve in curves]) for n, day in enumerate(days)]
    return rows[::-1]


def records(county_code: str, *, group: str, on: date) -> list[Record]:
    """Give the enterprises behind a group's pair on a day, those still to come first. Raises NotThere."""
    if group not in approvals.GROUPS:
        raise NotThere
    pair = approvals.resumed(county_code, groups=(group,), as_of=on)
    running = set(pair.resumed)
    cards = registry.enterprise_cards(pair.listed, on=on)
    found = [Record(card, card.id in running) for card in cards.values()]
    return sorted(found, key=lambda record: record.is_resumed)


def _name(county_code: str) -> str:
    return registry.township_names([county_code]).get(county_code, county_code)
