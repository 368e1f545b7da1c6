"""Every state the factories promise is reached."""

from collections.abc import Callable

import pytest

from . import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (factories.draft_application, "draft"),
        (factories.complete_draft, "draft"),
        (factories.application_in_review, "in_review"),
        (factories.agreed_application, "in_review"),
        (factories.returned_application, "returned"),
        (factories.granted_application, "granted"),
        (factories.running_enterprise, "granted"),
        (factories.refused_application, "refused"),
        (factories.recorded_application, "recorded"),
        (factories.withdrawn_application, "withdrawn"),
        (factories.suspended_application, "suspended"),
        (factories.revoked_application, "revoked"),
    ],
)
def test_an_application_can_be_made_in_every_state(make: Callable[[], factories.Filing], state: str) -> None:
    assert make().row.state == state
