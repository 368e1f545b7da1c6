"""Measures that recompute published figures: each asks the doors of the contexts, none knows the published value."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fugong.approvals import public as approvals
from fugong.registry import public as registry
from fugong.replay.rules.comparators import Measured
from fugong.replay.rules.parameters import PARAMETERS, OfAList, OfAnEnterprise, OfASuccession, OfGroups
from fugong.replay.rules.succession import Shares, judge

__all__ = ["MEASURES", "ask"]


def decided_same_day(_county: str, of: OfAnEnterprise, as_of: date) -> Measured:
    """Take the enterprise's first decided application: filed and decided on which days, at work from which day."""
    decisions = approvals.decisions_of(of.uscc, until=as_of)
    if not decisions:
        return Measured(None, "not decided", 0)
    first = decisions[0]
    begins = first.effective_on.isoformat() if first.effective_on else None
    days = {"filed_on": first.filed_on.isoformat(), "may_work_on": begins}
    details = {
        "decided_on": first.decided_on.isoformat(),
        "due_on": first.due_on.isoformat() if first.due_on else None,
        "document_number": first.document_number,
        "application_id": first.application_id,
    }
    reads = f"filed {first.filed_on}, decided {first.decided_on}, may work {begins or '-'}"
    value = days if first.filed_on == first.decided_on else None
    return Measured(value, reads, len(decisions), details=details)


def members(county: str, of: OfAList, as_of: date) -> Measured:
    """Count the enterprises that stood on a list of the statistics bureau on the day."""
    count = len(registry.members(of.kind, county_code=county, on=as_of))
    return Measured(count, str(count), count)


def resumed(county: str, of: OfGroups, as_of: date) -> Measured:
    """Count the enterprises of the groups that were running on the day, out of all listed."""
    found = approvals.resumed(county, groups=tuple(of.groups), as_of=as_of)
    numerator, denominator = len(found.resumed), len(found.listed)
    share = round(100 * numerator / denominator, 1) if denominator else None
    reads = f"{numerator}/{denominator} = {share} %" if denominator else "nobody listed"
    return Measured(share, reads, denominator, numerator, denominator)


def restart_order(county: str, of: OfASuccession, as_of: date) -> Measured:
    """Compare the curves of the groups from the first day to the day asked about."""
    curves = {each.group: each for each in approvals.resumption_curves(county, from_on=of.since, until_on=as_of)}
    shares = [Shares(g, curves[g].listed, curves[g].days, curves[g].running) for g in (of.first, *of.then)]
    found = judge(shares[0], shares[1:])
    half = {group: day.isoformat() if day else None for group, day in found.half_on.items()}
    spoiled = found.spoiled_on.isoformat() if found.spoiled_on else None
    details: dict[str, object] = {"half_on": half, "spoiled_on": spoiled, "days": len(shares[0].days)}
    details["running"] = {each.group: [each.running[-1], each.listed] for each in shares}
    reads = ", ".join(f"{group} half by {day or '-'}" for group, day in half.items())
    reads += f"; overtaken on {spoiled}" if spoiled else "; never overtaken"
    records = sum(each.running[-1] for each in shares)
    return Measured(list(found.order), reads, records, details=details)


Measure = Callable[[str, Any, date], Measured]
MEASURES: dict[str, Measure] = {
    "decided_same_day": decided_same_day,
    "members": members,
    "resumed": resumed,
    "restart_order": restart_order,
}


def ask(measure: str, county: str, *, parameters: Mapping[str, object], as_of: date) -> Measured:
    """Ask a measure by its name about a county as it stood on a day."""
    return MEASURES[measure](county, PARAMETERS[measure].model_validate(parameters), as_of)
