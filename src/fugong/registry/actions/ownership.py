"""Ownership: who controls the enterprise from which day."""

from datetime import date, datetime

from fugong.core import audit, idempotency, texts
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_
from fugong.registry.models import ControllingHolder
from fugong.registry.rules import periods
from fugong.registry.rules.kinds import HOLDERS

from .locking import enterprise_for_change


@idempotency.once
def set_holder(enterprise_id: int, *, holder: str, since_on: date, by: Actor, at: datetime, basis: str = "") -> None:
    """Note the controlling holder from a day on; the one before ends on that day.

    Raises Invalid for an unknown holder, a future day, or a day not after the beginning of a known period.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    known = list(enterprise.holders.all())
    unknown = None if holder in HOLDERS else Problem("holder", N_("请选择控股情况。"))
    problems = [
        unknown,
        periods.problem_with_day(since_on, today=at.date(), field="since_on")
        or periods.problem_with_successor(since_on, [row.period for row in known], field="since_on"),
    ]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    former = next((row for row in known if row.until_on is None), None)
    if former is not None:
        former.until_on = since_on
        former.save(update_fields=["until_on"])
    ControllingHolder.objects.create(
        enterprise=enterprise,
        county_code=enterprise.county_code,
        holder=holder,
        since_on=since_on,
        basis=texts.clean(basis)[:200],
    )
    audit.record(
        county=enterprise.county_code,
        action="registry.holder.set",
        subject=enterprise,
        by=by,
        at=at,
        changes={"holder": (former.holder if former else None, holder), "since_on": (None, since_on)},
        note=basis,
    )
