"""The office calendar of a county as stored: the national one with the county's own orders."""

from datetime import datetime

from fugong.core import audit, idempotency
from fugong.core.calendar.models import CalendarOverride
from fugong.core.calendar.rules import OfficeCalendar, Override
from fugong.core.permission import Actor


def office_calendar(county: str) -> OfficeCalendar:
    """Give the county's office calendar; one query."""
    rows = CalendarOverride.objects.filter(county_code=county).order_by("pk")
    return OfficeCalendar(
        tuple(Override(row.from_on, row.until_on, row.working, row.opens, row.closes, row.basis) for row in rows)
    )


@idempotency.once
def order_office_days(county: str, *, override: Override, by: Actor, at: datetime) -> int:
    """Enter a county's order on office days; a period that is entered already is left as it is."""
    row, made = CalendarOverride.objects.get_or_create(
        county_code=county,
        from_on=override.from_on,
        until_on=override.until_on,
        defaults={
            "working": override.working, "opens": override.opens, "closes": override.closes, "basis": override.basis,
        },
    )  # fmt: skip
    if made:
        audit.record(county=county, action="core.calendar.overridden", subject=row, by=by, at=at, note=override.basis)
    return row.pk


__all__ = ["office_calendar", "order_office_days"]
