"""Many memberships at once, as the statistics bureau's monthly list brings them: one transaction, each one recorded."""

from collections.abc import Sequence
from datetime import date, datetime

from fugong.core import audit, idempotency, texts
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_
from fugong.registry.models import Membership
from fugong.registry.queries.bulk import Change, Verdict, verdicts
from fugong.registry.rules import periods
from fugong.registry.rules.bulk import MOST_LINES, lines_in
from fugong.registry.rules.kinds import MEMBERSHIPS


@idempotency.once
def change_memberships(
    codes: Sequence[str], *, change: str, kind: str, effective_on: date, basis: str, by: Actor, at: datetime
) -> int:
    """Admit all these enterprises to a list, or strike them off, from a day on; give their number.

    All or none: what the person saw in the preview is what happens. Raises Invalid naming every line that cannot be
    done any more; then nothing is changed.
    """
    require(by, "registry.edit")
    basis = texts.clean_line(basis)[:200]
    problems = _problems_with(codes, change=change, kind=kind, effective_on=effective_on, basis=basis, at=at)
    if problems:
        raise Invalid(problems)
    lines = lines_in("\n".join(codes))
    judged = verdicts(lines, change=Change(change), kind=kind, on=effective_on, by=by, today=day_of(at), lock=True)
    against = [verdict.problem for verdict in judged if verdict.problem is not None]
    if against:
        raise Invalid(against)
    _write(judged, change=Change(change), kind=kind, effective_on=effective_on, basis=basis)
    for verdict in judged:
        _record(verdict, change=Change(change), kind=kind, effective_on=effective_on, basis=basis, by=by, at=at)
    return len(judged)


def _problems_with(
    codes: Sequence[str], *, change: str, kind: str, effective_on: date, basis: str, at: datetime
) -> list[Problem]:
    found = [
        None if change in set(Change) else Problem("change", N_("请选择入库或退库。")),
        None if kind in MEMBERSHIPS else Problem("kind", N_("请选择名录。")),
        periods.problem_with_day(effective_on, today=day_of(at), field="effective_on"),
        None if basis else Problem("basis", N_("请填写依据，如统计部门的入库退库通知。")),
        None if codes else Problem("codes", N_("没有可以办理的企业。")),
        None if len(codes) <= MOST_LINES else Problem("codes", N_("一次最多 %(most)s 家。"), {"most": MOST_LINES}),
    ]
    return [problem for problem in found if problem is not None]


def _write(judged: Sequence[Verdict], *, change: Change, kind: str, effective_on: date, basis: str) -> None:
    if change == Change.STRIKE_OFF:
        current = [verdict.current.pk for verdict in judged if verdict.current is not None]
        Membership.objects.filter(pk__in=current).update(until_on=effective_on)
        return
    Membership.objects.bulk_create(
        Membership(
            enterprise=verdict.enterprise,
            county_code=verdict.enterprise.county_code,
            kind=kind,
            since_on=effective_on,
            basis=basis,
        )
        for verdict in judged
        if verdict.enterprise is not None
    )


def _record(
    verdict: Verdict, *, change: Change, kind: str, effective_on: date, basis: str, by: Actor, at: datetime
) -> None:
    if verdict.enterprise is None:
        return
    admitted = change == Change.ADMIT
    audit.record(
        county=verdict.enterprise.county_code,
        action="registry.membership.admitted" if admitted else "registry.membership.removed",
        subject=verdict.enterprise,
        by=by,
        at=at,
        changes={
            "membership": (None, kind) if admitted else (kind, None),
            "since_on" if admitted else "until_on": (None, effective_on),
        },
        note=basis,
    )
