"""Announces events inside the transaction of the act: what was committed is told, what was rolled back never was."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fugong.core import jobs
from fugong.core.webhooks.models import WebhookDelivery, WebhookSubscription


def announce(
    event: str,
    *,
    county: str,
    payload: Mapping[str, Any],
    right: str,
    division_code: str,
    at: datetime,
    own_right: str = "",
    spoken_for_by: Callable[[], Iterable[int]] = tuple,
) -> None:
    """Note the event for everybody in the county who is subscribed; one query where nobody is.

    Heard by accounts with ``right`` at ``division_code``, and with ``own_right`` by those who speak for the enterprise
    (``spoken_for_by``, asked only when needed; nobody where offices alone hear); judged when it is sent. The payload
    holds nothing personal.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is announced inside the transaction that makes it happen")
    wanted = WebhookSubscription.objects.running().filter(county_code=county, events__contains=[event])
    subscriptions = list(wanted.values_list("pk", "account_id"))
    speaking = frozenset(spoken_for_by()) if subscriptions else frozenset()
    for pk, account_id in subscriptions:
        own = account_id in speaking
        delivery = WebhookDelivery.objects.create(
            county_code=county,
            subscription_id=pk,
            event=event,
            right=own_right if own else right,
            division_code="" if own else division_code,
            payload=dict(payload),
            announced_at=at,
            next_try_at=at,
        )
        jobs.defer("core.webhooks.deliver", delivery_id=delivery.pk)
