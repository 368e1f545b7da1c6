from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_keys(settings: Settings, tmp_path: Path) -> None:
    """Give each test a data folder of its own, and an address that the code on a document can say."""
    settings.FUGONG_VAR = tmp_path
    settings.FUGONG_PUBLIC_ADDRESS = "https://fugong.example.gov.cn"
