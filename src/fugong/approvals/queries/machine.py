"""Applications as machines ask for them: the ledger's filters, and how an enterprise would be handled today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fugong.approvals.models import Application
from fugong.approvals.models.application import ApplicationQuerySet
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.policy import public as policy
from fugong.registry import public as registry


@dataclass(frozen=True)
class Sought:
    """What narrows the list of applications; an empty word narrows nothing."""

    words: str = ""
    uscc: str = ""
    mode: str = ""
    state: str = ""
    submitted_on: date | None = None
    decided_on: date | None = None
    overdue: bool = False


def applications_sought(actor: Actor, sought: Sought, *, now: datetime) -> ApplicationQuerySet:
    """Give the applications the actor may see, narrowed as asked; those not handed in only to the enterprise."""
    rows = Application.objects.visible_to(actor, on=day_of(now))
    wanted = {
        "uscc": sought.uscc,
        "mode": sought.mode,
        "state": sought.state,
        "submitted_at__date": sought.submitted_on,
        "decided_at__date": sought.decided_on,
    }
    rows = rows.filter(**{field: value for field, value in wanted.items() if value})
    if sought.words:
        rows = rows.filter(Q(enterprise_name__contains=sought.words) | Q(uscc__startswith=sought.words.upper()))
    return rows.overdue(now) if sought.overdue else rows


def triage_of(actor: Actor, uscc: str, *, now: datetime) -> policy.Triage:
    """Say how an enterprise would be handled if it applied now, and why.

    Raises NotThere unless the actor speaks for it or reviews applications there; NoPolicyInForce.
    """
    card = registry.enterprise_card(uscc, on=day_of(now))
    seen = actor.may("approvals.view", card.division_code) or registry.may_act_for(actor, card.id, on=day_of(now))
    if not seen:
        raise NotThere
    return policy.triage(
        county_code=card.county_code,
        division_code=card.division_code,
        industry_code=card.industry_code,
        on=day_of(now),
    )
