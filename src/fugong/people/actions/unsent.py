"""Keeps what somebody typed when the session had ended, and gives it back once after sign-in."""

import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models.functions import Now

from fugong.people.models import Unsent

LARGEST_BODY: Final = 256 * 1024
KEPT_FOR: Final = timedelta(minutes=30)
# Visitors cause these rows; the number bounds what they can make the database hold (about 100 MB).
MOST_ROWS: Final = 400


def keep(path: str, *, body: str, account_id: int | None) -> str | None:
    """Keep a form's fields and give the token for them; none when they are too large or too many are kept.

    ``account_id`` is the account whose session had ended, if that is still known: only it gets the fields back.
    Times are the database's own, so that a demo's clock does not matter.
    """
    if not body or len(body) > LARGEST_BODY or len(path) > 500:  # noqa: PLR2004  # width of the column
        return None
    with transaction.atomic():
        Unsent.objects.filter(kept_at__lt=Now() - KEPT_FOR).delete()
        if Unsent.objects.count() >= MOST_ROWS:
            return None
        token = secrets.token_urlsafe(32)
        Unsent.objects.create(token=token, path=path, body=body, account_id=account_id, kept_at=Now())
    return token


def take(token: str, *, path: str, account_id: int) -> str | None:
    """Give the kept fields back once: to the same page, within half an hour, never to another account."""
    with transaction.atomic():
        row = Unsent.objects.select_for_update().filter(token=token, kept_at__gte=Now() - KEPT_FOR).first()
        if row is None or row.path != path:
            return None
        body = row.body if row.account_id in (None, account_id) else None
        row.delete()
    return body
