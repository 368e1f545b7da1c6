"""Performs a scenario: every step once, in its order, each in one transaction with the note that it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fugong.core import idempotency
from fugong.core.calendar import BEIJING
from fugong.core.refusals import Invalid, Refused
from fugong.core.refusals.edge import sentence
from fugong.indicators import public as indicators
from fugong.people import public as people
from fugong.replay.actions import acting, reporting, setting
from fugong.replay.actions.world import World
from fugong.replay.models import ReplayedStep
from fugong.replay.rules.rows import EventRow
from fugong.replay.rules.scenario import Scenario
from fugong.replay.rules.steps import Change, Step, changes, steps_of

__all__ = ["Performed", "ScenarioHasChanged", "StepWasRefused", "perform"]


class ScenarioHasChanged(Exception):  # noqa: N818  # said to the author of the scenario
    """What was replayed into this database no longer matches the scenario; a replay never rewrites records."""

    def __init__(self, name: str, found: list[Change]) -> None:
        self.changes = found
        shown = "".join(f"\n  {change}" for change in found[:20])
        more = f"\n  … and {len(found) - 20} more" if len(found) > 20 else ""  # noqa: PLR2004  # as many as shown
        super().__init__(
            f"Scenario {name} has changed since it was replayed into this database ({len(found)} step(s)):{shown}{more}"
            "\nRecords are never rewritten: replay it into an empty database."
        )


class StepWasRefused(Exception):  # noqa: N818  # said to the author of the scenario
    """A step of the scenario was refused by the platform; everything before it stands, nothing of it was done."""

    def __init__(self, step: Step, refusal: Refused) -> None:
        self.step, self.refusal = step, refusal
        said = [sentence(problem) for problem in refusal.problems] if isinstance(refusal, Invalid) else []
        why = " ".join([sentence(refusal), *said])
        super().__init__(f"{step.entry.place} ({step.id}, {step.at.isoformat()}): {why}")


@dataclass(frozen=True, slots=True)
class Performed:
    """How a replay ended: steps in all, done now, done before."""

    total: int
    now: int
    before: int


_MAKERS: dict[type, Callable[[Any, World, datetime], dict[str, object]]] = {**setting.MAKERS, **reporting.MAKERS}
Watch = Callable[[Step, int, int], None]


def perform(scenario: Scenario, *, until: date | datetime | None = None, watch: Watch | None = None) -> Performed:
    """Do every step not yet done, up to a moment or the end of a day; ``watch`` is told of each (step, position, all).

    Raises ScenarioHasChanged before anything is done, StepWasRefused at the first step the platform refuses.
    """
    steps = steps_of(scenario, until=until)
    done = dict(ReplayedStep.objects.filter(scenario=scenario.name).values_list("step", "fingerprint"))
    if found := changes(steps_of(scenario), done):
        raise ScenarioHasChanged(scenario.name, found)
    made = ReplayedStep.objects.filter(scenario=scenario.name).exclude(made={}).values_list("made", flat=True)
    world = World.of(scenario, made)
    if not done:
        setting.load_reference(world, scenario.begins_at)
    now = 0
    for position, step in enumerate(steps, 1):
        if step.id not in done:
            now += _once(step, world)
        if watch is not None:
            watch(step, position, len(steps))
    if now:
        # What was replayed is counted at once, as the worker does it by itself where the platform is served.
        indicators.roll(scenario.county_code, at=steps[-1].at)
        indicators.suggest_visits(scenario.county_code, by=people.clock_actor(scenario.county_code), at=steps[-1].at)
    return Performed(total=len(steps), now=now, before=len(steps) - now)


def _once(step: Step, world: World) -> bool:
    scope = f"replay:{world.scenario.name}"
    try:
        # The key makes two replays at once wait for each other; the row says across runs what was done.
        with idempotency.under_key(scope, step.id, step.fingerprint) as claim:
            if claim.done:
                made = ReplayedStep.objects.get(scenario=world.scenario.name, step=step.id).made
            else:
                made = _do(step, world)
                _note(step, world, made)
    except Refused as refusal:
        raise StepWasRefused(step, refusal) from refusal
    world.remember(made)
    return not claim.done


def _do(step: Step, world: World) -> dict[str, object]:
    row, at = step.entry.row, step.at.astimezone(BEIJING)
    if isinstance(row, EventRow):
        return acting.act(row, world, at)
    return _MAKERS[type(row)](row, world, at)


def _note(step: Step, world: World, made: dict[str, object]) -> None:
    ReplayedStep.objects.create(
        county_code=world.scenario.county_code,
        scenario=world.scenario.name,
        step=step.id,
        fingerprint=step.fingerprint,
        happened_at=step.at,
        made=made,
    )
