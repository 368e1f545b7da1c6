"""What a drafted rule would change: enterprises handled differently, applications under way, permissions that end."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.lifecycle import EFFECTIVE, OPEN, State
from fugong.core.permission import Actor
from fugong.policy import public as policy
from fugong.registry import public as registry

# What differs between two handlings, in the order in which it is named.
PARTS = ("mode", "papers", "reply_working_days", "is_deemed", "must_reapply", "desks")
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Touched:
    """One enterprise that would be handled differently; ``state`` is that of its open or standing application."""

    uscc: str
    name: str
    place: str
    before: str
    after: str
    differs: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Count pairs of what a draft changes from its first day on, and the enterprises, those under way first."""

    on: date
    listed: int
    touched: tuple[Touched, ...]
    open_listed: int
    open_touched: int
    standing: int
    permissions_ending: int
    running: int
    stops: int
    turns: tuple[tuple[str, str, int], ...]

    @property
    def shown(self) -> tuple[Touched, ...]:
        """Give as many as a page shows."""
        return self.touched[:MOST_SHOWN]


Pair = tuple[policy.Handling | None, policy.Handling | None]


def effect_of(actor: Actor, draft_id: int) -> Effect:
    """Try a draft on every enterprise of its county. Raises NotThere when the actor does not prepare its book."""
    trial = policy.trial(actor, draft_id)
    listed = [one.enterprise_id for one in registry.population(trial.county_code, on=trial.on)]
    states = _states(trial.county_code)
    running = set(
        Restart.objects.filter(county_code=trial.county_code, stopped_on=None).values_list("enterprise_id", flat=True)
    )

    @cache
    def handled(division: str, industry: str) -> Pair:
        return trial.of(division_code=division, industry_code=industry)

    changed: list[tuple[int, Touched, Pair]] = []
    for card in registry.enterprise_cards(listed, on=trial.on).values():
        before, after = handled(card.division_code, card.industry_code)
        if before != after:
            touched = _touched(card, before, after, state=states.get(card.id, ""))
            changed.append((card.id, touched, (before, after)))
    ending = {number for number, _touched, (before, after) in changed if _ends(before, after)}
    opened = {number for number, state in states.items() if state in OPEN}
    standing = {number for number, state in states.items() if state in EFFECTIVE or state == State.SUSPENDED}
    return Effect(
        on=trial.on,
        listed=len(listed),
        touched=tuple(each for _number, each, _pair in sorted(changed, key=lambda one: one[1].state not in OPEN)),
        open_listed=len(opened),
        open_touched=len(opened & {number for number, _touched, _pair in changed}),
        standing=len(standing),
        permissions_ending=len(standing & ending),
        running=len(running),
        stops=len(running & ending),
        turns=_turns(each for _number, each, _pair in changed),
    )


def _states(county_code: str) -> dict[int, str]:
    rows = Application.objects.standing().filter(county_code=county_code)
    return dict(rows.values_list("enterprise_id", "state"))


def _touched(
    card: registry.EnterpriseCard, before: policy.Handling | None, after: policy.Handling | None, *, state: str
) -> Touched:
    return Touched(
        uscc=card.uscc,
        name=card.name,
        place=card.township_name,
        before=before.mode if before else "",
        after=after.mode if after else "",
        differs=_differing(before, after),
        state=state,
    )


def _differing(before: policy.Handling | None, after: policy.Handling | None) -> tuple[str, ...]:
    if before is None or after is None:
        return PARTS[:1]
    return tuple(part for part in PARTS if getattr(before, part) != getattr(after, part))


def _ends(before: policy.Handling | None, after: policy.Handling | None) -> bool:
    """Tell whether permissions end that would have stood."""
    return after is not None and after.must_reapply and not (before is not None and before.must_reapply)


def _turns(touched: Iterable[Touched]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter((each.before, each.after) for each in touched)
    return tuple((before, after, number) for (before, after), number in counted.most_common())
