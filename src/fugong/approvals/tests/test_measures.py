"""The figures against a small world counted by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

import pytest

from fugong.approvals.actions import enforcement, restart
from fugong.approvals.models import Application
from fugong.approvals.queries.measures import (
    GROUPS,
    counts_today,
    decisions_of,
    first_restart_on,
    resumed,
    resumption_curves,
)
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY, TOWNSHIP_ELSEWHERE

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SUNDAY, TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + n * DAY for n in (-1, 1, 2, 3))
EVENING = MORNING + timedelta(hours=9)


@dataclass(frozen=True)
class World:
    """Eight enterprises of the county and one elsewhere; who runs when stands beside each."""

    state_large: int  # runs from Monday
    state_small: int  # runs from Tuesday
    private_small: int  # runs from Monday, suspended on Tuesday, again from Wednesday
    private_micro: int  # granted, never confirmed
    private_large: int  # runs from Wednesday
    foreign_medium: int  # runs from Wednesday, no group but all
    closed: int  # struck off on Tuesday, did nothing
    unknown: int  # neither holder nor size, does nothing


@pytest.fixture
def world() -> World:
    """Build the world through the platform's own actions."""
    offices.approval_policy()
    offices.approval_policy(OTHER_COUNTY)
    made = World(
        state_large=make_enterprise(holder="state", size="large").pk,
        state_small=make_enterprise(holder="state", size="small").pk,
        private_small=make_enterprise(holder="private", size="small").pk,
        private_micro=make_enterprise(holder="private", size="micro").pk,
        private_large=make_enterprise(holder="private", size="large").pk,
        foreign_medium=make_enterprise(holder="foreign", size="medium").pk,
        closed=make_enterprise(holder="private", size="small", closed_on=TUESDAY).pk,
        unknown=make_enterprise(holder="", size="").pk,
    )
    wednesday = MORNING + 2 * DAY
    factories.running_enterprise(made.state_large)
    factories.running_enterprise(made.state_small, at=MORNING + DAY)
    stopped = factories.suspended_application(made.private_small)
    factories.granted_application(made.private_micro)
    factories.running_enterprise(made.private_large, at=wednesday)
    factories.running_enterprise(made.foreign_medium, at=wednesday)
    give_back(stopped)
    factories.confirm(stopped, at=wednesday)
    factories.running_enterprise(make_enterprise(division_code=TOWNSHIP_ELSEWHERE, holder="state").pk)
    return made


def give_back(filing: factories.Filing) -> None:
    enforcement.reinstate(filing.application_id, filing.version, by=offices.officer(), at=MORNING + 2 * DAY)


def running(world: World, groups: tuple[str, ...], day: date) -> set[str]:
    names = {pk: name for name, pk in vars(world).items()}
    return {names[pk] for pk in resumed(COUNTY, groups=groups, as_of=day).resumed}


def test_who_runs_on_each_day(world: World) -> None:
    expected = {
        SUNDAY: set[str](),
        MONDAY: {"state_large", "private_small"},
        TUESDAY: {"state_large", "state_small"},
        WEDNESDAY: {"state_large", "state_small", "private_small", "private_large", "foreign_medium"},
        THURSDAY: {"state_large", "state_small", "private_small", "private_large", "foreign_medium"},
    }

    assert {day: running(world, ("all",), day) for day in expected} == expected


def test_each_count_stands_beside_how_many_there_are(world: World) -> None:
    expected = {
        ("state",): (2, 2),
        ("private",): (2, 3),
        ("small",): (2, 3),
        ("private", "small"): (3, 4),
        ("all",): (5, 7),
        (): (0, 0),
    }

    for groups, counts in expected.items():
        found = resumed(COUNTY, groups=groups, as_of=WEDNESDAY)
        assert (len(found.resumed), len(found.listed)) == counts, groups
        assert set(found.resumed) <= set(found.listed)


def test_an_enterprise_struck_off_is_counted_while_it_existed() -> None:
    offices.no_application_policy()
    enterprise = make_enterprise()
    by = factories.operator_of(enterprise.pk)
    restart.confirm(enterprise.pk, restarted_on=MONDAY, by=by, at=MORNING)
    type(enterprise).objects.filter(pk=enterprise.pk).update(closed_on=TUESDAY)

    assert len(resumed(COUNTY, groups=("all",), as_of=MONDAY).resumed) == 1
    assert resumed(COUNTY, groups=("all",), as_of=TUESDAY).listed == ()


