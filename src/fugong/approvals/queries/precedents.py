"""Like applications that were decided otherwise: for one case before its decision, or for a whole list at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q

from fugong.approvals.models import Application, Opinion
from fugong.approvals.rules.consistency import LOOKBACK, MASKS, Circumstances, Precedent, circumstances_of, otherwise
from fugong.approvals.rules.decisions import Outcome
from fugong.approvals.rules.lifecycle import State
from fugong.approvals.rules.reasons import VERDICTS
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.wording import N_
from fugong.policy import public as policy
from fugong.registry import public as registry

OUTCOMES = {State.GRANTED: Outcome.GRANT, State.SUSPENDED: Outcome.GRANT, State.REFUSED: Outcome.REFUSE}


@dataclass(frozen=True)
class Comparison:
    """What an officer sees before deciding: like cases decided otherwise, by the decision wished, and why like."""

    otherwise: Mapping[str, tuple[Precedent, ...]]
    alike_in: tuple[tuple[str, str], ...]


def comparison(row: Application, *, by: Actor, at: datetime) -> Comparison:
    """Compare one application that awaits its decision with those decided of late."""
    found = {outcome: differing([row], outcome, by=by, at=at)[row.pk] for outcome in Outcome}
    shown = circumstances_of_many([row], at=at)[row.pk] if any(found.values()) else None
    return Comparison(
        {outcome.value: one for outcome, one in found.items() if one}, explained(shown) if shown else ()
    )  # fmt: skip


def explained(shown: Circumstances) -> tuple[tuple[str, str], ...]:
    """Say in words what like cases have in common: a label and its value each."""
    return (
        (N_("行业大类"), shown.industry),
        (N_("企业规模"), registry.SIZES.get(shown.size, shown.size)),
        (N_("风险等级"), policy.TIERS.get(shown.tier, shown.tier)),
        (N_("办理方式"), policy.MODES.get(shown.mode, shown.mode)),
        *((policy.DESKS.get(desk, desk), VERDICTS.get(verdict, N_("待回复"))) for desk, verdict in shown.verdicts),
        (N_("口罩可用天数"), MASKS[shown.masks]),
    )


def differing(
    rows: Sequence[Application], wished: Outcome, *, by: Actor, at: datetime
) -> dict[int, tuple[Precedent, ...]]:
    """Give, for each application, the like ones decided otherwise of late, as far as the actor may see them.

    A fixed number of queries for any number of applications.
    """
    states = [state for state, outcome in OUTCOMES.items() if outcome is not wished]
    decided = _decided_like(rows, states, by=by, at=at) if rows else []
    if not decided:
        return {row.pk: () for row in rows}
    sizes = _sizes([*rows, *decided], at=at)
    precedents = [_precedent(row, sizes) for row in decided]
    return {row.pk: otherwise(circumstances(row, sizes), wished, precedents) for row in rows}


def circumstances(row: Application, sizes: Mapping[int, str]) -> Circumstances:
    """Give the circumstances of one application whose opinions are loaded."""
    return circumstances_of(
        industry_code=row.industry_code,
        size=sizes.get(row.enterprise_id, ""),
        tier=row.tier,
        mode=row.mode,
        verdicts={opinion.desk: opinion.verdict for opinion in row.opinions.all()},
        answers=row.answers,
    )


def circumstances_of_many(rows: Sequence[Application], *, at: datetime) -> dict[int, Circumstances]:
    """Give the circumstances of applications whose opinions are loaded; a fixed number of queries."""
    sizes = _sizes(rows, at=at)
    return {row.pk: circumstances(row, sizes) for row in rows}


def _decided_like(
    rows: Sequence[Application], states: Sequence[State], *, by: Actor, at: datetime
) -> list[Application]:
    industries = reduce(or_, (Q(industry_code__startswith=code) for code in {row.industry_code[:2] for row in rows}))
    decided = Application.objects.visible_to(by, on=day_of(at)).filter(
        industries,
        state__in=states,
        decided_at__range=(at - LOOKBACK, at),
        county_code__in={row.county_code for row in rows},
        mode__in={row.mode for row in rows},
        tier__in={row.tier for row in rows},
    )
    return list(decided.prefetch_related(Prefetch("opinions", Opinion.objects.order_by("pk"))))


def _sizes(rows: Sequence[Application], *, at: datetime) -> dict[int, str]:
    stood = registry.standings({row.enterprise_id for row in rows}, on=day_of(at))
    return {pk: one.size for pk, one in stood.items()}


def _precedent(row: Application, sizes: Mapping[int, str]) -> Precedent:
    assert row.decided_at is not None  # noqa: S101  # chosen by it
    return Precedent(
        application_id=row.pk,
        enterprise_name=row.enterprise_name,
        document_number=row.document_number,
        decided_on=day_of(row.decided_at),
        outcome=OUTCOMES[State(row.state)],
        circumstances=circumstances(row, sizes),
    )
