"""Who may hear what: events by name with the rights that open them, and accounts as the people context knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fugong.core.permission import Actor


@dataclass(frozen=True)
class KnownAccount:
    """An account on a day: what it may, and whose it is."""

    actor: Actor
    county_code: str


Lookup = Callable[[int, date], KnownAccount | None]

_events: dict[str, tuple[str, tuple[str, ...]]] = {}
_lookups: list[Lookup] = []


def name_event(name: str, words: str, *, rights: tuple[str, ...]) -> None:
    """Say that there is such an event, how it is called, and which rights let an account hear it somewhere."""
    _events[name] = words, rights


def events() -> dict[str, str]:
    """Give all events with their words."""
    return {name: words for name, (words, _rights) in _events.items()}


def may_ever_hear(actor: Actor, event: str) -> bool:
    """Tell whether the account holds a right that lets it hear such events at all."""
    return event in _events and any(actor.may(right) for right in _events[event][1])


def know_accounts(lookup: Lookup) -> None:
    """Let the people context say who an account is; a closed one is nobody."""
    _lookups[:] = [lookup]


def account(account_id: int, *, on: date) -> KnownAccount | None:
    """Give the account as it is on the day."""
    return _lookups[0](account_id, on) if _lookups else None
