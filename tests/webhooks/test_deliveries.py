"""Events reach a real receiver over HTTPS, signed, at least once, in spite of everything that fails in between."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from fugong.approvals.actions import restart, review, submission
from fugong.approvals.tests import factories, offices
from fugong.core import clock, webhooks
from fugong.core.refusals import Invalid
from fugong.core.webhooks import rules, subscribing
from fugong.core.webhooks.models import WebhookDelivery, WebhookSubscription
from fugong.people import public as people
from fugong.people.actions import accounts
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry
from fugong.registry.tests import factories as registry_factories
from tests.webhooks.receiver import Receiver, receiving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

EVENTS = (
    "approvals.application.decided", "approvals.application.submitted", "approvals.restart.confirmed",
    "registry.enterprise.corrected", "registry.enterprise.registered",
)  # fmt: skip


def subscribed(by: people.Actor, receiver: Receiver, *events: str) -> subscribing.Subscribed:
    return subscribing.subscribe(receiver.address, events=events or EVENTS, by=by, at=clock.now())


def waiting() -> list[WebhookDelivery]:
    return list(WebhookDelivery.objects.order_by("pk").select_related("subscription"))


def jobs_deferred() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'delivery_id' FROM procrastinate_jobs WHERE task_name = 'core.webhooks.deliver'")
        return sorted(int(number) for (number,) in cursor.fetchall())


def deliver_all(at: datetime | None = None) -> None:
    for row in waiting():
        webhooks.deliver(row.pk, at=at or clock.now())


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Check a signature as the how-to tells receivers to."""
    parts = [part.split("=", 1) for part in headers["Fugong-Signature"].split(",")]
    timestamp = next(value for name, value in parts if name == "t")
    assert abs(time.time() - int(timestamp)) < 300
    expected = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(value, expected) for name, value in parts if name == "v1")


# --- what is told -------------------------------------------------------------------------------------------------


def test_a_case_is_told_step_by_step_signed_and_without_anything_personal(receiver: Receiver) -> None:
    office = offices.officer()
    filing = factories.agreed_application()
    secret = subscribed(office, receiver).secret
    review.grant(
        filing.application_id, filing.version, effective_on=offices.MONDAY, by=office, at=clock.now()
    )  # fmt: skip
    restart.confirm(filing.enterprise_id, restarted_on=offices.MONDAY, by=filing.operator, at=clock.now())

    assert jobs_deferred() == [row.pk for row in waiting()]
    deliver_all()
    assert [headers["Fugong-Event"] for headers, _ in receiver.heard] == [
        "approvals.application.decided", "approvals.restart.confirmed",
    ]  # fmt: skip
    headers, body = receiver.heard[0]
    told = json.loads(body)
    assert is_signed(headers, body, secret)
    assert not is_signed(headers, body + b" ", secret)
    assert told["id"] == headers["Fugong-Delivery"]
    assert told["payload"] == {
        "id": filing.application_id, "uscc": filing.row.uscc, "enterprise_name": filing.row.enterprise_name,
        "mode": "approval", "state": "granted",
    }  # fmt: skip
    assert told["occurred_at"].startswith("2020-02-17T12:0")
    assert all(row.delivered_at and row.outcome == "204" for row in waiting())


def test_handing_in_and_the_register_are_told_too(receiver: Receiver) -> None:
    office = offices.officer()
    offices.commitment_policy()
    subscribed(office, receiver)
    registry_factories.make_region_tree()
    registry_factories.make_industries("3011")
    facts = registry.EnterpriseFacts("示例水泥有限公司", registry_factories.TOWNSHIP, "3011", "173")
    pk = registry.register_enterprise(registry_factories.valid_uscc(), facts=facts, by=office, at=clock.now())
    operator = factories.operator_of(pk)
    submission.file_application(pk, answers=factories.answers(at=clock.now()), by=operator, at=clock.now())

    assert [row.event for row in waiting()] == [
        "registry.enterprise.registered", "approvals.application.submitted", "approvals.application.decided",
    ]  # fmt: skip


def test_where_nobody_is_subscribed_nothing_is_kept() -> None:
    factories.granted_application()

    assert not WebhookDelivery.objects.exists()


def test_what_is_rolled_back_was_never_announced(receiver: Receiver) -> None:
    filing = factories.agreed_application()
    office = offices.officer()
    subscribed(office, receiver)
    with transaction.atomic():
        review.grant(
            filing.application_id, filing.version, effective_on=offices.MONDAY, by=office, at=clock.now()
        )  # fmt: skip
        transaction.set_rollback(True)

    assert not WebhookDelivery.objects.exists()
    assert not jobs_deferred()


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_a_mistake_of_ours() -> None:
    with pytest.raises(RuntimeError):
        webhooks.announce(
            EVENTS[0], county=offices.COUNTY, payload={}, right="approvals.view", division_code="", at=clock.now(),
            own_right="approvals.apply", spoken_for_by=tuple,
        )  # fmt: skip


