"""Reminders as they are read beside what has not come."""

import datetime as dt
from collections.abc import Iterable

from fugong.reports.models import ReportReminder

__all__ = ["last_reminders"]


def last_reminders(form_code: str, period_on: dt.date, enterprise_ids: Iterable[int]) -> dict[int, ReportReminder]:
    """Give by enterprise the last reminder of a period, of those that were reminded; one query."""
    rows = ReportReminder.objects.filter(
        form_code=form_code, period_on=period_on, enterprise_id__in=list(enterprise_ids)
    ).order_by("enterprise_id", "-reminded_at")
    return {row.enterprise_id: row for row in rows.distinct("enterprise_id")}
