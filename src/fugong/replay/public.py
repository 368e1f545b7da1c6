"""The door of replay: read a scenario, perform it, check its figures."""

from fugong.replay.actions.performance import Performed, ScenarioHasChanged, StepWasRefused, perform
from fugong.replay.queries.figures import Figure, figures_of, steps_left
from fugong.replay.queries.folder import load
from fugong.replay.rules.faults import ScenarioIsWrong
from fugong.replay.rules.scenario import Scenario

__all__ = [
    "Figure",
    "Performed",
    "Scenario",
    "ScenarioHasChanged",
    "ScenarioIsWrong",
    "StepWasRefused",
    "figures_of",
    "load",
    "perform",
    "steps_left",
]