# --- who hears ----------------------------------------------------------------------------------------------------


def test_an_enterprise_hears_of_itself_and_of_nobody_else(receiver: Receiver) -> None:
    own, other = factories.agreed_application(), factories.agreed_application()
    subscribed(own.operator, receiver)
    for filing in (own, other):
        review.grant(
            filing.application_id, filing.version, effective_on=offices.MONDAY, by=offices.officer(), at=clock.now()
        )  # fmt: skip
    deliver_all()

    assert [json.loads(body)["payload"]["id"] for _, body in receiver.heard] == [own.application_id]
    assert [row.outcome for row in waiting()] == ["204", "not_permitted"]


def test_another_county_hears_nothing(receiver: Receiver) -> None:
    subscribed(offices.officer(offices.OTHER_COUNTY), receiver)
    factories.granted_application()

    assert not WebhookDelivery.objects.exists()


def test_who_lost_the_right_or_the_account_meanwhile_hears_no_more(receiver: Receiver) -> None:
    office = offices.officer()
    subscribed(office, receiver)
    factories.granted_application()
    accounts.deactivate(office.account_id or 0, by=people_factories.security_admin(), at=clock.now())
    deliver_all()

    assert not receiver.heard
    assert {row.outcome for row in waiting()} == {"not_permitted"}
    assert all(row.dropped_at for row in waiting())


@pytest.mark.parametrize("role", ["inspector", "system_admin", "security_admin"])
def test_who_may_see_nothing_subscribes_to_nothing(role: str, receiver: Receiver) -> None:
    with pytest.raises(Invalid):
        subscribed(people_factories.in_office(role), receiver)
    assert not WebhookSubscription.objects.exists()


# --- what fails ---------------------------------------------------------------------------------------------------


def granted(receiver: Receiver) -> tuple[subscribing.Subscribed, WebhookDelivery]:
    office = offices.officer()
    filing = factories.agreed_application()
    subscription = subscribed(office, receiver, "approvals.application.decided")
    review.grant(
        filing.application_id, filing.version, effective_on=offices.MONDAY, by=office, at=clock.now()
    )  # fmt: skip
    return subscription, WebhookDelivery.objects.get()


@pytest.mark.parametrize(
    ("answer", "outcome"), [(500, "500"), (400, "400"), (410, "410"), (302, "302"), ("cut", "unreachable")]
)
def test_what_is_not_taken_is_tried_again_later(answer: int | str, outcome: str, receiver: Receiver) -> None:
    _, row = granted(receiver)
    receiver.answers = [answer]
    webhooks.deliver(row.pk, at=clock.now())
    row.refresh_from_db()

    assert (row.outcome, row.attempts, row.delivered_at) == (outcome, 1, None)
    assert row.next_try_at is not None
    assert row.next_try_at > clock.now()
    webhooks.deliver(row.pk, at=clock.now())
    assert len(receiver.heard) == 1
    webhooks.deliver(row.pk, at=row.next_try_at)
    row.refresh_from_db()
    assert (row.outcome, row.attempts, len(receiver.heard)) == ("204", 2, 2)
    assert receiver.heard[0][0]["Fugong-Delivery"] == receiver.heard[1][0]["Fugong-Delivery"]


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    _, row = granted(receiver)
    receiver.answers = [307]
    webhooks.deliver(row.pk, at=clock.now())

    assert len(receiver.heard) == 1


def test_a_receiver_that_was_down_for_a_week_hears_it_when_it_is_back(
    receiver: Receiver, certificate: Path, settings: Any
) -> None:
    _, row = granted(receiver)
    with receiving(certificate) as other:
        port = other.port
    settings.FUGONG_WEBHOOK_HOSTS = (f"localhost:{port}",)
    WebhookSubscription.objects.update(address=f"https://localhost:{port}/hook")
    at = clock.now()
    for _ in range(60):
        webhooks.deliver(row.pk, at=at)
        row.refresh_from_db()
        assert row.next_try_at is not None
        assert timedelta(0) < row.next_try_at - at <= rules.LONGEST_WAIT
        at = row.next_try_at
    assert (row.outcome, row.attempts) == ("unreachable", 60)
    assert at - clock.now() > timedelta(days=7)
    with receiving(certificate, port=port) as back:
        webhooks.deliver(row.pk, at=at)
        assert len(back.heard) == 1
    row.refresh_from_db()
    assert row.delivered_at == at


def test_an_address_that_does_not_answer_is_left_in_peace_by_all_its_deliveries(receiver: Receiver) -> None:
    _, row = granted(receiver)
    factories.granted_application()
    receiver.answers = ["cut", "cut"]
    deliver_all()

    assert len(receiver.heard) == 1
    assert all(found.next_try_at and found.next_try_at > clock.now() for found in waiting())
    deliver_all(at=max(found.next_try_at for found in waiting() if found.next_try_at))
    assert row.pk


