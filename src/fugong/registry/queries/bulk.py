"""What a change of many memberships would do, line by line: shown before it is done, and asked again when it is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fugong.core.permission import Actor
from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry.models import Enterprise, Membership
from fugong.registry.rules import memberships, periods
from fugong.registry.rules.bulk import Line
from fugong.registry.rules.kinds import CLOSURES, Closure

__all__ = ["Change", "Verdict", "verdicts"]


_UNKNOWN = N_("企业台账中没有此代码，或不在您的管辖范围内。")


class Change(StrEnum):
    """What is done to each of the enterprises."""

    ADMIT = "admit"
    STRIKE_OFF = "strike_off"


@dataclass(frozen=True)
class Verdict:
    """One line with the enterprise it names and what stands against the change; nothing means it can be done."""

    line: Line
    enterprise: Enterprise | None
    current: Membership | None
    problem: Problem | None


def verdicts(
    lines: Sequence[Line], *, change: Change, kind: str, on: date, by: Actor, today: date, lock: bool = False
) -> tuple[Verdict, ...]:
    """Judge each line; two queries for any number. With ``lock`` the enterprises' rows are locked for the change."""
    rows = Enterprise.objects.visible_to(by, on=today).filter(uscc__in=[line.code for line in lines]).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = {row.uscc: row for row in rows if by.may("registry.edit", row.division_code)}
    known: dict[int, list[Membership]] = defaultdict(list)
    for row in Membership.objects.filter(enterprise__in=[row.pk for row in found.values()], kind=kind):
        known[row.enterprise_id].append(row)
    judged = []
    for line in lines:
        enterprise = found.get(line.code)
        if line.problem is not None or enterprise is None:
            judged.append(Verdict(line, enterprise, None, line.problem or Problem("codes", _UNKNOWN)))
            continue
        rows_there = known[enterprise.pk]
        current = next((row for row in rows_there if row.until_on is None), None)
        problem = _closed(enterprise) or _against(change, enterprise, rows_there, kind=kind, on=on)
        judged.append(Verdict(line, enterprise, current, problem))
    return tuple(judged)


def _against(
    change: Change, enterprise: Enterprise, rows: Sequence[Membership], *, kind: str, on: date
) -> Problem | None:
    if change == Change.STRIKE_OFF:
        return _not_removable(next((row for row in rows if row.until_on is None), None), on)
    problem = memberships.problem_with_industry(kind, enterprise.industry_code, field="codes")
    return problem or memberships.problem_with_admission(on, [row.period for row in rows], field="codes")


def _closed(enterprise: Enterprise) -> Problem | None:
    if enterprise.closed_on is None:
        return None
    closure = CLOSURES[enterprise.closure or Closure.DEREGISTERED]
    facts: dict[str, object] = {"day": enterprise.closed_on.isoformat(), "closure": closure}
    return Problem("codes", N_("该企业已于 %(day)s %(closure)s，不能再办理。"), facts)


def _not_removable(current: Membership | None, on: date) -> Problem | None:
    if current is None:
        return Problem("codes", N_("该企业目前不在该名录中。"))
    return memberships.problem_with_removal(on, periods.Period(current.since_on), field="codes")
