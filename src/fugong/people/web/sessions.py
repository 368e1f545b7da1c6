"""Where sessions are kept, and how long: rows that name their account and end by the rules of the roles held.

The limit stands in the row itself (`expire_date`), so an ended session is dead for every process at once. The browser
keeps a cookie without an age: the server alone decides, and an ended session can still say whose it was.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from fugong.people.models import Session
from fugong.people.rules.sessions import remaining

SIGNED_IN: Final = "signed_in"
SEEN: Final = "seen"
# One write a minute instead of one a request; a session may end up to a minute early, never late.
TOUCH_SECONDS: Final = 60


class SessionStore(DatabaseStore):
    """Django's database sessions in people's own table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Name the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Write down whose session it is."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101  # narrows the type
        row.account_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        return row

    def get_expire_at_browser_close(self) -> bool:
        """Leave no session in a shared computer's browser once it is closed."""
        return True


def begin(session: SessionBase, roles: Iterable[str]) -> None:
    """Start the clocks of a session that was just signed in."""
    # The wall clock, not the demo's: a demonstration that stands in 2020 still ends its sessions.
    session[SIGNED_IN] = int(time.time())
    _extend(session, roles)


def touch(session: SessionBase, roles: Iterable[str]) -> None:
    """Count a request as activity, at most once a minute."""
    if abs(int(time.time()) - int(session.get(SEEN, 0))) >= TOUCH_SECONDS:
        _extend(session, roles)


def account_of_ended(session_key: str | None) -> int | None:
    """Tell whose session it was, while its row is still there."""
    if not session_key:
        return None
    return Session.objects.filter(session_key=session_key).values_list("account_id", flat=True).first()


def _extend(session: SessionBase, roles: Iterable[str]) -> None:
    now = int(time.time())
    lasted = timedelta(seconds=now - int(session.get(SIGNED_IN, now)))
    session[SEEN] = now
    session.set_expiry(int(remaining(roles, signed_in_for=lasted).total_seconds()) or -1)
