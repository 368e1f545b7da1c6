"""One field of one person in full: with a reason, recorded, and no more often than a case can need."""

from datetime import datetime, timedelta

from django.db import connection, models

from fugong.core import audit
from fugong.core.audit.models import AuditEntry
from fugong.core.permission import Actor
from fugong.core.personal.keeping import entry
from fugong.core.personal.rules import guard_pace, guard_reason
from fugong.core.refusals import NotThere

__all__ = ["VIEWED", "show_in_full"]

VIEWED = "core.personal.viewed"
# First key of the two-part advisory lock; the second is the account.
_PACE_LOCK = 0x46475056
_ACCOUNTS = 2**31


def show_in_full(
    subject: models.Model, group_id: int, number: int, *, field: str, reason: str, note: str, county: str, by: Actor,
    at: datetime,
) -> str:  # fmt: skip
    """Give one field of one person and record who looked, at which entry and why; the value itself is not recorded.

    Call it last, inside the action's transaction: the caller has checked whether this reader may. Raises Invalid,
    TooManyViews, NotThere when there is no such entry or field, KeysAway.
    """
    guard_reason(reason, note)
    guard_pace(_views_in_the_last_hour(by, county, at))
    value = (entry(group_id, number).values or {}).get(field)
    if not value:
        raise NotThere
    audit.record(
        county=county, action=VIEWED, subject=subject, by=by, at=at, note=note.strip(),
        changes={"entry": (None, number), "seen_field": (None, field), "view_reason": (None, reason)},
    )  # fmt: skip
    return value


def _views_in_the_last_hour(by: Actor, county: str, at: datetime) -> int:
    """Count what this person has looked at, one request after the other: two at once would not see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_PACE_LOCK, (by.account_id or 0) % _ACCOUNTS])
    acts = AuditEntry.objects.filter(county_code=county, at__gt=at - timedelta(hours=1))
    return acts.filter(actor_id=by.account_id, action=VIEWED).count()
