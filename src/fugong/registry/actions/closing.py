"""Closing: an enterprise leaves the register, with its day and its paper, and comes back if that was an error."""

from datetime import date, datetime

from fugong.core import audit, idempotency, texts
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem, Refused, Stale
from fugong.core.wording import N_
from fugong.registry.rules import periods
from fugong.registry.rules.kinds import Closure

from .locking import enterprise_for_change, enterprise_in_hand

_BY_OFFICE = (Closure.DEREGISTERED, Closure.CEASED)


class NotClosedByOffice(Refused):
    """Only what an office closed is opened again; a merge is undone instead."""

    code = "registry.not_closed_by_office"
    message = N_("该企业未登记注销或停业；如系并入其他登记，请撤销合并。")


@idempotency.once
def close_enterprise(
    enterprise_id: int,
    *,
    version: int,
    closed_on: date,
    closure: str = Closure.DEREGISTERED,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Note that the enterprise was struck off or ceased business; its records stay.

    With the striking off its telephone goes. Raises Stale, Invalid.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    if enterprise.version != version:
        raise Stale(version=enterprise.version)
    problems = [
        periods.problem_with_day(closed_on, today=at.date(), field="closed_on"),
        None if closure in _BY_OFFICE else Problem("closure", N_("请选择注销或停业。")),
    ]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    enterprise.closed_on, enterprise.closure = closed_on, closure
    if closure == Closure.DEREGISTERED:  # nobody is to be telephoned any more
        enterprise.contact_phone = ""
    enterprise.version += 1
    enterprise.save(update_fields=["closed_on", "closure", "contact_phone", "version"])
    audit.record(
        county=enterprise.county_code,
        action="registry.enterprise.closed",
        subject=enterprise,
        by=by,
        at=at,
        changes={
            "closure": (None, closure),
            "closed_on": (None, closed_on),
            "version": (version, enterprise.version),
        },
        note=texts.clean_line(basis)[:200],
    )


@idempotency.once
def reopen_enterprise(enterprise_id: int, *, version: int, basis: str, by: Actor, at: datetime) -> None:
    """Note that it exists after all or took up business again. Raises NotClosedByOffice, Stale, Invalid."""
    enterprise = enterprise_in_hand(enterprise_id, by=by, at=at)
    if enterprise.closed_on is None or enterprise.closure == Closure.MERGED:
        raise NotClosedByOffice
    if enterprise.version != version:
        raise Stale(version=enterprise.version)
    basis = texts.clean_line(basis)[:200]
    if not basis:
        raise Invalid([Problem("basis", N_("请填写依据。"))])
    before = {"closure": (enterprise.closure, None), "closed_on": (enterprise.closed_on, None)}
    enterprise.closed_on, enterprise.closure = None, ""
    enterprise.version += 1
    enterprise.save(update_fields=["closed_on", "closure", "version"])
    audit.record(
        county=enterprise.county_code,
        action="registry.enterprise.reopened",
        subject=enterprise,
        by=by,
        at=at,
        changes={**before, "version": (version, enterprise.version)},
        note=basis,
    )
