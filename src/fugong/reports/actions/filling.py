"""Handing one report in on a page: taken in like any other, and its cost entered in the burden ledger."""

import datetime as dt

from fugong.core import idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.actions.taking_in import ReportRow, Taken, take_in
from fugong.reports.queries.forms import form_for
from fugong.reports.queries.known import known_of
from fugong.reports.rules.channels import Channel
from fugong.reports.rules.values import read_values

# Every report counts in the ledger as this form; its own title and period stand in the reference.
FORM = registry.HouseForm(key="reports.report", title=N_("企业报表"), department=N_("经贸主管部门"), asked=())


@idempotency.once
def hand_in(county_code: str, *, form_code: str, row: ReportRow, by: Actor, at: dt.datetime) -> Taken:
    """Take one report in from a page; an operator's own enterprise is told what it cost. Raises as ``take_in``."""
    if registry.may_act_for(by, row.enterprise_id, on=day_of(at)):
        form = form_for(county_code, form_code, on=row.period_on)
        values, _problems = read_values(form.terms, row.values)
        key = (row.enterprise_id, row.period_on)
        _standing, earlier = known_of(form_code, form.period_kind, [key])
        asked = form.terms.item_codes
        registry.enter_burden(
            row.enterprise_id, form=FORM, reference=f"{form.title} {row.period_on.isoformat()}",
            effort=registry.effort(asked, offered=earlier.get(key, {}), answers=values, seconds=0), by=by, at=at,
        )  # fmt: skip
    return take_in(county_code, form_code=form_code, rows=[row], via=Channel.PAGE, by=by, at=at)
