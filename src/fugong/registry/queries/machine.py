"""Enterprises as machines ask for them: the page's filters, cards with phones masked, dated facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fugong.core.permission import Actor
from fugong.registry.models import Enterprise
from fugong.registry.models.enterprise import EnterpriseQuerySet
from fugong.registry.queries import register, search
from fugong.registry.queries.cards import EnterpriseCard, cards_of, represented_enterprises
from fugong.registry.queries.page import enterprise_seen_by
from fugong.registry.rules import phones

__all__ = ["DatedFact", "Sought", "card_seen_by", "cards_shown", "enterprises_sought", "holders_of", "memberships_of"]


@dataclass(frozen=True)
class Sought:
    """What narrows the list of enterprises; an empty word narrows nothing."""

    words: str = ""
    township: str = ""
    section: str = ""
    holder: str = ""
    size: str = ""
    membership: str = ""


@dataclass(frozen=True)
class DatedFact:
    """A fact of an enterprise that holds from one day up to, not including, another."""

    code: str
    since_on: date
    until_on: date | None
    basis: str


def enterprises_sought(actor: Actor, sought: Sought, *, on: date) -> EnterpriseQuerySet:
    """Give the enterprises the actor may see, narrowed as asked."""
    rows = Enterprise.objects.visible_to(actor, on=on)
    if sought.words:
        rows = search.matching(rows, sought.words)
    if sought.township:
        rows = rows.filter(division_code=sought.township)
    if sought.section:
        rows = register.in_section(rows, sought.section)
    if sought.holder:
        rows = register.held_by(rows, sought.holder, on=on)
    if sought.size:
        rows = register.of_size(rows, sought.size, on=on)
    return register.listed(rows, sought.membership, on=on) if sought.membership else rows


def cards_shown(actor: Actor, rows: Iterable[Enterprise], *, on: date) -> Sequence[EnterpriseCard]:
    """Make the cards of rows that were chosen; phones are masked except for who keeps or represents the enterprise."""
    own = set(represented_enterprises(actor, on=on))
    return [
        card
        if card.id in own or actor.may("registry.edit", card.division_code)
        else replace(card, contact_phone=phones.masked(card.contact_phone))
        for card in cards_of(rows, on=on)
    ]


def card_seen_by(actor: Actor, uscc: str, *, on: date) -> EnterpriseCard:
    """Give one enterprise's card. Raises NotThere when there is none or the actor may not see it."""
    return cards_shown(actor, [enterprise_seen_by(actor, uscc, on=on)], on=on)[0]


def holders_of(actor: Actor, uscc: str, *, on: date) -> list[DatedFact]:
    """Give who controlled the enterprise from when, earliest first. Raises NotThere."""
    rows = enterprise_seen_by(actor, uscc, on=on).holders.order_by("since_on")
    return [DatedFact(row.holder, row.since_on, row.until_on, row.basis) for row in rows]


def memberships_of(actor: Actor, uscc: str, *, on: date) -> list[DatedFact]:
    """Give on which lists the enterprise stood from when, earliest first. Raises NotThere."""
    rows = enterprise_seen_by(actor, uscc, on=on).memberships.order_by("since_on", "kind")
    return [DatedFact(row.kind, row.since_on, row.until_on, row.basis) for row in rows]
