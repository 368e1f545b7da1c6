"""Four eyes: nobody decides, opines or reviews in his own matter, whatever hat he wears now, and no substitute does."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from fugong.approvals.actions import enforcement, review
from fugong.approvals.queries.case import case
from fugong.approvals.rules.impartiality import OwnDecision, OwnMatter, guard_other_hand, is_own_matter
from fugong.core.calendar import day_of
from fugong.people import public as people
from fugong.people.public import Actor, loader_actor
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING
from .traces import refused

NOON = MORNING + timedelta(hours=2)
TUESDAY = MORNING + timedelta(days=1)
BEGAN = date(2020, 2, 10)


@pytest.mark.parametrize(
    ("hands", "spoke_until", "own"),
    [
        ((None, None), (), False),
        ((8, 9), (), False),
        ((7, None), (), True),
        ((8, 7), (), True),
        ((8, 8), (None,), True),
        ((8, 8), (date(2020, 2, 9),), False),
        ((8, 8), (date(2020, 2, 10),), True),
        ((8, 8), (date(2020, 3, 1),), True),
        ((8, 8), (date(2020, 1, 5), date(2020, 2, 11)), True),
    ],
)
def test_whose_matter_it_is(hands: tuple[int | None, ...], spoke_until: tuple[date | None, ...], *, own: bool) -> None:
    assert is_own_matter({7}, hands=hands, began_on=BEGAN, spoke_until=spoke_until) is own


def test_nobody_is_nobodys_hand() -> None:
    assert not is_own_matter(set(), hands=(None, None), began_on=BEGAN, spoke_until=())
    guard_other_hand({7}, decided_by=None)
    guard_other_hand(set(), decided_by=7)
    with pytest.raises(OwnDecision):
        guard_other_hand({7, 8}, decided_by=8)


def promoted(operator: Actor, *, role: str = "officer") -> Actor:
    """Give the operator an office's post as well."""
    account = people_factories.account_of(operator)
    organisation = people_factories.make_organisation(
        offices.desk_code("health") if role == "reviewer" else f"bureau-{COUNTY}"
    )
    people_factories.make_posting(account, people_factories.make_post(role, organisation=organisation, area=COUNTY))
    return people.actor_of(account.pk, on=MONDAY)


def resigned(filing: Filing) -> None:
    """Let the operator speak for the enterprise no longer."""
    registry.end_representation(
        filing.enterprise_id, account_id=filing.operator.account_id or 0, until_on=MONDAY, by=loader_actor(COUNTY),
        at=NOON,
    )  # fmt: skip


def decide(by: Actor, filing: Filing) -> None:
    review.grant(filing.application_id, filing.version, effective_on=MONDAY, by=by, at=NOON)


def refuse(by: Actor, filing: Filing) -> None:
    review.refuse(filing.application_id, filing.version, reasons=["untrue"], by=by, at=NOON)


def return_it(by: Actor, filing: Filing) -> None:
    items = {"staff_total": "请核对。"}
    review.return_for_correction(filing.application_id, filing.version, items=items, by=by, at=NOON)


def opine(by: Actor, filing: Filing) -> None:
    review.opine(filing.application_id, verdict="agree", by=by, at=NOON)


def suspend(by: Actor, filing: Filing) -> None:
    enforcement.suspend(filing.application_id, filing.version, reason="case_found", by=by, at=TUESDAY)


def reinstate(by: Actor, filing: Filing) -> None:
    enforcement.reinstate(filing.application_id, filing.version, by=by, at=TUESDAY)


ACTS: list[tuple[Callable[[Actor, Filing], None], Callable[[], Filing], str]] = [
    (decide, factories.agreed_application, "officer"),
    (refuse, factories.agreed_application, "officer"),
    (return_it, factories.agreed_application, "officer"),
    (opine, factories.application_in_review, "reviewer"),
    (suspend, factories.granted_application, "officer"),
    (reinstate, factories.suspended_application, "officer"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "state", "role"), ACTS)
def test_who_handed_it_in_and_then_resigned_still_keeps_his_hands_off(
    act: Callable[[Actor, Filing], None], state: Callable[[], Filing], role: str
) -> None:
    filing = state()
    resigned(filing)
    by = promoted(filing.operator, role=role)

    with refused(OwnMatter):
        act(by, filing)
    assert case(by, filing.application_id, now=TUESDAY).moves == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "state", "role"), ACTS)
def test_a_substitute_of_who_handed_it_in_keeps_his_hands_off_too(
    act: Callable[[Actor, Filing], None], state: Callable[[], Filing], role: str
) -> None:
    filing = state()
    resigned(filing)
    holder = promoted(filing.operator, role=role)
    substitute = people_factories.acting_for(holder, role=role)

    with refused(OwnMatter):
        act(substitute, filing)


@pytest.mark.django_db
def test_a_second_speaker_who_handed_in_nothing_is_no_judge_either() -> None:
    filing = factories.agreed_application()
    officer = offices.officer()
    account_id = officer.account_id or 0
    terms: dict[str, Any] = {"account_id": account_id, "by": loader_actor(COUNTY), "at": MORNING}
    registry.appoint_representative(filing.enterprise_id, since_on=MONDAY - timedelta(days=3), **terms)
    registry.end_representation(filing.enterprise_id, until_on=MONDAY, **terms)

    with refused(OwnMatter):
        decide(officer, filing)


@pytest.mark.django_db
def test_who_spoke_for_the_enterprise_before_the_application_began_may_decide() -> None:
    filing = factories.agreed_application()
    officer = offices.officer()
    terms: dict[str, Any] = {"account_id": officer.account_id or 0, "by": loader_actor(COUNTY), "at": MORNING}
    registry.appoint_representative(filing.enterprise_id, since_on=date(2020, 1, 2), **terms)
    registry.end_representation(filing.enterprise_id, until_on=date(2020, 2, 1), **terms)

    decide(officer, filing)

    assert filing.row.state == "granted"


@pytest.mark.django_db
def test_a_substitute_of_somebody_uninvolved_decides_and_signs_as_such() -> None:
    filing = factories.agreed_application()
    substitute = people_factories.acting_for(offices.officer(), role="officer")

    decide(substitute, filing)

    assert filing.row.decided_by.endswith("（代）")
    assert filing.row.decided_by_account_id == substitute.account_id


@pytest.mark.django_db
def test_the_hands_are_kept_on_the_application() -> None:
    filing = factories.suspended_application()
    row = filing.row

    assert row.started_by_account_id == row.submitted_by_account_id == filing.operator.account_id
    assert row.decided_by_account_id not in (None, filing.operator.account_id)
    assert row.suspended_by_account_id is not None
    assert row.suspended_at is not None
    assert day_of(row.suspended_at) == MONDAY + timedelta(days=1)
