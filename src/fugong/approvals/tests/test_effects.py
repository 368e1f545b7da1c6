"""What a drafted rule would change, before anybody signs it: count pairs, lists, and who may look."""

from datetime import date

import pytest
from django.test import Client

from fugong.approvals.queries.effects import effect_of
from fugong.core.refusals import NotThere
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.policy.tests import factories as policy_factories
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .offices import FEW_PAPERS, OTHER_COUNTY
from .screens import as_seen_by, statuses, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TURN = date(2020, 2, 20)


def drafted(by: Actor, mode: str, *, carry_over: str = "stands") -> int:
    papers = () if mode == "none" else FEW_PAPERS
    return policy_factories.drafted_procedure(
        by, mode=mode, papers=papers, since=TURN, basis="notice", carry_over=carry_over
    )


def test_whom_a_draft_touches_is_counted_against_all_and_those_under_way_come_first() -> None:
    quiet = make_enterprise()
    waiting, granted = factories.application_in_review(), factories.granted_application()
    make_enterprise(industry_code="0610")
    officer = offices.officer()
    effect = effect_of(officer, drafted(officer, "filing"))

    assert (effect.on, len(effect.touched), effect.listed) == (TURN, 4, 4)
    assert (effect.open_touched, effect.open_listed) == (1, 1)
    assert (effect.permissions_ending, effect.standing) == (0, 1)
    assert effect.turns == (("approval", "filing", 4),)
    assert effect.touched[0].uscc == waiting.row.uscc
    assert {each.uscc for each in effect.touched} >= {quiet.uscc, granted.row.uscc}
    assert effect.touched[0].differs == ("mode", "papers", "desks")


def test_a_draft_that_changes_nothing_touches_nobody() -> None:
    factories.application_in_review()
    officer = offices.officer()
    draft_id = policy_factories.drafted_procedure(
        officer, mode="approval", papers=offices.ALL_PAPERS, since=TURN, basis="notice", days=0
    )
    effect = effect_of(officer, draft_id)

    assert (effect.touched, effect.turns, effect.listed) == ((), (), 1)


def test_permissions_that_would_end_and_works_that_would_stop_are_said_beforehand() -> None:
    factories.running_enterprise()
    factories.granted_application()
    officer = offices.officer()
    effect = effect_of(officer, drafted(officer, "approval", carry_over="reapply"))

    assert (effect.permissions_ending, effect.standing) == (2, 2)
    assert (effect.stops, effect.running) == (1, 1)
    assert effect_of(officer, drafted(officer, "filing")).permissions_ending == 0


def test_another_countys_draft_is_not_there() -> None:
    factories.application_in_review()
    officer = offices.officer()
    draft_id = drafted(officer, "filing")

    with pytest.raises(NotThere):
        effect_of(offices.officer(OTHER_COUNTY), draft_id)


def test_the_page_climbs_the_access_ladder() -> None:
    filing = factories.application_in_review()
    officer = offices.officer()
    draft_id = drafted(officer, "filing")
    ladder: dict[str, Actor | None] = {
        "officer": officer, "leader": people.county_leader(), "another county": offices.officer(OTHER_COUNTY),
        "own": filing.operator, "desk": offices.reviewer("health"), "visitor": None,
    }  # fmt: skip

    assert statuses(ladder, url("effect", draft_id)) == {
        "officer": 200, "leader": 200, "another county": 404, "own": 403, "desk": 403, "visitor": 302,
    }  # fmt: skip


def test_the_piece_shows_pairs_changes_and_enterprises(client: Client) -> None:
    filing = factories.application_in_review()
    officer = offices.officer()
    draft_id = drafted(officer, "none")
    signed_in = people.signed_in(client, officer)
    piece = text_of(signed_in.get(url("effect", draft_id), headers={"HX-Request": "true"}))

    assert "<html" not in piece
    assert "审批 → 无需申请" in piece
    assert filing.row.enterprise_name in piece
    assert f'hx-get="{url("effect", draft_id)}"' in text_of(signed_in.get(f"/policy/drafts/{draft_id}/"))
    assert "对企业的影响" in text_of(as_seen_by(officer).get(url("effect", draft_id)))


def test_a_large_county_costs_as_many_queries_as_a_small_one(
    django_assert_max_num_queries: "pytest.FixtureRequest",
) -> None:
    for _ in range(12):
        make_enterprise()
    factories.application_in_review()
    officer = offices.officer()
    draft_id = drafted(officer, "none")
    with django_assert_max_num_queries(24):  # type: ignore[operator]  # pytest-django gives a context manager
        effect_of(officer, draft_id)
