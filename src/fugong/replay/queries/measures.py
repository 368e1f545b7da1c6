"""Measures that recompute published figures: each asks the doors of the contexts, none knows the published value."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from fugong.approvals import public as approvals
from fugong.core.calendar import BEIJING
from fugong.indicators import public as indicators
from fugong.registry import public as registry
from fugong.replay.rules.comparators import Measured
from fugong.replay.rules.parameters import (
    PARAMETERS,
    OfAList,
    OfAMonth,
    OfAnEnterprise,
    OfAReduction,
    OfASuccession,
    OfATarget,
    OfGroups,
    OfReports,
    OfTheListMonitored,
)
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
    """Count the enterprises of the groups that were running on the day, out of all listed.

    Counted as reported too, the pair is the smaller of the two: all are back when both ways of counting say so.
    """
    found = approvals.resumed(county, groups=tuple(of.groups), as_of=as_of)
    confirmed, denominator = len(found.resumed), len(found.listed)
    details: dict[str, object] = {"confirmed": [confirmed, denominator]}
    numerator = confirmed
    if of.operation:
        listed = set(found.listed)
        opened = indicators.rows_of("resumption_gross", county_code=county, on=as_of, version=2)
        operating = sum(int(row.numerator) for row in opened.rows if row.enterprise_id in listed)
        details["operating"], numerator = [operating, denominator], min(confirmed, operating)
    share = round(100 * numerator / denominator, 1) if denominator else None
    reads = f"{numerator}/{denominator} = {share} %" if denominator else "nobody listed"
    if of.operation:
        reads = f"confirmed {confirmed}/{denominator}, operating as reported {operating}/{denominator}"
    return Measured(share, reads, denominator, numerator, denominator, details)


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
    if of.operation:
        reported = judge(*_operating(county, of, as_of))
        days = {group: day.isoformat() if day else None for group, day in reported.half_on.items()}
        details["operating"] = {"order": list(reported.order), "half_on": days}
        reads += "; the same by operation as reported" if reported.order == found.order else "; not so by operation"
    records = sum(each.running[-1] for each in shares)
    return Measured(list(found.order), reads, records, details=details)


def _operating(county: str, of: OfASuccession, as_of: date) -> tuple[Shares, list[Shares]]:
    """Give the same curves by operation as reported, from the county's cells."""
    asked = partial(
        indicators.curve, "resumption_gross", county_code=county, from_on=of.since, until_on=as_of, version=2
    )
    by = {name: asked(by=name) for name in ("ownership", "size")}
    shares = []
    for group in (of.first, *of.then):
        kept = ("small", "micro") if group == "small" else (group,)
        values = [value for value in by["size" if group == "small" else "ownership"] if value.group in kept]
        days = sorted({value.on for value in values})
        sums = {day: [value for value in values if value.on == day] for day in days}
        running = [int(sum(value.numerator for value in sums[day])) for day in days]
        listed = int(sum(value.denominator for value in sums[days[-1]])) if days else 0
        shares.append(Shares(group, listed, days, running))
    return shares[0], shares[1:]


def monitored(county: str, of: OfTheListMonitored, as_of: date) -> Measured:
    """Count the enterprises of a list whose report of the day on a form was received."""
    listed = len(registry.members(of.kind, county_code=county, on=as_of))
    total = indicators.reported_total(county, item="_received", form_code=of.form, from_on=as_of, until_on=as_of)
    reads = f"{total.enterprises} of {listed} reported for {as_of}"
    return Measured(total.enterprises, reads, total.records, total.enterprises, listed)


def reported_total(county: str, of: OfReports, as_of: date) -> Measured:
    """Sum what an enterprise reported since a day, each item alone, or less another item."""
    total = partial(
        indicators.reported_total, county, form_code=of.form, from_on=of.since, until_on=as_of, uscc=of.uscc
    )
    totals = [total(item=item) for item in of.items]
    values = [each.value * of.times for each in totals]
    if of.against:
        values = [value - total(item=of.against).value * of.times for value in values]
    reads = ", ".join(f"{item} {value:,.0f}" for item, value in zip(of.items, values, strict=True))
    plain = [float(value) for value in values]
    return Measured(plain if len(plain) > 1 else plain[0], reads, sum(each.records for each in totals))


def month_value(county: str, of: OfAMonth, as_of: date) -> Measured:
    """Take an indicator's value for a month, with its pair."""
    del as_of
    found = indicators.measure(of.code, county_code=county, on=of.month, now=_midnight(of.month))
    if not found:
        return Measured(None, "nobody on the list", 0)
    (value,), rate = found, found[0].rate
    reads = (
        f"{value.numerator:,.2f} / {value.denominator:,.2f}, {value.counted} of {value.counted + value.missing} units"
    )
    details: dict[str, object] = {"definition": value.definition.key, "excluded": value.excluded}
    return Measured(float(rate * of.times) if rate is not None else None, reads, value.counted, details=details)


def loss_reduced(county: str, of: OfAReduction, as_of: date) -> Measured:
    """Compare this year's loss with last year's to the same month, and say whether any year since had such a cut."""
    asked = partial(indicators.reported_total, county, uscc=of.uscc)
    month = partial(asked, form_code=of.form, from_on=of.month, until_on=of.month)
    now, last = month(item=of.item), month(item=of.last)
    year_of = partial(asked, item=of.years_item, form_code=of.years_form)
    begins = {year: date(year, 1, 1) for year in range(of.since - 1, as_of.year)}
    losses = {year: -year_of(from_on=first, until_on=first).value for year, first in begins.items()}
    cuts = {y: 100 * (losses[y - 1] - losses[y]) / losses[y - 1] for y in losses if losses.get(y - 1)}
    share = 100 * (last.value - now.value) / last.value if last.value else None
    is_first = all(cut < of.large_percent for cut in cuts.values())
    details: dict[str, object] = {"by_year": {str(y): float(round(cut, 1)) for y, cut in cuts.items()}}
    reads = f"loss {-now.value:,.2f} after {-last.value:,.2f}; years before: {details['by_year']}"
    return Measured(float(share) if share is not None and is_first else None, reads, 2 + len(losses), details=details)


def against_target(county: str, of: OfATarget, as_of: date) -> Measured:
    """Take what was reported to date beside the target of the year."""
    number = registry.numbers_of([of.uscc]).get(of.uscc)
    total = indicators.reported_total(
        county, item=of.item, form_code=of.form, from_on=of.since, until_on=as_of, uscc=of.uscc
    )
    target = indicators.target_of(number, item=of.item, year=as_of.year) if number else None
    if target is None:
        return Measured(None, f"{total.value:,.0f}, no target", total.records)
    reads = f"{total.value:,.0f} of {target.value:,.0f}"
    return Measured([float(total.value), float(target.value)], reads, total.records)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


Measure = Callable[[str, Any, date], Measured]
MEASURES: dict[str, Measure] = {
    "decided_same_day": decided_same_day,
    "members": members,
    "resumed": resumed,
    "restart_order": restart_order,
    "monitored": monitored,
    "reported_total": reported_total,
    "month_value": month_value,
    "loss_reduced": loss_reduced,
    "against_target": against_target,
}


def ask(measure: str, county: str, *, parameters: Mapping[str, object], as_of: date) -> Measured:
    """Ask a measure by its name about a county as it stood on a day."""
    return MEASURES[measure](county, PARAMETERS[measure].model_validate(parameters), as_of)
