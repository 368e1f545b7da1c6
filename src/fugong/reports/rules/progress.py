"""How does a report stand against its term? The first version decides: a correction makes no report late."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from fugong.core.wording import N_

__all__ = ["STATES", "Arrival", "State", "state_of"]


class State(StrEnum):
    """Whether a report came, and when."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"


STATES: Final = {
    "on_time": N_("按时"),
    "late": N_("迟报"),
    "missing": N_("未报"),
    "corrected": N_("有更正"),
    "doubtful": N_("有疑点"),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the first version came, which version is the newest, whether that one has a doubt."""

    first_at: datetime
    version: int
    doubtful: bool


def state_of(arrival: Arrival | None, due_at: datetime) -> State:
    """Tell how a report stands."""
    if arrival is None:
        return State.MISSING
    return State.ON_TIME if arrival.first_at <= due_at else State.LATE
