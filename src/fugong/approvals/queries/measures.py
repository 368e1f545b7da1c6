"""The figures of resumption, counted from confirmations and decisions; every count can be opened to its rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.lifecycle import State
from fugong.core.calendar import day_of
from fugong.core.wording import N_
from fugong.registry import public as registry

GROUPS = {
    "all": N_("全部企业"),
    "state": N_("国有企业"),
    "private": N_("民营企业"),
    "small": N_("小微企业"),
}
_SMALL = frozenset({"small", "micro"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One decided application, as a figure about speed needs it."""

    application_id: int
    filed_on: date
    decided_on: date
    effective_on: date | None
    due_on: date | None
    document_number: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """A count pair: of the enterprises listed on the day, those whose confirmed restart was running."""

    group: str
    as_of: date
    resumed: tuple[int, ...]
    listed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Enterprises of one group running on each day, beside how many the group has on the last day."""

    group: str
    listed: int
    days: tuple[date, ...]
    running: tuple[int, ...]


def decisions_of(uscc: str, *, until: date) -> tuple[Decision, ...]:
    """Give the decided applications of an enterprise up to a day, earliest first."""
    rows = Application.objects.filter(uscc=uscc, decided_at__isnull=False).order_by("submitted_at")
    return tuple(
        Decision(row.pk, day_of(row.submitted_at), day_of(row.decided_at), row.effective_on,
                 _day(row.due_at), row.document_number)
        for row in rows if row.submitted_at and row.decided_at and day_of(row.decided_at) <= until
    )  # fmt: skip


def resumed(county_code: str, *, groups: tuple[str, ...], as_of: date) -> Resumed:
    """Count the enterprises of any of the groups that were running at the end of the day, and those listed."""
    listed = tuple(
        one.enterprise_id for one in registry.population(county_code, on=as_of) if groups_of(one) & set(groups)
    )
    running = set(
        Restart.objects.filter(county_code=county_code).running_on(as_of).values_list("enterprise_id", flat=True)
    )
    return Resumed("+".join(groups), as_of, tuple(pk for pk in listed if pk in running), listed)


def resumption_curves(county_code: str, *, from_on: date, until_on: date) -> tuple[Curve, ...]:
    """Give one curve a group over the days, both ends included; the groups overlap, as ownership and size do."""
    members = {one.enterprise_id: groups_of(one) for one in registry.population(county_code, on=until_on)}
    sizes = Counter(group for groups in members.values() for group in groups)
    steps: dict[str, Counter[date]] = {group: Counter() for group in GROUPS}
    for enterprise_id, restarted_on, stopped_on in Restart.objects.filter(
        county_code=county_code, restarted_on__lte=until_on
    ).values_list("enterprise_id", "restarted_on", "stopped_on"):
        for group in members.get(enterprise_id, frozenset()):
            steps[group][max(restarted_on, from_on)] += 1
            if stopped_on is not None:
                steps[group][max(stopped_on, from_on)] -= 1
    days = tuple(_days(from_on, until_on))
    return tuple(Curve(group, sizes[group], days, tuple(_running(steps[group], days))) for group in GROUPS)


def first_restart_on(county_code: str) -> date | None:
    """Give the day of the county's first confirmed restart; the curve begins there."""
    rows = Restart.objects.filter(county_code=county_code).order_by("restarted_on")
    return rows.values_list("restarted_on", flat=True).first()


def counts_today(county_code: str, *, now: datetime) -> dict[str, int]:
    """Count what the day brought and what still waits: filed, decided, confirmed, in review, overdue, returned."""
    today = day_of(now)
    in_review, overdue = Q(state=State.IN_REVIEW), Q(state=State.IN_REVIEW, due_at__lt=now)
    counts = Application.objects.filter(county_code=county_code).aggregate(
        filed=Count("pk", filter=Q(submitted_at__date=today)),
        decided=Count("pk", filter=Q(decided_at__date=today)),
        in_review=Count("pk", filter=in_review),
        overdue=Count("pk", filter=overdue),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
    )
    confirmed = Restart.objects.filter(county_code=county_code, confirmed_at__date=today).count()
    return {**counts, "confirmed": confirmed}


def groups_of(one: registry.Population) -> frozenset[str]:
    """Tell to which groups an enterprise belongs; private ownership and small size may both hold."""
    groups = {"all"}
    if one.holder in ("state", "private"):
        groups.add(one.holder)
    if one.size in _SMALL:
        groups.add("small")
    return frozenset(groups)


def _running(steps: Counter[date], days: tuple[date, ...]) -> Iterator[int]:
    total = 0
    for day in days:
        total += steps[day]
        yield total


def _days(from_on: date, until_on: date) -> Iterator[date]:
    return (from_on + timedelta(n) for n in range((until_on - from_on).days + 1))


def _day(at: datetime | None) -> date | None:
    return day_of(at) if at else None
