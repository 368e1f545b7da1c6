"""The audit administrator's page of certificates: own counties only, checked now, the same queries however long."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from fugong.core.personal.certificate import read_document
from fugong.core.personal.erasing import CARETAKER, erase_due
from fugong.core.personal.models import ErasureCertificate
from fugong.core.tests.acting import MIDDLEWARE
from fugong.core.tests.factories import MORNING

from .factories import kept

pytestmark = pytest.mark.django_db
AFTER = MORNING + timedelta(days=90)


@pytest.fixture
def auditor(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "fugong.core.tests.addresses"
    settings.MIDDLEWARE = list(MIDDLEWARE)
    return Client(headers={"X-Account": "8", "X-Rights": "audit.view"})


def body(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_certificates_and_what_is_still_held_are_listed(auditor: Client) -> None:
    kept(1)
    erase_due(by=CARETAKER, at=AFTER)
    kept(2, at=AFTER)
    page = body(auditor.get(reverse("personal:erasures")))

    assert "520322-2020-1" in page
    assert "有效" in page
    assert 'data-test="waiting"' in page


def test_another_countys_are_not_there(auditor: Client) -> None:
    kept(1, county="520321")
    erase_due(by=CARETAKER, at=AFTER)
    kept(2, county="520321", at=AFTER)
    page = body(auditor.get("/erasures/"))

    assert "520321" not in page
    pk = ErasureCertificate.objects.get().pk
    assert auditor.get(reverse("personal:erasure", args=[pk])).status_code == 404


def test_the_file_is_the_certificate(auditor: Client) -> None:
    kept()
    (given,) = erase_due(by=CARETAKER, at=AFTER)
    answer = auditor.get(reverse("personal:erasure", args=[ErasureCertificate.objects.get().pk]))

    assert read_document(body(answer)) == given
    assert answer["Content-Disposition"] == 'attachment; filename="erasure-520322-2020-1.json"'


def test_the_number_of_queries_does_not_grow_with_the_list(
    auditor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 5):
        kept(number, at=MORNING + timedelta(days=number))
        erase_due(by=CARETAKER, at=AFTER + timedelta(days=number))
        kept(100 + number)
    with django_assert_num_queries(3):
        auditor.get("/erasures/")


@pytest.mark.parametrize("path", ["/erasures/", "/erasures/1/"])
def test_the_pages_climb_the_access_ladder(auditor: Client, path: str) -> None:
    assert auditor.get(path).status_code == (200 if path == "/erasures/" else 404)
    assert auditor.get(path, headers={"X-Rights": "personal.view approvals.view"}).status_code == 403
    assert auditor.get(path, headers={"X-Account": ""}).status_code == 302
    assert auditor.post(path).status_code == 405