def test_the_curves_are_the_daily_counts(world: World) -> None:
    curves = {curve.group: curve for curve in resumption_curves(COUNTY, from_on=SUNDAY, until_on=THURSDAY)}

    assert list(curves) == list(GROUPS)
    assert {group: curve.running for group, curve in curves.items()} == {
        "all": (0, 2, 2, 5, 5), "state": (0, 1, 2, 2, 2), "private": (0, 1, 0, 2, 2), "small": (0, 1, 1, 2, 2),
    }  # fmt: skip
    assert {group: curve.listed for group, curve in curves.items()} == {
        "all": 7, "state": 2, "private": 3, "small": 3,
    }  # fmt: skip
    assert curves["all"].days == (SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY)


def test_where_a_curve_begins_changes_none_of_its_values(world: World) -> None:
    begun = [resumption_curves(COUNTY, from_on=day, until_on=THURSDAY) for day in (SUNDAY, TUESDAY, WEDNESDAY)]
    for curve in chain.from_iterable(begun):
        for day, number in zip(curve.days, curve.running, strict=True):
            assert number == len(resumed(COUNTY, groups=(curve.group,), as_of=day).resumed)


def test_the_first_restart_is_the_countys_own(world: World) -> None:
    assert first_restart_on(COUNTY) == MONDAY
    assert first_restart_on("520999") is None


def test_a_county_without_enterprises_has_empty_figures() -> None:
    assert resumed("520999", groups=("all",), as_of=MONDAY).listed == ()
    assert all(set(curve.running) == {0} for curve in resumption_curves("520999", from_on=MONDAY, until_on=TUESDAY))
    assert set(counts_today("520999", now=MORNING).values()) == {0}


def test_an_enterprise_confirms_after_the_fact_and_counts_since_the_day_it_names() -> None:
    filing = factories.granted_application()
    factories.confirm(filing, at=MORNING + 3 * DAY, restarted_on=TUESDAY)

    assert [len(resumed(COUNTY, groups=("all",), as_of=day).resumed) for day in (MONDAY, TUESDAY)] == [0, 1]


# --- decisions and the day's counts --------------------------------------------------------------------------------


def test_a_decision_tells_how_fast_it_was() -> None:
    filing = factories.granted_application(effective_on=TUESDAY)
    [decision] = decisions_of(filing.row.uscc, until=MONDAY)

    assert (decision.application_id, decision.document_number) == (filing.application_id, "桐经贸复〔2020〕1号")
    assert (decision.filed_on, decision.decided_on, decision.effective_on, decision.due_on) == (
        MONDAY, MONDAY, TUESDAY, MONDAY,
    )  # fmt: skip


def test_decisions_are_told_earliest_first_and_only_up_to_the_day() -> None:
    refused = factories.refused_application()
    granted = factories.granted_application(refused.enterprise_id, at=MORNING + DAY)
    uscc = refused.row.uscc

    assert [d.application_id for d in decisions_of(uscc, until=TUESDAY)] == [
        refused.application_id, granted.application_id,
    ]  # fmt: skip
    assert [d.application_id for d in decisions_of(uscc, until=MONDAY)] == [refused.application_id]
    assert decisions_of(uscc, until=SUNDAY) == ()


def test_what_is_not_decided_is_no_decision() -> None:
    for make in (factories.application_in_review, factories.returned_application, factories.withdrawn_application):
        assert decisions_of(make().row.uscc, until=THURSDAY) == ()


def test_a_day_is_counted_in_beijing_and_for_its_county_alone() -> None:
    factories.draft_application()
    factories.application_in_review()
    factories.returned_application()
    factories.refused_application()
    factories.running_enterprise()
    factories.application_in_review(make_enterprise(division_code=TOWNSHIP_ELSEWHERE).pk)

    assert counts_today(COUNTY, now=EVENING) == {
        "filed": 4, "decided": 2, "confirmed": 1, "in_review": 1, "overdue": 1, "returned": 1,
    }  # fmt: skip
    assert counts_today(COUNTY, now=EVENING + DAY) == {
        "filed": 0, "decided": 0, "confirmed": 0, "in_review": 1, "overdue": 1, "returned": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("hour", "minute"), [(0, 5), (7, 59), (23, 55)])
def test_the_edges_of_the_day_belong_to_it(hour: int, minute: int) -> None:
    at = MORNING.replace(hour=hour, minute=minute)
    factories.application_in_review(at=at)

    assert counts_today(COUNTY, now=EVENING)["filed"] == 1
    assert Application.objects.overdue(at).count() == 0
