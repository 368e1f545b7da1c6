"""Like cases, like decisions: what makes applications alike, and nobody decides otherwise without a word why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fugong.approvals.actions import review
from fugong.approvals.queries.precedents import comparison, differing
from fugong.approvals.rules.consistency import (
    Circumstances,
    DecidedOtherwise,
    Precedent,
    circumstances_of,
    guard_consistency,
    otherwise,
)
from fugong.approvals.rules.decisions import Outcome
from fugong.people.public import clock_actor
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY, TOWNSHIP_ELSEWHERE
from .traces import last_act, refused

NOON = MORNING + timedelta(hours=2)
ALIKE = Circumstances("30", "small", "medium", "approval", (("health", "agree"),), "ample")
ANSWERS: Mapping[str, object] = {"masks_stock": 1000, "masks_daily_need": 100}


def of(**changed: object) -> Circumstances:
    known: dict[str, object] = {
        "industry_code": "3011", "size": "small", "tier": "medium", "mode": "approval",
        "verdicts": {"health": "agree"}, "answers": ANSWERS,
    }  # fmt: skip
    return circumstances_of(**{**known, **changed})  # type: ignore[arg-type]  # a table of cases


@pytest.mark.parametrize(
    ("changed", "alike"),
    [
        ({}, True),
        ({"industry_code": "3099"}, True),
        ({"industry_code": "3111"}, False),
        ({"size": "large"}, False),
        ({"tier": "high"}, False),
        ({"mode": "filing"}, False),
        ({"verdicts": {"health": "agree_with_conditions"}}, False),
        ({"verdicts": {}}, False),
        ({"answers": {"masks_stock": 710, "masks_daily_need": 100}}, True),
        ({"answers": {"masks_stock": 690, "masks_daily_need": 100}}, False),
        ({"answers": {"masks_stock": 290, "masks_daily_need": 100}}, False),
        ({"answers": {}}, False),
        ({"answers": {**ANSWERS, "contact_post": "另一岗位"}}, True),
    ],
)
def test_what_makes_applications_alike(changed: Mapping[str, object], *, alike: bool) -> None:
    assert (of(**changed) == ALIKE) is alike


def precedent(number: int, outcome: Outcome, circumstances: Circumstances = ALIKE) -> Precedent:
    return Precedent(number, f"示例厂{number}", f"{number}号", date(2020, 2, number), outcome, circumstances)


def test_only_like_ones_decided_otherwise_are_shown_latest_first() -> None:
    past = [
        precedent(1, Outcome.REFUSE), precedent(2, Outcome.GRANT), precedent(3, Outcome.REFUSE),
        precedent(4, Outcome.REFUSE, replace(ALIKE, size="large")),
    ]  # fmt: skip

    assert [one.application_id for one in otherwise(ALIKE, Outcome.GRANT, past)] == [3, 1]
    assert [one.application_id for one in otherwise(ALIKE, Outcome.REFUSE, past)] == [2]


def test_without_a_word_why_the_refusal_names_some_of_them() -> None:
    past = [precedent(number, Outcome.REFUSE) for number in (1, 2, 3, 4)]

    guard_consistency([], note="")
    guard_consistency(past, note="该厂隔离条件已改善。")
    with pytest.raises(DecidedOtherwise, match="近期有 4 件同类申请曾作出不同决定（1号、2号、3号）"):
        guard_consistency(past, note="  ")


# --- in the action -------------------------------------------------------------------------------------------------


def agreed_and_refused() -> Filing:
    """Let all offices agree to an application which the bureau then refuses."""
    filing = factories.agreed_application()
    review.refuse(
        filing.application_id, filing.version, reasons=["safety_unfit"], by=offices.officer(), at=NOON
    )  # fmt: skip
    return filing


def grant(filing: Filing, *, why: str = "") -> str:
    return review.grant(
        filing.application_id, filing.version, effective_on=MONDAY, consistency_note=why, by=offices.officer(), at=NOON
    )


@pytest.mark.django_db
def test_a_grant_where_a_like_one_was_refused_needs_its_reason_and_keeps_it() -> None:
    before = agreed_and_refused()
    filing = factories.agreed_application()
    with refused(DecidedOtherwise, match=before.row.document_number):
        grant(filing)
    with refused(DecidedOtherwise):
        grant(filing, why=" \n ")

    grant(filing, why="本厂安全隐患已整改，原因不同。")

    assert filing.row.consistency_note == "本厂安全隐患已整改，原因不同。"
    assert last_act(filing.row).changes["consistency_note"] == ["", "本厂安全隐患已整改，原因不同。"]


@pytest.mark.django_db
def test_a_refusal_where_a_like_one_was_granted_needs_its_reason() -> None:
    factories.granted_application()
    filing = factories.agreed_application()
    by = offices.officer()

    with refused(DecidedOtherwise):
        review.refuse(filing.application_id, filing.version, reasons=["untrue"], by=by, at=NOON)


@pytest.mark.django_db
def test_the_office_clock_is_not_asked_and_old_or_other_counties_decisions_do_not_count() -> None:
    agreed_and_refused()
    filing = factories.agreed_application()
    row, officer = filing.row, offices.officer()
    offices.approval_policy(OTHER_COUNTY)
    elsewhere = factories.agreed_application(make_enterprise(division_code=TOWNSHIP_ELSEWHERE).pk).row

    assert differing([row], Outcome.GRANT, by=officer, at=NOON)[row.pk]
    assert not differing([row], Outcome.GRANT, by=officer, at=NOON + timedelta(days=31))[row.pk]
    assert not differing([elsewhere], Outcome.GRANT, by=offices.officer(OTHER_COUNTY), at=NOON)[elsewhere.pk]
    assert clock_actor(COUNTY).account_id is None


@pytest.mark.django_db
def test_the_page_says_what_the_like_ones_have_in_common() -> None:
    agreed_and_refused()
    filing = factories.agreed_application()
    found = comparison(filing.row, by=offices.officer(), at=NOON)

    assert list(found.otherwise) == ["grant"]
    assert ("行业大类", "30") in found.alike_in
    assert ("口罩可用天数", "7 天以上") in found.alike_in
    assert not {"经办", "联系"} & {label for label, _value in found.alike_in}


@pytest.mark.django_db
def test_comparing_many_costs_as_much_as_comparing_one() -> None:
    agreed_and_refused()
    rows = [factories.agreed_application().row for _ in range(4)]
    by = offices.officer()
    costs = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as captured:
            differing(list(type(rows[0]).objects.filter(pk__in=[row.pk for row in some]).prefetch_related("opinions")),
                      Outcome.GRANT, by=by, at=NOON)  # fmt: skip
        costs.append(len(captured))

    assert costs[0] == costs[1]
