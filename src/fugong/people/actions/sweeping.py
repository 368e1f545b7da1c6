"""Throws away what has served its time: ended sessions, forms nobody came back for, old failed sign-ins."""

from datetime import timedelta
from typing import Final

from axes.models import AccessAttempt, AccessFailureLog
from django.db.models.functions import Now

from fugong.people.actions.unsent import KEPT_FOR
from fugong.people.models import Session, Unsent

# An ended session's row still says whose it was, so that a form sent after lunch finds its way back.
ENDED_SESSIONS: Final = timedelta(days=3)
# 网络安全法 §21: logs are kept for at least six months.
FAILED_SIGN_INS: Final = timedelta(days=200)


def sweep() -> int:
    """Delete what is over, by the database's own clock, and tell how many rows went."""
    gone = [
        Session.objects.filter(expire_date__lt=Now() - ENDED_SESSIONS),
        Unsent.objects.filter(kept_at__lt=Now() - KEPT_FOR),
        AccessAttempt.objects.filter(attempt_time__lt=Now() - FAILED_SIGN_INS),
        AccessFailureLog.objects.filter(attempt_time__lt=Now() - FAILED_SIGN_INS),
    ]
    return sum(rows.delete()[0] for rows in gone)
