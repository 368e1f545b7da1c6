"""Does what an event says, as the actor it names, through the door of approvals."""

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from fugong.approvals import public as approvals
from fugong.core.calendar import day_of
from fugong.core.refusals import NotThere
from fugong.people.public import Actor
from fugong.replay.actions.world import Case, World
from fugong.replay.rules import arguments as acts
from fugong.replay.rules.rows import EventRow

__all__ = ["act"]

Made = dict[str, object]


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, when, upon which enterprise, and upon which of its applications."""

    by: Actor
    at: datetime
    enterprise_id: int
    case: Case | None

    @property
    def application_id(self) -> int:
        """Give the application acted upon."""
        if self.case is None:
            raise NotThere
        return self.case.application_id

    @property
    def version(self) -> int:
        """Give the version an officer sees who opens the application now. Raises NotThere for a superseded one."""
        card = approvals.latest_application(self.enterprise_id)
        if card is None or card.id != self.application_id:
            raise NotThere
        return card.version


def act(event: EventRow, world: World, at: datetime) -> Made:
    """Do what the event says; give what later events refer to. Raises whatever the action refuses."""
    case = world.cases.get(event.subject)
    enterprise_id = case.enterprise_id if case else world.enterprises[event.subject]
    scene = Scene(world.actor(event.by, on=day_of(at)), at, enterprise_id, case)
    opened = _do(acts.ACTS[event.action].model_validate(event.arguments), scene)
    if opened is None:
        return {}
    return {"event": event.id, "application_id": opened, "enterprise_id": enterprise_id}


@singledispatch
def _do(given: acts.Arguments, scene: Scene) -> int | None:
    """Act; give the application when one was opened."""
    raise NotImplementedError(type(given).__name__, scene)


@_do.register
def _(given: acts.FileApplication, scene: Scene) -> int:
    return approvals.file_application(scene.enterprise_id, answers=given.answers, by=scene.by, at=scene.at)


@_do.register
def _(_given: acts.StartApplication, scene: Scene) -> int:
    return approvals.start(scene.enterprise_id, by=scene.by, at=scene.at)


@_do.register
def _(given: acts.SaveSection, scene: Scene) -> None:
    approvals.save_section(
        scene.application_id, scene.version, section=given.section, typed=given.typed, by=scene.by, at=scene.at
    )


@_do.register
def _(_given: acts.SubmitApplication, scene: Scene) -> None:
    approvals.submit(scene.application_id, scene.version, committed=True, by=scene.by, at=scene.at)


@_do.register
def _(given: acts.GiveOpinion, scene: Scene) -> None:
    approvals.opine(scene.application_id, verdict=given.verdict, text=given.text, by=scene.by, at=scene.at)


@_do.register
def _(given: acts.Grant, scene: Scene) -> None:
    approvals.grant(
        scene.application_id,
        scene.version,
        effective_on=given.effective_on,
        conditions=given.conditions,
        by=scene.by,
        at=scene.at,
    )


@_do.register
def _(given: acts.Refuse, scene: Scene) -> None:
    approvals.refuse(
        scene.application_id, scene.version, reasons=given.reasons, note=given.note, by=scene.by, at=scene.at
    )


@_do.register
def _(given: acts.ReturnForCorrection, scene: Scene) -> None:
    approvals.return_for_correction(
        scene.application_id, scene.version, items=given.items, note=given.note, by=scene.by, at=scene.at
    )


@_do.register
def _(_given: acts.WithdrawApplication, scene: Scene) -> None:
    approvals.withdraw(scene.application_id, scene.version, by=scene.by, at=scene.at)


@_do.register
def _(given: acts.Suspend, scene: Scene) -> None:
    approvals.suspend(
        scene.application_id, scene.version, reason=given.reason, note=given.note, by=scene.by, at=scene.at
    )


@_do.register
def _(given: acts.Reinstate, scene: Scene) -> None:
    approvals.reinstate(scene.application_id, scene.version, note=given.note, by=scene.by, at=scene.at)


@_do.register
def _(given: acts.ConfirmRestart, scene: Scene) -> None:
    approvals.restart.confirm(scene.enterprise_id, restarted_on=given.restarted_on, by=scene.by, at=scene.at)
