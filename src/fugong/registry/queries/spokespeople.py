"""Who speaks for an enterprise, and who did: for the page on which the office appoints and hands over."""

from dataclasses import dataclass
from datetime import date

from fugong.core.permission import Actor
from fugong.registry.models import Enterprise, Representative
from fugong.registry.rules.periods import Period

from .page import enterprise_seen_by

__all__ = ["Spokesperson", "spokespeople"]


@dataclass(frozen=True)
class Spokesperson:
    """One authority to act: the account's login and post title, from which day, until which day."""

    account_id: int
    login: str
    title: str
    since_on: date
    last_day: date | None
    holds: bool
    taken_back: bool


def spokespeople(actor: Actor, uscc: str, *, on: date) -> tuple[Enterprise, tuple[Spokesperson, ...]]:
    """Give the enterprise and its representatives, those in force first. Raises NotThere."""
    enterprise = enterprise_seen_by(actor, uscc, on=on)
    rows = enterprise.representatives.select_related("account").order_by("-since_on", "id")
    shown = [_shown(row, on) for row in rows]
    return enterprise, tuple(sorted(shown, key=lambda one: not one.holds))


def _shown(row: Representative, on: date) -> Spokesperson:
    period = Period(row.since_on, row.until_on)
    return Spokesperson(
        account_id=row.account_id,
        login=row.account.login,
        title=row.account.display_title,
        since_on=row.since_on,
        last_day=period.last_day,
        holds=period.holds_on(on),
        taken_back=row.until_on == row.since_on,
    )
