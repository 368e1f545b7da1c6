"""Tells other systems that an enterprise was registered or corrected; what about it, they read themselves."""

from datetime import datetime

from fugong.core import webhooks
from fugong.core.calendar import day_of
from fugong.registry.models import Enterprise
from fugong.registry.queries.cards import representatives_of


def announce(enterprise: Enterprise, event: str, *, at: datetime) -> None:
    """Announce an event about an enterprise to who may see it there, and to who speaks for it."""
    webhooks.announce(
        event,
        county=enterprise.county_code,
        payload={"uscc": enterprise.uscc, "name": enterprise.name, "version": enterprise.version},
        right="registry.view",
        division_code=enterprise.division_code,
        own_right="approvals.apply",
        spoken_for_by=lambda: representatives_of(enterprise.pk, on=day_of(at)),
        at=at,
    )
