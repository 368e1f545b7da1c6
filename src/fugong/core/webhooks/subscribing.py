"""Subscriptions: taken out with a secret that is shown once, paused, resumed, given a new secret, ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from fugong.core import audit, idempotency, jobs
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Problem, Refused
from fugong.core.webhooks import audience, signing
from fugong.core.webhooks.models import DeliveryQuerySet, WebhookDelivery, WebhookSubscription
from fugong.core.webhooks.rules import problem_with_address
from fugong.core.wording import N_

MOST_SUBSCRIPTIONS = 10


class TooManySubscriptions(Refused):
    """The account has as many subscriptions as it may have."""

    code = "webhooks.too_many_subscriptions"
    message = N_("本账号的推送订阅已达 %(most)s 个，请先退订不再使用的。")


@dataclass(frozen=True)
class Subscribed:
    """A subscription with its secret, which is given here and never again."""

    id: int
    secret: str


@idempotency.once
def subscribe(address: str, *, events: Iterable[str], by: Actor, at: datetime) -> Subscribed:
    """Have events of the own county sent to an address. Raises NotPermitted, TooManySubscriptions, Invalid."""
    account_id = by.account_id or 0
    known = audience.account(account_id, on=day_of(at))
    if known is None:
        raise NotPermitted
    wanted = sorted(set(events))
    problems = [problem_with_address(address, hosts=settings.FUGONG_WEBHOOK_HOSTS), _problem_with_events(wanted, by)]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    if WebhookSubscription.objects.running().filter(account_id=account_id).count() >= MOST_SUBSCRIPTIONS:
        raise TooManySubscriptions(most=MOST_SUBSCRIPTIONS)
    secret = signing.fresh_secret()
    row = WebhookSubscription.objects.create(
        county_code=known.county_code,
        account_id=account_id,
        account_title=by.title[:120],
        address=address,
        events=wanted,
        sealed_secret=signing.sealed(secret),
        created_at=at,
    )
    audit.record(
        county=row.county_code, action="core.webhook.subscribed", subject=row, by=by, at=at,
        changes={"address": (None, address), "events": (None, wanted)},
    )  # fmt: skip
    return Subscribed(row.pk, secret)


@idempotency.once
def pause(subscription_id: int, *, by: Actor, at: datetime) -> None:
    """Send nothing for a while; what happens meanwhile is kept. Raises NotThere."""
    row = _locked(subscription_id, by=by)
    if row.paused_at is not None:
        return
    row.paused_at = at
    row.save(update_fields=["paused_at"])
    _record(row, "core.webhook.paused", by=by, at=at)


@idempotency.once
def resume(subscription_id: int, *, by: Actor, at: datetime) -> None:
    """Send again, beginning now with everything that waits. Raises NotThere."""
    row = _locked(subscription_id, by=by)
    row.paused_at, row.failures, row.rests_until_at = None, 0, None
    row.save(update_fields=["paused_at", "failures", "rests_until_at"])
    if _at_rest(row).update(next_try_at=at):
        jobs.defer("core.webhooks.resume")
    _record(row, "core.webhook.resumed", by=by, at=at)


@idempotency.once
def rotate(subscription_id: int, *, by: Actor, at: datetime) -> Subscribed:
    """Give a new secret; for a day both sign, so that the receiver can change over. Raises NotThere, NotPermitted."""
    row = _locked(subscription_id, by=by, owner=True)
    secret = signing.fresh_secret()
    row.sealed_former_secret, row.sealed_secret, row.rotated_at = row.sealed_secret, signing.sealed(secret), at
    row.save(update_fields=["sealed_former_secret", "sealed_secret", "rotated_at"])
    _record(row, "core.webhook.rotated", by=by, at=at)
    return Subscribed(row.pk, secret)


@idempotency.once
def end(subscription_id: int, *, by: Actor, at: datetime) -> None:
    """End the subscription; what waits is not sent any more. Raises NotThere, NotPermitted."""
    row = _locked(subscription_id, by=by, owner=True)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _at_rest(row).update(dropped_at=at, next_try_at=None)
    _record(row, "core.webhook.ended", by=by, at=at)


def _at_rest(row: WebhookSubscription) -> DeliveryQuerySet:
    """Give the open deliveries that nobody is sending now.

    Those in flight hold their own lock and want the subscription's next; waiting for them here would be a deadlock.
    They look at the subscription again before the next try.
    """
    waiting = WebhookDelivery.objects.open().filter(subscription=row).select_for_update(skip_locked=True)
    return WebhookDelivery.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)))


def _locked(subscription_id: int, *, by: Actor, owner: bool = False) -> WebhookSubscription:
    rows = WebhookSubscription.objects.running().visible_to(by).select_for_update()
    row = rows.filter(pk=subscription_id).first()
    if row is None:
        raise NotThere
    if owner and row.account_id != by.account_id:
        raise NotPermitted
    return row


def _problem_with_events(events: list[str], by: Actor) -> Problem | None:
    if not events:
        return Problem("events", N_("请至少选择一种事件。"))
    if not all(audience.may_ever_hear(by, event) for event in events):
        return Problem("events", N_("您的岗位不能接收所选事件。"))
    return None


def _record(row: WebhookSubscription, action: str, *, by: Actor, at: datetime) -> None:
    audit.record(county=row.county_code, action=action, subject=row, by=by, at=at)
