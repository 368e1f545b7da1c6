"""Suggestions to visit, as offices read them."""

import datetime as dt
from dataclasses import dataclass

from fugong.core import lake
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.indicators.models import VisitSuggestion
from fugong.indicators.models.visit import VisitSuggestionQuerySet
from fugong.indicators.queries.cells import stamp_of
from fugong.indicators.queries.signals import signals_in
from fugong.indicators.rules.contradictions import LOOKED_AT, Signals
from fugong.registry import public as registry

__all__ = ["Beside", "signals_of", "suggestions"]


@dataclass(frozen=True, slots=True)
class Beside:
    """The signals of one enterprise beside each other, with what was suggested of it."""

    enterprise: registry.EnterpriseCard
    days: tuple[Signals, ...]
    suggestions: tuple[VisitSuggestion, ...]
    since_on: dt.date
    until_on: dt.date


def suggestions(actor: Actor, *, on: dt.date, tab: str, township: str = "", code: str = "") -> VisitSuggestionQuerySet:
    """Give the open suggestions of the actor's area, those answered, or (``past``) those that time has settled."""
    rows = VisitSuggestion.objects.visible_to(actor).select_related("answer").in_order()
    match tab:
        case "answered":
            rows = rows.exclude(answer=None)
        case "past":
            rows = rows.filter(answer=None, last_on__lte=on - LOOKED_AT)
        case _:
            rows = rows.open(on)
    if township:
        rows = rows.filter(division_code=township)
    return rows.filter(code=code) if code else rows


def signals_of(actor: Actor, uscc: str, *, on: dt.date) -> Beside:
    """Give one enterprise's signals up to a day, as of what is counted. Raises NotThere outside the actor's area."""
    card = registry.enterprise_card(uscc, on=on)
    if not actor.may("indicators.view", card.division_code):
        raise NotThere
    stamp = stamp_of(card.county_code)
    known = tuple(VisitSuggestion.objects.filter(enterprise_id=card.id).select_related("answer").order_by("-last_on"))
    found = (
        signals_in(card.county_code, until_on=on, as_of=lake.AsOf(stamp.position), enterprise_ids=[card.id])
        if stamp
        else []
    )
    return Beside(card, found[0].days if found else (), known, on - LOOKED_AT, on)
