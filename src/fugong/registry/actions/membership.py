"""Membership: an enterprise is admitted to a list of the statistics bureau 入库, or removed from it 退库."""

from datetime import date, datetime

from fugong.core import audit, idempotency, texts
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_
from fugong.registry.models import Membership
from fugong.registry.rules import memberships, periods
from fugong.registry.rules.kinds import MEMBERSHIPS

from .locking import enterprise_for_change


class NotAMember(Refused):
    """Only what stands on the list can be removed from it."""

    code = "registry.not_a_member"
    message = N_("该企业目前不在该名录中。")


@idempotency.once
def admit(enterprise_id: int, *, kind: str, since_on: date, by: Actor, at: datetime, basis: str = "") -> None:
    """Put the enterprise on the list from a day on.

    Raises Invalid for an unknown list, an industry the list does not cover, a future day, a day already covered.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    known = enterprise.memberships.filter(kind=kind)
    problems = [
        memberships.problem_with_industry(kind, enterprise.industry_code)
        if kind in MEMBERSHIPS
        else Problem("kind", N_("请选择名录。")),
        periods.problem_with_day(since_on, today=at.date(), field="since_on")
        or memberships.problem_with_admission(since_on, [row.period for row in known]),
    ]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    Membership.objects.create(
        enterprise=enterprise,
        county_code=enterprise.county_code,
        kind=kind,
        since_on=since_on,
        basis=texts.clean(basis)[:200],
    )
    audit.record(
        county=enterprise.county_code,
        action="registry.membership.admitted",
        subject=enterprise,
        by=by,
        at=at,
        changes={"membership": (None, kind), "since_on": (None, since_on)},
        note=basis,
    )


@idempotency.once
def strike_off(enterprise_id: int, *, kind: str, until_on: date, by: Actor, at: datetime, basis: str = "") -> None:
    """Take the enterprise off the list: ``until_on`` is the first day on which it is no longer there.

    On the very day of the admission that takes the admission back. Raises NotAMember, Invalid for a day in the future
    or before the admission.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    current = enterprise.memberships.filter(kind=kind).still_open().first()
    if current is None:
        raise NotAMember(field="kind")
    problem = periods.problem_with_day(until_on, today=at.date(), field="until_on")
    problem = problem or memberships.problem_with_removal(until_on, current.period)
    if problem:
        raise Invalid([problem])
    current.until_on = until_on
    current.save(update_fields=["until_on"])
    audit.record(
        county=enterprise.county_code,
        action="registry.membership.removed",
        subject=enterprise,
        by=by,
        at=at,
        changes={"membership": (kind, None), "until_on": (None, until_on)},
        note=basis,
    )
