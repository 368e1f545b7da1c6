"""Forecasts, and what was reached so far, as a chart; the forecast's twin."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from fugong.cockpit.queries.charts import by_day, line
from fugong.indicators import public as indicators

# So many days of the past stand before the forecast: more, and its interval could not be seen.
SHOWN = 28
# The band is drawn from its lower end upwards; its lines are not seen.
_UNSEEN: dict[str, Any] = {"stack": "band", "silent": True, "lineStyle": {"opacity": 0}}
Twin = list[tuple[date, str, str]]


def chart_options(outlook: indicators.Outlook) -> dict[str, object]:
    """Give the values to date, the expected path, and its interval as a band, in per cent."""
    ahead, shown = outlook.days_ahead(), outlook.values[-SHOWN:]
    past = [_percent(float(value.numerator / value.denominator)) for value in shown]
    days = [*(value.on for value in shown), *(on for on, _ in ahead)]
    gap: list[float | None] = [None] * (len(past) - 1)
    meets = past[-1:]
    low = [_percent(band.low) for _, band in ahead]
    width = [round(_percent(band.high) - _percent(band.low), 2) for _, band in ahead]
    expected = [*gap, *meets, *(_percent(band.point) for _, band in ahead)]
    series = [
        line(gettext("实际"), past, mark="circle"),
        line(gettext("预测"), expected, mark="triangle", dash="dashed"),
        line(gettext("预测区间下限"), [*gap, *meets, *low], mark="none", **_UNSEEN),
        line(gettext("预测区间"), [*gap, 0, *width], mark="none", **_UNSEEN, areaStyle={"opacity": 0.25}),
    ]
    named = [gettext("实际"), gettext("预测"), gettext("预测区间")]
    return {"legend": {"data": named}, **by_day(days, series, scale=True)}


def reached_options(periods: Sequence[indicators.Period], label: str, *, unit: str) -> dict[str, object]:
    """Give what an enterprise reported of a target as a line; ``periods`` come latest first."""
    ordered = periods[::-1]
    values: list[float | None] = [float(one.value) for one in ordered]
    return by_day([one.first_on for one in ordered], [line(label, values, mark="circle")], name=unit)


def table_rows(outlook: indicators.Outlook) -> Twin:
    """Give the chart's twin: the days to come with what is expected and the interval, in per cent."""
    return [
        (on, f"{_percent(band.point):.1f}", f"{_percent(band.low):.1f}—{_percent(band.high):.1f}")
        for on, band in outlook.days_ahead()
    ]


def _percent(share: float) -> float:
    return round(100 * share, 2)
