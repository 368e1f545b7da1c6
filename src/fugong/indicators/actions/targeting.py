"""Setting what an enterprise is to reach in a year."""

import datetime as dt
from decimal import Decimal

from django.db import IntegrityError

from fugong.core import audit, idempotency, texts
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, Problem, Stale
from fugong.core.wording import N_
from fugong.indicators.models import YearTarget
from fugong.registry import public as registry
from fugong.reports import public as reports

_LONGEST_TEXT = 200


@idempotency.once
def set_target(
    enterprise_id: int, *, item: str, year: int, value: Decimal, basis: str, by: Actor, at: dt.datetime
) -> int:
    """Set a target, or its next version; give its id.

    Raises NotThere, NotPermitted, Invalid naming every fault, Stale when somebody set it in this moment.
    """
    card = registry.enterprise_card(enterprise_id, on=day_of(at))
    require(by, "indicators.target", division_code=card.division_code)
    said = texts.clean_line(basis)[:_LONGEST_TEXT]
    problems = [
        _problem_with(item),
        None if value > 0 else Problem("value", N_("目标值应大于 0。")),
        None if said else Problem("basis", N_("请填写下达目标的依据。")),
    ]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    last = YearTarget.objects.filter(enterprise_id=enterprise_id, item=item, year=year).order_by("-version").first()
    row = YearTarget(
        county_code=card.county_code, enterprise_id=enterprise_id, item=item, year=year, value=value, basis=said,
        version=last.version + 1 if last else 1, set_at=at, set_by=by.title,
    )  # fmt: skip
    try:
        row.save(force_insert=True)
    except IntegrityError:
        raise Stale from None
    audit.record(
        county=card.county_code, action="indicators.target.set", subject=row, by=by, at=at,
        changes={"value": (last.value if last else None, value)}, note=f"{card.name} {year}",
    )  # fmt: skip
    return row.pk


def _problem_with(item: str) -> Problem | None:
    if item not in reports.ITEMS:
        return Problem("item", N_("没有指标“%(item)s”。"), {"item": item})
    if not reports.ITEMS[item].adds_up:
        facts: dict[str, object] = {"item": reports.ITEMS[item].label}
        return Problem("item", N_("“%(item)s”各期不能相加，不能下达年度目标。"), facts)
    return None
