"""Fixtures of approvals' tests."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from .screens import NOON


@pytest.fixture
def noon(settings: Settings, tmp_path: Path) -> None:
    """Let the clock stand at noon of the tests' Monday, and files lie in the test's own folder."""
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = NOON, datetime.now().astimezone()
    settings.MEDIA_ROOT = tmp_path
    settings.FUGONG_PUBLIC_ADDRESS = "https://fugong.example.gov.cn"
