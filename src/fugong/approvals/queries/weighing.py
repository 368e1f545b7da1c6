"""What a decision would do to each of many applications 试算: the single decision's own rules, on sets of rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch

from fugong.approvals.models import Application, Opinion
from fugong.approvals.queries.impartiality import Hands, hands_of
from fugong.approvals.queries.organs import own_organ
from fugong.approvals.queries.precedents import circumstances_of_many, differing
from fugong.approvals.rules.batches import Chosen, reason_of
from fugong.approvals.rules.consistency import Circumstances, Precedent
from fugong.approvals.rules.decisions import Wish, decided_fields
from fugong.approvals.rules.eligibility import OpinionSeen, guard_version
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere, Problem, Refused
from fugong.registry import public as registry


@dataclass(frozen=True)
class Weighed:
    """One application of a dry run: what would be written into it, or why it would be skipped.

    ``otherwise`` are like applications decided otherwise before; ``alike_decided`` counts the like ones that this very
    order would decide while it skips this one.
    """

    chosen: Chosen
    application: Application | None
    place: str
    fields: Mapping[str, object]
    skipped: Problem | None
    otherwise: tuple[Precedent, ...] = ()
    alike_decided: int = 0


@dataclass(frozen=True)
class DryRun:
    """What an order would do, before it is given."""

    wish: Wish
    lines: tuple[Weighed, ...]

    @cached_property
    def decided(self) -> tuple[Weighed, ...]:
        """Give those that would be decided."""
        return tuple(line for line in self.lines if line.skipped is None)

    @cached_property
    def skipped(self) -> tuple[Weighed, ...]:
        """Give those that would be skipped."""
        return tuple(line for line in self.lines if line.skipped is not None)

    @cached_property
    def otherwise(self) -> tuple[Precedent, ...]:
        """Give every like application that was decided otherwise, once."""
        return tuple({one.application_id: one for line in self.decided for one in line.otherwise}.values())


def dry_run(chosen: Sequence[Chosen], wish: Wish, *, by: Actor, at: datetime) -> DryRun:
    """Say what the decision would do to each application; a fixed number of queries for any number of them."""
    rows = _rows([one.application_id for one in chosen], by=by, at=at)
    hands = hands_of(by, "approvals.decide")
    organ = _organ_lacking(by)
    weighed = [_weigh(one, rows.get(one.application_id), wish, hands=hands, organ=organ, at=at) for one in chosen]
    decided = [line.application for line in weighed if line.application and line.skipped is None]
    before = differing(decided, wish.outcome, by=by, at=at)
    alike = _alike(weighed, at=at)
    places = registry.township_names({row.division_code for row in rows.values()})
    lines = (
        replace(
            line,
            place=places.get(line.application.division_code, line.application.division_code),
            otherwise=before.get(line.application.pk, ()),
            alike_decided=alike.get(line.application.pk, 0),
        )
        if line.application
        else line
        for line in weighed
    )
    return DryRun(wish, tuple(lines))


def _rows(ids: Sequence[int], *, by: Actor, at: datetime) -> dict[int, Application]:
    seen = Application.objects.visible_to(by, on=day_of(at)).handed_in().filter(pk__in=ids)
    return {row.pk: row for row in seen.prefetch_related(Prefetch("opinions", Opinion.objects.order_by("pk")))}


def _organ_lacking(by: Actor) -> Refused | None:
    try:
        own_organ(by)
    except Refused as refusal:
        return refusal
    return None


def _weigh(
    one: Chosen, row: Application | None, wish: Wish, *, hands: Hands, organ: Refused | None, at: datetime
) -> Weighed:
    """Ask the guards of the single decision, in its order."""
    try:
        if row is None:
            raise NotThere
        guard_version(row.version, seen=one.version)
        hands.guard(row)
        opinions = [OpinionSeen(opinion.office, opinion.verdict) for opinion in row.opinions.all()]
        fields = decided_fields(wish, state=row.state, mode=row.mode, opinions=opinions, on=day_of(at))
        if organ is not None:
            raise organ
    except Refused as refusal:
        return Weighed(one, row, "", {}, reason_of(refusal))
    return Weighed(one, row, "", fields, None)


def _alike(weighed: Sequence[Weighed], *, at: datetime) -> dict[int, int]:
    """Count, for each application that is skipped, the like ones that are decided."""
    mine = circumstances_of_many([line.application for line in weighed if line.application], at=at)
    decided: dict[Circumstances, int] = defaultdict(int)
    for line in weighed:
        if line.application and line.skipped is None:
            decided[mine[line.application.pk]] += 1
    skipped = [line.application.pk for line in weighed if line.application and line.skipped is not None]
    return {pk: decided[mine[pk]] for pk in skipped if mine[pk] in decided}
