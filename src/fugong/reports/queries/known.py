"""What is known beside the reports that come in: their newest versions, the period before, the locks."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from fugong.reports.models import MeterReading, PeriodLock, Report
from fugong.reports.rules.periods import previous
from fugong.reports.rules.values import Values

__all__ = ["Key", "Standing", "known_of", "locked_divisions", "newest_readings"]

Key = tuple[int, dt.date]


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest version of a report and what it says."""

    version: int
    values: Values
    due_at: dt.datetime


def _newest(form_code: str, keys: Collection[Key]) -> dict[Key, Standing]:
    """Give the newest version by enterprise and period, of those that have one; one query."""
    if not keys:
        return {}
    rows = Report.objects.filter(
        form_code=form_code,
        enterprise_id__among={enterprise for enterprise, _ in keys},
        period_on__among={on for _, on in keys},
    ).newest()
    found = rows.values_list("enterprise_id", "period_on", "version", "values", "due_at")
    return {(pk, on): Standing(version, values, due) for pk, on, version, values, due in found}


def known_of(form_code: str, period_kind: str, keys: Collection[Key]) -> tuple[dict[Key, Standing], dict[Key, Values]]:
    """Give the newest versions, and what was reported for the period before, under the same keys; one query."""
    earlier = {on: previous(period_kind, on) for on in {on for _, on in keys}}
    found = _newest(form_code, {*keys, *((pk, known) for pk, on in keys if (known := earlier[on]))})
    standing = {key: found[key] for key in keys if key in found}
    return standing, {
        (pk, on): found[pk, known].values for pk, on in keys if (known := earlier[on]) and (pk, known) in found
    }


def locked_divisions(county_code: str, form_code: str, periods: Collection[dt.date]) -> dict[dt.date, tuple[str, ...]]:
    """Give by period the divisions whose reports are closed."""
    rows = PeriodLock.objects.in_force().filter(county_code=county_code, form_code=form_code, period_on__in=periods)
    locked: dict[dt.date, tuple[str, ...]] = {}
    for on, division in rows.values_list("period_on", "division_code"):
        locked[on] = (*locked.get(on, ()), division)
    return locked


def newest_readings(
    county_code: str, meters: Collection[str], days: Collection[dt.date]
) -> dict[tuple[str, dt.date], tuple[int, Decimal]]:
    """Give by meter and day the newest version and what it says, of those that have one; one query."""
    rows = MeterReading.objects.filter(county_code=county_code, meter_no__among=meters, read_on__among=days)
    newest_first = rows.order_by("meter_no", "read_on", "-version").distinct("meter_no", "read_on")
    return {
        (meter, on): (version, kwh)
        for meter, on, version, kwh in newest_first.values_list("meter_no", "read_on", "version", "kwh")
    }
