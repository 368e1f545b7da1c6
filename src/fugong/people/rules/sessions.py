"""How long somebody stays signed in: by the strictest of the roles held, and never beyond twelve hours.

GB/T 22239-2019 §8.1.4.1 b asks for an idle log-out; offices share rooms, enterprises fill long forms.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from fugong.people.rules.roles import includes_administrator

ABSOLUTE: Final = timedelta(hours=12)
IDLE_ADMINISTRATOR: Final = timedelta(minutes=15)
IDLE_OFFICE: Final = timedelta(minutes=30)
IDLE_OPERATOR: Final = timedelta(hours=8)


def idle_limit(roles: Iterable[str]) -> timedelta:
    """Give the longest pause between two requests: operators have hours, offices half an hour, administrators less."""
    held = frozenset(roles)
    if includes_administrator(held):
        return IDLE_ADMINISTRATOR
    return IDLE_OPERATOR if held == {"operator"} else IDLE_OFFICE


def remaining(roles: Iterable[str], *, signed_in_for: timedelta) -> timedelta:
    """Give how long the session lives from this request on; nothing once twelve hours are over."""
    return max(timedelta(0), min(idle_limit(roles), ABSOLUTE - signed_in_for))
