from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> Path:
    """Keep keys and certificates of each test to itself."""
    settings.FUGONG_VAR = tmp_path
    settings.FUGONG_KEY_PASSPHRASE = ""
    settings.FUGONG_PERSONAL_KEYS = None
    settings.FUGONG_PERSONAL_KEY = ""
    return tmp_path
