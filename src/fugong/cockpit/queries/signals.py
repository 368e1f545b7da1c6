"""The signals of one enterprise as curves and rows."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from fugong.cockpit.queries.charts import by_day, line
from fugong.core.permission import Actor
from fugong.core.wording import N_
from fugong.indicators import public as indicators
from fugong.registry import public as registry

# Each signal as a share of its own normal; the step line is what the enterprise says of itself.
LINES = (
    ("operating", N_("填报开工"), "solid", "none"),
    ("staff", N_("在岗人数比用工数"), "dashed", "circle"),
    ("load", N_("用电比基期日均"), "solid", "triangle"),
    ("output", N_("产出比正常日"), "dotted", "rect"),
)


def chart_options(days: Sequence[indicators.Signals]) -> dict[str, object]:
    """Give the signals as plain values for the chart, in per cent of their own normal."""
    series = [
        line(
            gettext(label), [_percent(getattr(one, name)) for one in days], mark=mark, dash=dash,
            step="middle" if name == "operating" else False,
        )
        for name, label, dash, mark in LINES
    ]  # fmt: skip
    return by_day((one.on for one in days), series, min=0)


def table_rows(days: Sequence[indicators.Signals]) -> list[tuple[date, list[float | None], float]]:
    """Give the chart's twin, newest day first: each signal in per cent, and how far apart the two farthest are."""
    return [
        (one.on, [_percent(getattr(one, name)) for name, *_ in LINES], round(100 * indicators.disagreement(one)))
        for one in reversed(days)
    ]


def townships_in(actor: Actor, *, on: date) -> list[tuple[str, str]]:
    """Give the places by which the list can be narrowed: those of which there is a suggestion."""
    codes = indicators.suggestions(actor, on=on, tab="open").values_list("division_code", flat=True)
    return sorted(registry.township_names(set(codes)).items())


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * float(share), 1)
