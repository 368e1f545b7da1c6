"""Fixtures: a receiver that the settings allow, and the clock at noon of a working day."""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from pytest_django import Settings

from fugong.core import clock
from tests.webhooks.receiver import Receiver, make_certificate, receiving

NOON = datetime(2020, 2, 17, 12, tzinfo=clock.BEIJING)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("receiver"))


@pytest.fixture
def receiver(certificate: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Serve, trusted and allowed for the length of the test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with receiving(certificate) as receiver:
        settings.FUGONG_WEBHOOK_HOSTS = (f"localhost:{receiver.port}",)
        settings.FUGONG_WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
        yield receiver


@pytest.fixture
def noon(settings: Settings) -> None:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = NOON, datetime.now().astimezone()
