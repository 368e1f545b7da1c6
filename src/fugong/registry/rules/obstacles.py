"""What stands against merging two registrations? Higher contexts say so; the registry does not know their matters.

A context registers its obstacle at start-up, like a panel: a question asked with the numbers of the registration to be
closed, of the one to survive, and the day, answered by a sentence that says what to do first, or by nothing.
"""

from collections.abc import Callable
from datetime import date

from fugong.core.refusals import Refused

__all__ = ["Obstacle", "obstacles", "register_obstacle"]

Obstacle = Callable[[int, int, date], Refused | None]

_registered: dict[str, Obstacle] = {}


def register_obstacle(name: str, obstacle: Obstacle) -> None:
    """Enter a context's question under its name; the same name again replaces it."""
    _registered[name] = obstacle


def obstacles(merged_id: int, survivor_id: int, *, on: date) -> tuple[Refused, ...]:
    """Give everything that stands against the merging, in the order in which contexts came."""
    found = (obstacle(merged_id, survivor_id, on) for obstacle in _registered.values())
    return tuple(refusal for refusal in found if refusal is not None)
