import pytest
from django.test import Client
from pytest_django import Settings

from fugong.core.tests.acting import MIDDLEWARE


@pytest.fixture
def edge(settings: Settings) -> None:
    """Serve the test addresses behind core's own middleware."""
    settings.ROOT_URLCONF = "fugong.core.tests.addresses"
    settings.MIDDLEWARE = list(MIDDLEWARE)


@pytest.fixture
def officer(edge: None) -> Client:
    """Give the browser of account 7."""
    return Client(headers={"X-Account": "7"}, raise_request_exception=False)
