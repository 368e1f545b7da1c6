"""The description tells the truth: schemathesis tries every operation with what fits it and with what does not.

``make test`` tries 300 examples on each operation that writes and 50 on each that reads; ``make test-all`` takes
FUGONG_API_EXAMPLES of both. The examples are the same in every run.
"""

import logging
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fugong.core.api import access
from fugong.registry.tests import factories as registry_factories
from fugong.site.machines import INTERFACE
from fugong.site.wsgi import application
from tests.api.county import NOON, County, county

EXAMPLES = int(os.environ.get("FUGONG_API_EXAMPLES", "0"))
ON_WRITES, ON_READS = EXAMPLES or 300, EXAMPLES or 50
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance, negative_data_rejection,
]  # fmt: skip

pytestmark = pytest.mark.slow


def tries(examples: int) -> settings:
    """Set how much is tried: always the same examples, none kept from another run."""
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


DESCRIBED = schemathesis.openapi.from_dict(INTERFACE.document)
DESCRIBED.app = application


@pytest.fixture
def there(committed_db: None, settings: Settings) -> Iterator[County]:
    """Set up the county in which everything is tried, at noon of a working day."""
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = NOON, datetime.now().astimezone()
    settings.FUGONG_API_PER_MINUTE = 1_000_000
    access.PACE.forget()
    # As Django's own test client does: the connection of the test stays open from request to request.
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    logging.disable(logging.WARNING)
    yield county()
    logging.disable(logging.NOTSET)
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@DESCRIBED.include(method="GET").parametrize()
@tries(ON_READS)
def test_reading(case: schemathesis.Case, there: County) -> None:
    ask(case, there)


@DESCRIBED.exclude(method="GET").parametrize()
@tries(ON_WRITES)
def test_writing(case: schemathesis.Case, there: County) -> None:
    ask(case, there)


def ask(case: schemathesis.Case, there: County) -> None:
    """Send what was made up, in most cases about something that is really there, and hold the answer to its word."""
    ground(case, there)
    case.call_and_validate(headers={"Authorization": f"Bearer {there.token}"}, checks=CHECKS)


def ground(case: schemathesis.Case, there: County) -> None:
    """Put real codes, numbers and versions in place of made-up ones: what is made up is never there."""
    chosen_by = repr((case.body, case.path_parameters))
    if case.meta.generation.mode.is_negative or crc32(chosen_by.encode()) % 4 == 0:
        return
    if "pk" in case.path_parameters:
        row = there.application(chosen_by)
        case.path_parameters["pk"] = row.pk
        if "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = f'"{row.version}"'
    if "uscc" in case.path_parameters:
        case.path_parameters["uscc"] = there.uscc(chosen_by)
        if "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = '"1"'
    if isinstance(case.body, dict):
        ground_body(case.body, case.operation.path, there=there, chosen_by=chosen_by)


def ground_body(body: dict[str, Any], path: str, *, there: County, chosen_by: str) -> None:
    if "uscc" in body:
        fresh = path.endswith("/registry/enterprises")
        number = 500_000 + crc32(chosen_by.encode()) % 400_000
        body["uscc"] = registry_factories.valid_uscc(number) if fresh else there.uscc(chosen_by)
    if "division_code" in body:
        body |= {"division_code": registry_factories.TOWNSHIP, "industry_code": "3011"}
    for day in ("effective_on", "restarted_on"):
        if day in body:
            body[day] = "2020-02-17"
