"""Who may apply, be granted and confirm a restart; what a desk may say; which reasons count."""

from datetime import date, timedelta

import pytest

from fugong.approvals.rules.eligibility import (
    AlreadyApplied,
    CannotGrant,
    EnterpriseIsClosed,
    NoApplicationNeeded,
    NotYetAllowed,
    OpinionSeen,
    guard_application,
    guard_effective_day,
    guard_existing,
    guard_opinions,
    guard_restart,
    guard_restart_day,
)
from fugong.approvals.rules.lifecycle import CannotMove, State
from fugong.approvals.rules.opinions import LONGEST_OPINION, guard_opinion
from fugong.approvals.rules.reasons import REFUSAL, SUSPENSION, VERDICTS, guard_reasons
from fugong.core.refusals import Invalid

TODAY = date(2020, 2, 17)


def fields_of(refusal: Invalid) -> list[str]:
    return [problem.field for problem in refusal.problems]


# --- applying ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["commitment", "filing", "approval"])
def test_where_the_policy_asks_for_an_application_an_enterprise_may_apply(mode: str) -> None:
    guard_application(mode=mode, states_of_others=[])


def test_where_no_application_is_needed_none_is_begun() -> None:
    with pytest.raises(NoApplicationNeeded):
        guard_application(mode="none", states_of_others=[])


@pytest.mark.parametrize("mode", ["none", "commitment", "filing", "approval"])
def test_a_second_application_is_refused_whatever_the_mode(mode: str) -> None:
    with pytest.raises(AlreadyApplied):
        guard_application(mode=mode, states_of_others=["in_review"])


@pytest.mark.parametrize(
    ("closed_on", "refused"),
    [(None, False), (TODAY + timedelta(1), False), (TODAY, True), (date(2019, 12, 31), True)],
)
def test_an_enterprise_that_was_struck_off_does_nothing_more(closed_on: date | None, *, refused: bool) -> None:
    if refused:
        with pytest.raises(EnterpriseIsClosed):
            guard_existing(closed_on, on=TODAY)
    else:
        guard_existing(closed_on, on=TODAY)


# --- granting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verdicts", [(), ("agree",), ("agree", "agree_with_conditions", "agree"), ("agree_with_conditions",)]
)
def test_when_every_desk_agreed_a_grant_is_possible(verdicts: tuple[str, ...]) -> None:
    guard_opinions(OpinionSeen(f"单位{n}", verdict) for n, verdict in enumerate(verdicts))


def test_silent_desks_are_all_named() -> None:
    with pytest.raises(CannotGrant, match="尚未收到以下单位的意见：楚米镇、卫健局。"):
        guard_opinions([OpinionSeen("楚米镇", ""), OpinionSeen("卫健局", ""), OpinionSeen("经贸局", "agree")])


def test_objecting_desks_are_all_named() -> None:
    with pytest.raises(CannotGrant, match="以下单位不同意：楚米镇、经贸局。"):
        guard_opinions(
            [OpinionSeen("楚米镇", "disagree"), OpinionSeen("卫健局", "agree"), OpinionSeen("经贸局", "disagree")]
        )


def test_a_silent_desk_comes_before_an_objecting_one() -> None:
    with pytest.raises(CannotGrant, match="尚未收到"):
        guard_opinions([OpinionSeen("楚米镇", "disagree"), OpinionSeen("卫健局", "")])


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (1, True), (90, True), (91, False)])
def test_a_permission_begins_within_ninety_days_and_never_in_the_past(days: int, *, allowed: bool) -> None:
    if allowed:
        guard_effective_day(TODAY + timedelta(days), on=TODAY)
    else:
        with pytest.raises(Invalid) as refusal:
            guard_effective_day(TODAY + timedelta(days), on=TODAY)
        assert fields_of(refusal.value) == ["effective_on"]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_impossible_first_days_are_refused_in_words(day: date) -> None:
    with pytest.raises(Invalid):
        guard_effective_day(day, on=TODAY)


# --- restarting ----------------------------------------------------------------------------------------------------

YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
RESTARTS = [
    # mode on the day of restart, state of the permission, its first day, restarted on, allowed, because
    ("none", None, None, TODAY, True, "no application is needed"),
    ("none", "draft", None, TODAY, True, "a draft left lying from an older rule does not matter"),
    ("none", "in_review", None, TODAY, True, "nor does a review begun under it"),
    ("none", "granted", YESTERDAY, TODAY, True, "granted under the older rule"),
    ("none", "suspended", YESTERDAY, TODAY, False, "a suspension holds whatever the rule"),
    ("approval", None, None, TODAY, False, "nothing was applied for"),
    ("approval", "draft", None, TODAY, False, "not handed in"),
    ("approval", "in_review", None, TODAY, False, "not decided"),
    ("approval", "returned", None, TODAY, False, "not decided"),
    ("approval", "granted", TODAY, TODAY, True, "on its first day"),
    ("approval", "granted", TODAY, YESTERDAY, False, "a day before it"),
    ("approval", "granted", TOMORROW, TODAY, False, "it begins tomorrow"),
    ("approval", "suspended", YESTERDAY, TODAY, False, "suspended"),
    ("approval", "recorded", YESTERDAY, TODAY, True, "recorded under an older rule, still in force"),
    ("commitment", None, None, TODAY, False, "no commitment given"),
    ("commitment", "recorded", TODAY, TODAY, True, "recorded the same day"),
    ("filing", "recorded", TODAY, YESTERDAY, False, "filed too late"),
    ("filing", "suspended", YESTERDAY, TODAY, False, "suspended"),
]


@pytest.mark.parametrize(("mode", "permission", "allowed_from", "restarted_on", "allowed", "because"), RESTARTS)
def test_a_restart_needs_what_the_mode_of_its_day_asks_for(
    *, mode: str, permission: str | None, allowed_from: date | None, restarted_on: date, allowed: bool, because: str
) -> None:
    try:
        guard_restart(mode=mode, permission=permission, allowed_from=allowed_from, restarted_on=restarted_on)
    except NotYetAllowed:
        assert not allowed, because
    else:
        assert allowed, because


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (TODAY, True),
        (YESTERDAY, True),
        (TODAY - timedelta(366), True),
        (TODAY - timedelta(367), False),
        (TOMORROW, False),
        (date.min, False),
        (date.max, False),
    ],
)
def test_the_day_of_a_restart_lies_in_the_last_year(day: date, *, allowed: bool) -> None:
    if allowed:
        guard_restart_day(day, on=TODAY)
    else:
        with pytest.raises(Invalid) as refusal:
            guard_restart_day(day, on=TODAY)
        assert fields_of(refusal.value) == ["restarted_on"]


# --- opinions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in State if state != State.IN_REVIEW])
def test_an_opinion_is_given_only_during_the_review(state: State) -> None:
    with pytest.raises(CannotMove, match="不能填写意见"):
        guard_opinion(state, verdict="agree", text="")


@pytest.mark.parametrize(
    ("verdict", "text", "field"),
    [
        ("agree", "", None),
        ("agree", "同意。", None),
        ("agree_with_conditions", "每日两次消毒。", None),
        ("disagree", "隔离间未落实。", None),
        ("disagree", "字" * LONGEST_OPINION, None),
        ("agree_with_conditions", "", "text"),
        ("disagree", " \n\t ", "text"),
        ("disagree", "字" * (LONGEST_OPINION + 1), "text"),
        ("agree", "字" * (LONGEST_OPINION + 1), "text"),
        ("", "", "verdict"),
        ("maybe", "", "verdict"),
        ("AGREE", "", "verdict"),
    ],
)
def test_a_condition_or_an_objection_says_why(verdict: str, text: str, field: str | None) -> None:
    if field is None:
        guard_opinion(State.IN_REVIEW, verdict=verdict, text=text)
    else:
        with pytest.raises(Invalid) as refusal:
            guard_opinion(State.IN_REVIEW, verdict=verdict, text=text)
        assert fields_of(refusal.value) == [field]


# --- reasons -------------------------------------------------------------------------------------------------------


def test_known_reasons_are_given_back_in_their_order() -> None:
    assert guard_reasons(["supplies_short", "untrue"], known=REFUSAL) == ("supplies_short", "untrue")


def test_a_reason_chosen_twice_counts_once() -> None:
    assert guard_reasons(["untrue", "supplies_short", "untrue"], known=REFUSAL) == ("untrue", "supplies_short")


@pytest.mark.parametrize("given", [[], ["case_found"], ["untrue", "bad_luck"], [""]])
def test_without_a_known_reason_nothing_is_refused(given: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        guard_reasons(given, known=REFUSAL)
    assert fields_of(refusal.value) == ["reasons"]


def test_every_reason_and_verdict_has_its_words() -> None:
    assert all(REFUSAL.values())
    assert all(SUSPENSION.values())
    assert all(VERDICTS.values())
