"""Forecasts as a chart and its twin."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from fugong.indicators import public as indicators

# So many days of the past stand before the forecast: more, and its interval could not be seen.
SHOWN = 28
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
    band = {"type": "line", "stack": "band", "symbol": "none", "lineStyle": {"opacity": 0}, "silent": True}
    return {
        "legend": {"data": [gettext("实际"), gettext("预测"), gettext("预测区间")]},
        "xAxis": {"type": "category", "data": [date_format(day, "n-j") for day in days], "boundaryGap": False},
        "yAxis": {"type": "value", "name": "%", "scale": True},
        "series": [
            {"name": gettext("实际"), "type": "line", "symbol": "circle", "symbolSize": 4, "showAllSymbol": False,
             "lineStyle": {"width": 2.5}, "data": past},
            {"name": gettext("预测"), "type": "line", "symbol": "triangle", "symbolSize": 4, "showAllSymbol": False,
             "lineStyle": {"width": 2.5, "type": "dashed"},
             "data": [*gap, *meets, *(_percent(band.point) for _, band in ahead)]},
            {**band, "name": gettext("预测区间下限"), "data": [*gap, *meets, *low]},
            {**band, "name": gettext("预测区间"), "areaStyle": {"opacity": 0.25}, "data": [*gap, 0, *width]},
        ],
    }  # fmt: skip


def table_rows(outlook: indicators.Outlook) -> Twin:
    """Give the chart's twin: the days to come with what is expected and the interval, in per cent."""
    return [
        (on, f"{_percent(band.point):.1f}", f"{_percent(band.low):.1f}—{_percent(band.high):.1f}")
        for on, band in outlook.days_ahead()
    ]


def _percent(share: float) -> float:
    return round(100 * share, 2)
