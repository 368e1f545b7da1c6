"""On which days might an enterprise work? By its permission, or because the rules of the day asked none."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.lifecycle import EFFECTIVE, State
from fugong.core.calendar import day_of
from fugong.policy import public as policy
from fugong.registry import public as registry

__all__ = ["Permitted", "permitted_spans"]

PERMISSION, RULE = "permission", "rule"


@dataclass(frozen=True, slots=True)
class Permitted:
    """Days from one up to, not including, another on which an enterprise might work, and on which ground."""

    enterprise_id: int
    since_on: dt.date
    until_on: dt.date | None
    ground: str


def permitted_spans(county_code: str) -> Iterator[Permitted]:
    """Give all such spans of the county, in order of enterprise and day; spans of the two grounds may overlap."""
    found = [*_by_permission(county_code), *_by_rule(county_code)]
    return iter(sorted(found, key=lambda one: (one.enterprise_id, one.since_on, one.ground)))


def _by_permission(county_code: str) -> Iterator[Permitted]:
    kept = {*EFFECTIVE, State.SUSPENDED, State.REVOKED, State.LAPSED}
    rows = Application.objects.filter(county_code=county_code, state__in=kept, effective_on__isnull=False)
    stopped = dict(
        Restart.objects.filter(county_code=county_code, stopped_on__isnull=False)
        .order_by("stopped_on")
        .values_list("enterprise_id", "stopped_on")
    )
    seen: set[tuple[int, dt.date]] = set()
    for row in rows.order_by("enterprise_id", "-decided_at"):
        begins = row.effective_on
        if begins is None or (row.enterprise_id, begins) in seen:
            continue
        seen.add((row.enterprise_id, begins))
        ends = _end_of(row, stopped.get(row.enterprise_id))
        if ends is None or ends > begins:
            yield Permitted(row.enterprise_id, begins, ends, PERMISSION)


def _end_of(row: Application, stopped_on: dt.date | None) -> dt.date | None:
    if row.state == State.SUSPENDED and row.suspended_at:
        return day_of(row.suspended_at)
    if row.state == State.LAPSED:
        return row.lapsed_on
    # A revocation stopped the work on its own day; of an enterprise that did not work nothing is counted.
    return (stopped_on or row.effective_on) if row.state == State.REVOKED else None


def _by_rule(county_code: str) -> Iterator[Permitted]:
    days = policy.turning_days(county_code)
    for since_on, until_on in zip_longest(days, days[1:]):
        book = policy.open_book(county_code, on=since_on)
        free: dict[tuple[str, str], bool] = {}
        for one in registry.population(county_code, on=since_on):
            placed = (one.division_code, one.industry_code)
            if placed not in free:
                ruled = book.triage(division_code=placed[0], industry_code=placed[1])
                free[placed] = ruled is not None and ruled.mode == "none"
            if free[placed]:
                yield Permitted(one.enterprise_id, since_on, until_on, RULE)