class Killed(BaseException):
    """The process dies; nothing of ours may catch it."""


@pytest.mark.usefixtures("committed_db")
def test_a_process_killed_after_sending_sends_again_under_the_same_number(receiver: Receiver) -> None:
    _, row = granted(receiver)

    def dies(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "core_webhookdelivery" in sql:
            raise Killed
        return execute(sql, *rest)

    with pytest.raises(Killed), connection.execute_wrapper(dies):
        webhooks.deliver(row.pk, at=clock.now())
    row.refresh_from_db()
    assert (row.attempts, row.outcome, len(receiver.heard)) == (0, "", 1)
    webhooks.deliver(row.pk, at=clock.now())
    assert len(receiver.heard) == 2
    assert receiver.heard[0][1] == receiver.heard[1][1]


@pytest.mark.usefixtures("committed_db")
def test_the_worker_brings_what_was_announced(receiver: Receiver, work: Callable[[], None]) -> None:
    granted(receiver)
    work()

    assert len(receiver.heard) == 1
    assert WebhookDelivery.objects.get().outcome == "204"


@pytest.mark.usefixtures("committed_db")
def test_two_workers_send_once(receiver: Receiver, in_parallel: Callable[[Sequence[Callable[[], Any]]], Any]) -> None:
    _, row = granted(receiver)
    at = clock.now()
    in_parallel([lambda: webhooks.deliver(row.pk, at=at)] * 4)

    assert len(receiver.heard) == 1


def test_what_no_job_brings_any_more_is_caught_up(receiver: Receiver) -> None:
    _, row = granted(receiver)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    assert webhooks.catch_up(at=clock.now()) == 0
    assert webhooks.catch_up(at=clock.now() + timedelta(minutes=11)) == 1
    assert jobs_deferred() == [row.pk]


def test_what_was_taken_a_month_ago_is_forgotten_and_what_still_waits_is_not(receiver: Receiver) -> None:
    granted(receiver)
    taken, later = clock.now(), clock.now() + timedelta(days=30, minutes=1)

    assert webhooks.forget_old(at=later) == 0
    deliver_all()
    assert webhooks.forget_old(at=taken) == 0
    assert webhooks.forget_old(at=later) == 1
    assert waiting() == []


def test_waits_grow_to_six_hours_and_no_further() -> None:
    waits = [rules.wait_after(n) for n in range(1, 200)]

    assert waits[0] == timedelta(seconds=10)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


# --- pausing and secrets ------------------------------------------------------------------------------------------


def test_a_paused_subscription_keeps_what_happens_and_tells_it_afterwards(receiver: Receiver) -> None:
    office = offices.officer()
    pk = subscribed(office, receiver, "approvals.application.decided").id
    subscribing.pause(pk, by=office, at=clock.now())
    factories.granted_application()
    deliver_all()
    assert not receiver.heard
    assert webhooks.catch_up(at=clock.now() + timedelta(days=1)) == 0

    subscribing.resume(pk, by=office, at=clock.now())
    deliver_all()
    assert len(receiver.heard) == 1


def test_while_a_secret_is_replaced_both_sign(receiver: Receiver) -> None:
    office = offices.officer()
    first = subscribed(office, receiver, "approvals.application.decided")
    second = subscribing.rotate(first.id, by=office, at=clock.now())
    factories.granted_application()
    deliver_all()
    headers, body = receiver.heard[0]
    assert is_signed(headers, body, first.secret)
    assert is_signed(headers, body, second.secret)

    factories.granted_application()
    deliver_all(at=clock.now() + timedelta(days=2))
    headers, body = receiver.heard[1]
    assert headers["Fugong-Signature"].count("v1=") == 1


def test_the_stored_secret_is_sealed(receiver: Receiver) -> None:
    secret = subscribed(offices.officer(), receiver).secret

    assert secret.startswith("whsec_")
    assert secret not in repr(list(WebhookSubscription.objects.values()))


def test_nothing_is_sent_unsigned_when_the_installations_key_was_changed(receiver: Receiver, settings: Any) -> None:
    _, row = granted(receiver)
    settings.SECRET_KEY = "x" * 60
    webhooks.deliver(row.pk, at=clock.now())
    row.refresh_from_db()

    assert (row.outcome, row.delivered_at) == ("secret_lost", None)
    assert not receiver.heard


def test_an_ended_subscription_tells_nothing_more(receiver: Receiver) -> None:
    subscription, row = granted(receiver)
    office = people.actor_of(row.subscription.account_id, on=clock.today())
    subscribing.end(subscription.id, by=office, at=clock.now())
    deliver_all()

    assert not receiver.heard
    assert WebhookDelivery.objects.get().dropped_at is not None
    factories.granted_application()
    assert WebhookDelivery.objects.count() == 1
