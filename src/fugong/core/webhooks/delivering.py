"""Brings events to those who are subscribed: at least once each, ever later after failures, and without giving up."""

import json
from datetime import datetime, timedelta

from django.db import transaction

from fugong.core import clock, jobs
from fugong.core.calendar import day_of
from fugong.core.webhooks import audience, signing
from fugong.core.webhooks.models import WebhookDelivery, WebhookSubscription
from fugong.core.webhooks.rules import wait_after
from fugong.core.webhooks.sending import NoAnswer, send

FORMER_SECRET_HOLDS = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)
LATE = timedelta(minutes=10)
MOST_AT_ONCE = 500


def deliver(delivery_id: int, *, at: datetime) -> None:
    """Try one delivery, if it is still open and due; whoever is at it already is not disturbed.

    The lock on the row is held while we send, so that two workers never send the same at the same time. A process that
    is killed in between leaves the row as it was, and it is sent again under the same number.
    """
    with transaction.atomic():
        rows = WebhookDelivery.objects.open().filter(pk=delivery_id)
        row = rows.select_for_update(skip_locked=True, of=("self",)).select_related("subscription").first()
        if row is None or row.next_try_at is None or row.next_try_at > at or row.subscription.paused_at:
            return
        subscription = row.subscription
        if not _may_hear(row, at):
            _settle(row, outcome="not_permitted", dropped_at=at, next_try_at=None)
        elif subscription.rests_until_at and subscription.rests_until_at > at:
            _try_again(row, subscription.rests_until_at, outcome=row.outcome)
        else:
            _send(row, at)


def catch_up(*, at: datetime, late: timedelta = LATE) -> int:
    """Put deliveries that are due and that no job brings any more back into the queue; give their number."""
    forgotten = WebhookDelivery.objects.due(at - late).order_by("next_try_at").values_list("pk", flat=True)
    for pk in (found := list(forgotten[:MOST_AT_ONCE])):
        jobs.defer("core.webhooks.deliver", delivery_id=pk)
    return len(found)


def forget_old(*, at: datetime) -> int:
    """Delete what was announced more than KEPT_FOR ago and is taken or dropped; give the number."""
    settled = WebhookDelivery.objects.exclude(delivered_at=None, dropped_at=None)
    return settled.filter(announced_at__lt=at - KEPT_FOR).delete()[0]


def body_of(row: WebhookDelivery) -> bytes:
    """Write what is sent: which event, when it happened, and what the context said about it."""
    told = {
        "id": str(row.key),
        "event": row.event,
        "county_code": row.county_code,
        "occurred_at": row.announced_at.astimezone(clock.BEIJING).isoformat(),
        "payload": row.payload,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _may_hear(row: WebhookDelivery, at: datetime) -> bool:
    if row.subscription.ended_at is not None:
        return False
    known = audience.account(row.subscription.account_id, on=day_of(at))
    return known is not None and known.actor.may(row.right, row.division_code or None)


def _send(row: WebhookDelivery, at: datetime) -> None:
    row.attempts += 1
    secrets = _secrets(row.subscription, at)
    if not secrets:  # never unsigned: the receiver could not tell us from anybody else
        _try_again(row, at + wait_after(row.attempts), outcome="secret_lost")
        return
    try:
        status = send(row.subscription.address, body=body_of(row), headers=_headers(row, secrets, at))
    except NoAnswer as failure:
        _rest(row.subscription, at)
        _try_again(row, at + wait_after(row.attempts), outcome=str(failure))
        return
    _rest(row.subscription, None)
    if 200 <= status < 300:  # noqa: PLR2004  # taken, as HTTP says it
        _settle(row, outcome=str(status), delivered_at=at, next_try_at=None)
    else:
        _try_again(row, at + wait_after(row.attempts), outcome=str(status))


def _headers(row: WebhookDelivery, secrets: list[str], at: datetime) -> dict[str, str]:
    body, timestamp = body_of(row), int(clock.real(at).timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": "Fugong",
        "Fugong-Event": row.event,
        "Fugong-Delivery": str(row.key),
        "Fugong-Signature": signing.signature(body, secrets_in_use=secrets, timestamp=timestamp),
    }  # fmt: skip


def _secrets(subscription: WebhookSubscription, at: datetime) -> list[str]:
    sealed = [subscription.sealed_secret]
    if subscription.rotated_at and at < subscription.rotated_at + FORMER_SECRET_HOLDS:
        sealed.append(subscription.sealed_former_secret)
    return [secret for text in sealed if text and (secret := signing.opened(text))]


def _rest(subscription: WebhookSubscription, failed_at: datetime | None) -> None:
    """Leave an address that does not answer in peace for a while, for all its deliveries at once."""
    subscription.failures = subscription.failures + 1 if failed_at else 0
    subscription.rests_until_at = failed_at + wait_after(subscription.failures) if failed_at else None
    subscription.save(update_fields=["failures", "rests_until_at"])


def _try_again(row: WebhookDelivery, next_try_at: datetime, *, outcome: str) -> None:
    _settle(row, outcome=outcome, next_try_at=next_try_at)
    jobs.defer("core.webhooks.deliver", at=next_try_at, delivery_id=row.pk)


def _settle(row: WebhookDelivery, **changes: object) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "attempts"])
