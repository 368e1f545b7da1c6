"""Whoever watches the machine learns whether it lives and whether it can work, and no particulars."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings

from fugong.core import audit, clock
from fugong.core.database import health
from fugong.core.database.outage import answer_to
from fugong.core.tests.factories import recorded_act


def test_it_lives_without_asking_the_database() -> None:
    answer = Client().get("/healthz")  # no database is open to this test
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_everything_needed_is_there() -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["needed"].values()) == {"ok"}
    assert answer.json()["advised"] == {"jobs": "ok", "backup": "never taken", "trail": "ok"}


@pytest.mark.django_db
def test_it_is_not_ready_without_room_on_the_disk(settings: Settings) -> None:
    settings.FUGONG_VAR = Path("/no/such/folder")
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["needed"]["disk"] == "failed"
    assert "no/such" not in answer.content.decode()


@pytest.mark.django_db
def test_a_backup_is_noticed_and_grows_old(settings: Settings, tmp_path: Path) -> None:
    settings.FUGONG_VAR = tmp_path
    (tmp_path / "last-backup").touch()
    assert health.backup_fresh() == "ok"


@pytest.mark.django_db
def test_acts_that_wait_too_long_for_a_signed_head_are_noticed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FUGONG_VAR = tmp_path
    monkeypatch.setattr(health, "OLDEST_UNSIGNED_ACT", timedelta(minutes=-1))  # a minute ahead is too long ago
    recorded_act(1)
    recorded_act(1, county="520323")
    assert health.trail_signed() == "acts unsigned"
    audit.sign_heads(at=clock.now())
    assert health.trail_signed() == "ok"
    recorded_act(2, county="520323")
    assert health.trail_signed() == "acts unsigned"


def test_an_outage_is_told_from_a_fault_of_ours() -> None:
    request = RequestFactory().get("/")
    answer = answer_to(OperationalError("server closed the connection"), request)
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer_to(ValueError("ours"), request) is None
