"""The owner's pages and the log: what each may see, what is shown once, and what never."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from fugong.approvals.tests import factories, offices
from fugong.core import clock, webhooks
from fugong.core.webhooks import subscribing
from fugong.core.webhooks.models import WebhookDelivery, WebhookSubscription
from fugong.people import public as people
from fugong.people.tests import factories as people_factories
from tests.webhooks.receiver import Receiver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def browser(actor: people.Actor) -> Client:
    return people_factories.signed_in(Client(), actor)


def subscription_of(actor: people.Actor, receiver: Receiver) -> int:
    return subscribing.subscribe(
        receiver.address, events=["approvals.application.decided"], by=actor, at=clock.now()
    ).id  # fmt: skip


def test_the_owner_subscribes_and_sees_the_secret_once(receiver: Receiver) -> None:
    client = browser(offices.officer())
    typed = {"address": receiver.address, "events": ["approvals.application.decided"], "form_key": "k"}
    page = client.post(reverse("webhooks:subscribe"), typed).content.decode()

    assert len(re.findall(r"whsec_[\w-]{43}", page)) == 1
    listed = client.get(reverse("webhooks:subscriptions")).content.decode()
    assert receiver.address.replace("&", "&amp;") in listed
    assert "whsec_" not in listed


def test_what_is_wrong_is_said_at_its_field(receiver: Receiver) -> None:
    answer = browser(offices.officer()).post(reverse("webhooks:subscribe"), {"address": "https://evil.example/"})

    assert answer.status_code == 422
    assert "不在允许推送的范围内" in answer.content.decode()
    assert "请至少选择一种事件" in answer.content.decode()
    assert not WebhookSubscription.objects.exists()
    assert receiver.port


@pytest.mark.parametrize("act", ["pause", "resume", "rotate", "end"])
def test_changing_climbs_the_ladder(act: str, receiver: Receiver) -> None:
    owner = offices.officer()
    address = reverse("webhooks:change", args=[subscription_of(owner, receiver), act])
    before = list(WebhookSubscription.objects.values())

    for other in (offices.officer(), offices.officer(offices.OTHER_COUNTY), people_factories.security_admin()):
        assert browser(other).post(address).status_code == 404
    assert browser(people_factories.system_admin(offices.OTHER_COUNTY)).post(address).status_code == 404
    assert Client().post(address).status_code == 302
    assert list(WebhookSubscription.objects.values()) == before
    admin = browser(people_factories.system_admin()).post(address)
    assert admin.status_code == (302 if act in {"pause", "resume"} else 403)
    assert browser(owner).get(address).status_code == 200
    assert browser(owner).post(address).status_code == (200 if act == "rotate" else 302)
    assert browser(owner).get(address.replace(act, "explode")).status_code == 404


def test_the_log_shows_what_became_of_each_and_nothing_that_was_in_it(receiver: Receiver) -> None:
    owner = offices.officer()
    subscription_of(owner, receiver)
    filing = factories.granted_application()
    receiver.answers = [503]
    row = WebhookDelivery.objects.get()
    webhooks.deliver(row.pk, at=clock.now())
    page = browser(people_factories.system_admin()).get(reverse("webhooks:deliveries")).content.decode()

    assert "approvals.application.decided" in page
    assert "503" in page
    assert f"localhost:{receiver.port}" in page
    assert "geheim" not in page
    assert filing.row.uscc not in page
    assert filing.row.enterprise_name not in page


def test_the_log_climbs_the_ladder(receiver: Receiver) -> None:
    subscription_of(offices.officer(), receiver)
    factories.granted_application()
    address = reverse("webhooks:deliveries")

    assert browser(offices.officer()).get(address).status_code == 403
    assert browser(people_factories.audit_admin()).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    elsewhere = browser(people_factories.system_admin(offices.OTHER_COUNTY)).get(address).content.decode()
    assert "approvals.application.decided</span>" not in elsewhere
    assert f"localhost:{receiver.port}" not in elsewhere
    for state in ("open", "delivered", "dropped"):
        answer = browser(people_factories.system_admin()).get(address, {"state": state})
        assert (f"localhost:{receiver.port}" in answer.content.decode()) == (state == "open")


def test_nothing_of_others_is_listed(receiver: Receiver) -> None:
    subscription_of(offices.officer(), receiver)

    assert "geheim" not in browser(offices.officer()).get(reverse("webhooks:subscriptions")).content.decode()
    assert Client().get(reverse("webhooks:subscriptions")).status_code == 302
