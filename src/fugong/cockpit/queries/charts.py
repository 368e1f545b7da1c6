"""Charts as plain options: days below, per cent at the side, lines that differ by mark and dash, not colour alone."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format

__all__ = ["by_day", "line"]

Values = Sequence[float | None]


def by_day(days: Iterable[date], series: Sequence[dict[str, object]], **scale: object) -> dict[str, object]:
    """Give the options of a chart over days; ``scale`` says how the axis of per cent is laid out."""
    return {
        "xAxis": {"type": "category", "data": [date_format(day, "n-j") for day in days], "boundaryGap": False},
        "yAxis": {"type": "value", "name": "%", **scale},
        "series": list(series),
    }


def line(name: str, data: Values, *, mark: str, dash: str = "solid", **more: object) -> dict[str, object]:
    """Give one line of a chart."""
    return {
        "name": name, "type": "line", "symbol": mark, "symbolSize": 5, "showAllSymbol": False,
        "lineStyle": {"type": dash, "width": 2.5}, "data": list(data), **more,
    }  # fmt: skip
