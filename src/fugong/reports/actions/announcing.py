"""Tells other systems what happens to forms and periods; who reported what, they read themselves."""

import datetime as dt

from fugong.core import webhooks
from fugong.reports.models import ReportForm


def announce(
    event: str, form: ReportForm, *, at: dt.datetime, period_on: dt.date | None = None, **more: object
) -> None:
    """Announce an event about a form, and the period if it is about one, to who may see reports of the county."""
    payload = {"form": form.code, "version": form.version, **more}
    if period_on is not None:
        payload["period_on"] = period_on.isoformat()
    webhooks.announce(
        event, county=form.county_code, payload=payload, right="reports.view", division_code=form.county_code, at=at,
    )  # fmt: skip
