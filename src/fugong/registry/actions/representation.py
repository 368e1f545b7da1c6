"""Representation: an account is authorised to act for an enterprise, or no longer is."""

from datetime import date, datetime

from fugong.core import audit, idempotency
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_
from fugong.registry.models import Representative
from fugong.registry.rules import periods

from .locking import enterprise_for_change


class NotARepresentative(Refused):
    """Only an authority that is in force can be ended."""

    code = "registry.not_a_representative"
    message = N_("该账号目前不是该企业的经办人。")


@idempotency.once
def appoint_representative(enterprise_id: int, *, account_id: int, since_on: date, by: Actor, at: datetime) -> None:
    """Authorise the account to act for the enterprise from a day on; being authorised already changes nothing.

    Raises Invalid for a future day or a day that an ended authority covers.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    known = list(enterprise.representatives.filter(account_id=account_id))
    new = periods.Period(since_on)
    if any(row.until_on is None and row.since_on <= since_on for row in known):
        return
    problem = periods.problem_with_day(since_on, today=at.date(), field="since_on")
    if problem is None and any(row.period.overlaps(new) for row in known):
        problem = Problem("since_on", N_("该账号在该日期之后已有授权记录。"))
    if problem:
        raise Invalid([problem])
    Representative.objects.create(
        enterprise=enterprise, county_code=enterprise.county_code, account_id=account_id, since_on=since_on
    )
    audit.record(
        county=enterprise.county_code,
        action="registry.representative.appointed",
        subject=enterprise,
        by=by,
        at=at,
        changes={"account": (None, account_id), "since_on": (None, since_on)},
    )


@idempotency.once
def end_representation(enterprise_id: int, *, account_id: int, until_on: date, by: Actor, at: datetime) -> None:
    """End the authority: ``until_on`` is the first day on which the account may no longer act.

    Raises NotARepresentative, Invalid for a day not after its beginning.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    current = enterprise.representatives.filter(account_id=account_id).still_open().first()
    if current is None:
        raise NotARepresentative
    if until_on <= current.since_on:
        day = current.since_on.isoformat()
        raise Invalid([Problem("until_on", N_("终止日期须晚于授权日期 %(day)s。"), {"day": day})])
    current.until_on = until_on
    current.save(update_fields=["until_on"])
    audit.record(
        county=enterprise.county_code,
        action="registry.representative.ended",
        subject=enterprise,
        by=by,
        at=at,
        changes={"account": (account_id, None), "until_on": (None, until_on)},
    )
