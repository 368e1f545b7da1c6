"""Representation: an account is authorised to act for an enterprise, hands over to another, or no longer acts.

An authority ended on the day it began never held: access ends the same moment, whenever it was given.
"""

from datetime import date, datetime

from fugong.core import audit, idempotency, texts
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_
from fugong.people import public as people
from fugong.registry.models import Enterprise, Representative
from fugong.registry.rules import periods

from .locking import enterprise_for_change


class NotARepresentative(Refused):
    """Only an authority that is in force can be ended."""

    code = "registry.not_a_representative"
    message = N_("该账号目前不是该企业的经办人。")


@idempotency.once
def appoint_representative(
    enterprise_id: int, *, account_id: int, since_on: date, by: Actor, at: datetime, basis: str = ""
) -> None:
    """Authorise the account to act for the enterprise from a day on; being authorised already changes nothing.

    Raises Invalid for a future day or a day that an ended authority covers.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    row = _appointed(enterprise, account_id, since_on=since_on, at=at)
    if row is None:
        return
    audit.record(
        county=enterprise.county_code,
        action="registry.representative.appointed",
        subject=enterprise,
        by=by,
        at=at,
        changes={"account": (None, row.account.login), "since_on": (None, since_on)},
        note=texts.clean_line(basis)[:200],
    )


@idempotency.once
def appoint_by_login(
    enterprise_id: int, *, login: str, since_on: date, by: Actor, at: datetime, basis: str = ""
) -> None:
    """Authorise the operator who signs in so. Raises Invalid where there is none, and as ``appoint_representative``."""
    account = _operator(login, at=at)
    appoint_representative(enterprise_id, account_id=account.id, since_on=since_on, basis=basis, by=by, at=at)


@idempotency.once
def end_representation(
    enterprise_id: int, *, account_id: int, until_on: date, by: Actor, at: datetime, basis: str = ""
) -> None:
    """End the authority: ``until_on`` is the first day on which the account may no longer act.

    Raises NotARepresentative, Invalid for a day before its beginning.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    row = _ended(enterprise, account_id, until_on=until_on)
    audit.record(
        county=enterprise.county_code,
        action="registry.representative.ended",
        subject=enterprise,
        by=by,
        at=at,
        changes={"account": (row.account.login, None), "until_on": (None, until_on)},
        note=texts.clean_line(basis)[:200],
    )


@idempotency.once
def hand_over(
    enterprise_id: int, *, former_id: int, login: str, handed_over_on: date, by: Actor, at: datetime, basis: str = ""
) -> None:
    """End the authority of one account and give it to another on the same day, as one act.

    What the enterprise has begun stays with the enterprise. Raises NotARepresentative, Invalid.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    successor = _operator(login, at=at)
    if successor.id == former_id:
        raise Invalid([Problem("login", N_("接任经办人与原经办人是同一账号。"))])
    problem = periods.problem_with_day(handed_over_on, today=day_of(at), field="handed_over_on")
    if problem:
        raise Invalid([problem])
    former = _ended(enterprise, former_id, until_on=handed_over_on)
    _appointed(enterprise, successor.id, since_on=handed_over_on, at=at)
    audit.record(
        county=enterprise.county_code,
        action="registry.representative.handed_over",
        subject=enterprise,
        by=by,
        at=at,
        changes={
            "account": (former.account.login, successor.login),
            "handed_over_on": (None, handed_over_on),
        },
        note=texts.clean_line(basis)[:200],
    )


def _operator(login: str, *, at: datetime) -> people.AccountCard:
    card = people.holder_by_login(login, role="operator", on=day_of(at))
    if card is None:
        # One sentence for all: whether a login exists elsewhere is nobody's business here.
        raise Invalid([Problem("login", N_("没有以此登录名任职的企业经办人。请先由安全管理员开立账号并任命。"))])
    return card


def _appointed(enterprise: Enterprise, account_id: int, *, since_on: date, at: datetime) -> Representative | None:
    """Write the authority down; none when it holds already."""
    known = list(enterprise.representatives.filter(account_id=account_id))
    if any(row.until_on is None and row.since_on <= since_on for row in known):
        return None
    new = periods.Period(since_on)
    problem = periods.problem_with_day(since_on, today=at.date(), field="since_on")
    if problem is None and any(row.period.overlaps(new) for row in known):
        problem = Problem("since_on", N_("该账号在该日期之后已有授权记录。"))
    if problem:
        raise Invalid([problem])
    return Representative.objects.create(
        enterprise=enterprise, county_code=enterprise.county_code, account_id=account_id, since_on=since_on
    )


def _ended(enterprise: Enterprise, account_id: int, *, until_on: date) -> Representative:
    current = enterprise.representatives.filter(account_id=account_id).still_open().first()
    if current is None:
        raise NotARepresentative
    if until_on < current.since_on:
        day = current.since_on.isoformat()
        raise Invalid([Problem("until_on", N_("终止日期不能早于授权日期 %(day)s。"), {"day": day})])
    current.until_on = until_on
    current.save(update_fields=["until_on"])
    return current
