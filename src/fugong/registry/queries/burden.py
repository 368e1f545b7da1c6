"""The burden ledger added up: by week and by the department that asks."""

from typing import Any

from django.db.models import Count, Sum

from fugong.registry.models.burden_entry import BurdenQuerySet

__all__ = ["WEEKS_SHOWN", "by_week"]

WEEKS_SHOWN = 26


def by_week(rows: BurdenQuerySet) -> list[dict[str, Any]]:
    """Give forms, enterprises, fields and seconds of each week and department, the latest week first."""
    sums = {name: Sum(name) for name in ("asked", "kept", "typed", "seconds")}
    grouped = rows.order_by().values("week_from", "department")
    counted = grouped.annotate(forms=Count("pk"), enterprises=Count("enterprise", distinct=True), **sums)
    return [dict(week) for week in counted.order_by("-week_from", "department")[:WEEKS_SHOWN]]
