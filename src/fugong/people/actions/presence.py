"""Coming and going: who signed in from where, who signed out."""

import datetime as dt

from fugong.core import audit, idempotency
from fugong.core.permission import Actor
from fugong.people.models import Account


@idempotency.once
def note_sign_in(account: Account, *, address: str, by: Actor, at: dt.datetime) -> None:
    """Record that an account signed in (GB/T 22239 §8.1.4.3: time, subject, place, result)."""
    audit.record(
        county=account.county_code, action="people.account.signed_in", subject=account, by=by, at=at, note=address
    )


@idempotency.once
def note_sign_out(account: Account, *, by: Actor, at: dt.datetime) -> None:
    """Record that an account signed out."""
    audit.record(county=account.county_code, action="people.account.signed_out", subject=account, by=by, at=at)
