"""Forms and reports for tests: functions with honest defaults, reached through the platform's own actions."""

import datetime as dt
from collections.abc import Mapping

from fugong.core.calendar import BEIJING
from fugong.people.public import Actor, Grant, loader_actor
from fugong.registry.tests.factories import COUNTY, OTHER_COUNTY
from fugong.reports.actions.arranging import announce_form
from fugong.reports.actions.taking_in import ReportRow, Taken, take_in
from fugong.reports.rules.forms import Addressees, Asked, FormTerms
from fugong.reports.rules.periods import Due

LOADER = loader_actor(COUNTY)
DAY = dt.date(2020, 3, 2)
NOW = dt.datetime(2020, 3, 2, 18, tzinfo=BEIJING)
SINCE = dt.date(2020, 2, 10)
OFFICER = Actor(101, "经贸局经办", (Grant("officer", COUNTY, None, "经贸局经办"),))
LEADER = Actor(103, "分管副县长", (Grant("county_leader", COUNTY, None, "分管副县长"),))
ELSEWHERE = Actor(104, "邻县经贸局经办", (Grant("officer", OTHER_COUNTY, None, "邻县经贸局经办"),))


def operator(account_id: int) -> Actor:
    """Give an operator's actor; which enterprises it speaks for is the registry's knowledge."""
    return Actor(account_id, "企业经办人", (Grant("operator", "", None, "企业经办人"),))


def daily_form(**changed: object) -> FormTerms:
    """Give the terms of a daily form for the industrial list."""
    terms: dict[str, object] = {
        "code": "daily_industry",
        "title": "规上工业复工复产日报",
        "period_kind": "day",
        "items": (
            Asked("operating", required=True),
            Asked("staff_at_post", required=True),
            Asked("output_value_wan", high="500"),
            Asked("mask_days"),
            Asked("difficulties"),
        ),
        "addressees": Addressees(memberships=("industry_above",)),
        "due": Due(1, dt.time(10)),
        "effective_from": SINCE,
        "basis": "示例通告第9号",
    }
    return FormTerms(**(terms | changed))  # type: ignore[arg-type]  # words of the terms


def monthly_form(**changed: object) -> FormTerms:
    """Give the terms of the monthly form of industry."""
    items = ("output_value_wan", "output_value_last_wan", "output_value_cum_wan", "output_value_cum_last_wan")
    return daily_form(
        code="monthly_industry", title="规上工业产销月报", period_kind="month",
        items=tuple(Asked(item, required=True) for item in items), due=Due(5, dt.time(17)), **changed,
    )  # fmt: skip


def arranged(form: FormTerms | None = None) -> FormTerms:
    """Arrange a form, the daily one unless another is given."""
    terms = form or daily_form()
    announce_form(COUNTY, form=terms, by=LOADER, at=dt.datetime.combine(SINCE, dt.time(8), BEIJING))
    return terms


def report(
    enterprise_id: int, *, on: dt.date = DAY, at: dt.datetime = NOW, form_code: str = "daily_industry",
    reason: str = "", values: Mapping[str, object] | None = None, **more: object,
) -> Taken:  # fmt: skip
    """Take one report in, of a works in ordinary operation unless values say otherwise."""
    said = {"operating": "yes", "staff_at_post": 20, "output_value_wan": "12.5", **more} if values is None else values
    row = ReportRow(enterprise_id, on, said, reason=reason)
    return take_in(COUNTY, form_code=form_code, rows=[row], via="api", by=LOADER, at=at)
