"""The offices' desk: opinions in parallel, return for correction, grant and refusal with their number."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from fugong.approvals.actions import review
from fugong.approvals.rules.eligibility import CannotGrant
from fugong.approvals.rules.impartiality import OwnMatter
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused, Stale
from fugong.people.public import ANONYMOUS, Actor, clock_actor, loader_actor
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY, OTHER_TOWNSHIP
from .traces import acts_on, last_act, refused

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=2)
Verb = Callable[[Filing, Actor, int], object]


def opine(filing: Filing, by: Actor, version: int = 0) -> None:
    review.opine(filing.application_id, verdict="agree", by=by, at=NOON)


def return_it(filing: Filing, by: Actor, version: int) -> None:
    asked = {"staff_first_batch": "请核对。"}
    review.return_for_correction(filing.application_id, version, items=asked, note="请补正。", by=by, at=NOON)


def grant(filing: Filing, by: Actor, version: int) -> str:
    return review.grant(filing.application_id, version, effective_on=MONDAY, by=by, at=NOON)


def refuse(filing: Filing, by: Actor, version: int) -> str:
    return review.refuse(filing.application_id, version, reasons=["untrue"], note="不实。", by=by, at=NOON)


DECISIONS: list[Verb] = [return_it, grant, refuse]
EVERYTHING: list[Verb] = [opine, *DECISIONS]
OUT_OF_REVIEW: list[Callable[[], Filing]] = [
    factories.returned_application,
    factories.granted_application,
    factories.refused_application,
    factories.recorded_application,
    factories.withdrawn_application,
    factories.suspended_application,
]


# --- who may not ---------------------------------------------------------------------------------------------------


def test_to_those_who_may_not_see_it_the_application_is_not_there() -> None:
    filing = factories.agreed_application()
    offices.approval_policy(OTHER_COUNTY)
    elsewhere = [
        offices.officer(OTHER_COUNTY),
        offices.reviewer("health", offices.TOWNSHIP_ELSEWHERE),
        offices.reviewer("township", OTHER_TOWNSHIP),
        factories.operator_of(make_enterprise().pk),
        people_factories.security_admin(),
        clock_actor(OTHER_COUNTY),
        ANONYMOUS,
    ]

    for verb, by in product(EVERYTHING, elsewhere):
        with refused(NotThere):
            verb(filing, by, filing.version)


def test_nobody_but_the_bureau_decides() -> None:
    filing = factories.agreed_application()
    lookers_on = [
        offices.reviewer("health"),
        offices.reviewer("township"),
        people_factories.county_leader(COUNTY),
        people_factories.supervisor(COUNTY),
        filing.operator,
    ]

    for verb, by in product(DECISIONS, lookers_on):
        with refused(NotPermitted):
            verb(filing, by, filing.version)


def test_only_a_desk_that_was_asked_gives_an_opinion() -> None:
    filing = factories.application_in_review()
    not_asked = people_factories.make_organisation("transport", kind="department", name="交通局")
    lookers_on = [
        offices.officer(),
        people_factories.reviewer(not_asked),
        people_factories.county_leader(COUNTY),
        filing.operator,
    ]

    for by in lookers_on:
        with refused(NotPermitted):
            opine(filing, by)


def test_nobody_decides_or_opines_in_the_own_matter() -> None:
    filing = factories.agreed_application()
    reviewer, officer = offices.reviewer("health"), offices.officer()
    for by in (reviewer, officer):
        registry.appoint_representative(
            filing.enterprise_id, account_id=by.account_id or 0, since_on=MONDAY, by=loader_actor(COUNTY), at=NOON
        )

    for verb in EVERYTHING:
        with refused(OwnMatter):
            verb(filing, reviewer if verb is opine else officer, filing.version)


def test_a_decision_on_a_page_that_is_no_longer_true_is_stale() -> None:
    filing = factories.application_in_review()
    opened = filing.version
    factories.opine(filing, "township", verdict="disagree", text="隔离间未落实。")

    for verb in DECISIONS:
        with refused(Stale) as refusal:
            verb(filing, offices.officer(), opened)
        assert refusal.value.facts == {"version": opened + 1}


@pytest.mark.parametrize("make", OUT_OF_REVIEW)
def test_outside_the_review_nothing_is_decided(make: Callable[[], Filing]) -> None:
    filing = make()
    officer, reviewer = offices.officer(), offices.reviewer("health")
    # A commitment asked no desk: there is no opinion to give.
    no_opinion: type[Refused] = NotPermitted if filing.row.state == "recorded" else CannotMove

    with refused(no_opinion):
        opine(filing, reviewer)
    for verb in DECISIONS:
        with refused(CannotMove):
            verb(filing, officer, filing.version)


def test_a_draft_is_not_there_for_any_office() -> None:
    filing = factories.complete_draft()
    officer, reviewer = offices.officer(), offices.reviewer("health")

    for verb in EVERYTHING:
        with refused(NotThere):
            verb(filing, reviewer if verb is opine else officer, filing.version)


# --- opinions ------------------------------------------------------------------------------------------------------


def test_a_desk_gives_its_opinion_and_everybody_sees_whose_it_is() -> None:
    filing = factories.application_in_review()
    version, by = filing.version, offices.reviewer("health")
    review.opine(filing.application_id, verdict="agree_with_conditions", text="每日两次消毒。", by=by, at=NOON)
    opinion = filing.row.opinions.get(desk="health")

    assert (opinion.verdict, opinion.text, opinion.given_at, opinion.given_by) == (
        "agree_with_conditions", "每日两次消毒。", NOON, by.title,
    )  # fmt: skip
    assert (filing.row.state, filing.version) == ("in_review", version + 1)
    assert filing.row.opinions.filter(verdict="").count() == 2


def test_an_opinion_is_an_act_in_the_trail() -> None:
    filing = factories.application_in_review()
    by = offices.reviewer("health")
    review.opine(filing.application_id, verdict="disagree", text="无隔离间。", by=by, at=NOON)
    act = last_act(filing.row)

    assert (act.action, act.actor_id, act.note) == ("approvals.opinion.given", by.account_id, "卫生健康局：无隔离间。")
    assert act.changes == {"verdict": ["", "disagree"]}


def test_before_the_decision_a_desk_may_change_its_mind_and_both_words_stay_in_the_trail() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "health", verdict="disagree", text="无隔离间。")
    factories.opine(filing, "health", at=NOON)

    assert filing.row.opinions.get(desk="health").verdict == "agree"
    said = [act.changes["verdict"] for act in acts_on(filing.row) if act.action == "approvals.opinion.given"]
    assert said == [["", "disagree"], ["disagree", "agree"]]


def test_an_opinion_needs_no_version_so_that_desks_do_not_hinder_each_other() -> None:
    filing = factories.application_in_review()
    for desk in offices.DESKS:
        factories.opine(filing, desk)

    assert set(filing.row.opinions.values_list("verdict", flat=True)) == {"agree"}


@pytest.mark.parametrize(
    ("verdict", "text"),
    [("", ""), ("maybe", ""), ("disagree", " "), ("agree_with_conditions", ""), ("agree", "字" * 501)],
)
def test_an_opinion_that_says_nothing_is_not_taken(verdict: str, text: str) -> None:
    filing = factories.application_in_review()
    by = offices.reviewer("health")

    with refused(Invalid):
        review.opine(filing.application_id, verdict=verdict, text=text, by=by, at=NOON)


def test_the_townships_opinion_is_asked_where_the_enterprise_stands() -> None:
    filing = factories.application_in_review(make_enterprise(division_code=OTHER_TOWNSHIP).pk)
    opine(filing, offices.reviewer("township", OTHER_TOWNSHIP))

    assert filing.row.opinions.get(desk="township").verdict == "agree"


# --- return for correction -----------------------------------------------------------------------------------------


def test_a_return_stops_the_clock_and_says_everything_that_is_asked() -> None:
    filing = factories.application_in_review()
    version, by = filing.version, offices.officer()
    return_it(filing, by, version)
    row, correction = filing.row, filing.row.corrections.get()

    assert (row.state, row.due_at, row.version) == ("returned", None, version + 1)
    assert (correction.items, correction.note) == ({"staff_first_batch": "请核对。"}, "请补正。")
    assert (correction.returned_at, correction.returned_by, correction.answered_at) == (NOON, by.title, None)
    assert correction.answers_before == row.answers
    act = last_act(row)
    assert (act.action, act.note) == ("approvals.application.returned", "请补正。")
    assert act.changes["state"] == ["in_review", "returned"]
    assert set(act.changes) == {"state", "due_at", "notice_number"}


@pytest.mark.parametrize("items", [{}, {"roster": "请交名册。"}])
def test_a_return_asks_for_something_on_the_form(items: dict[str, str]) -> None:
    filing = factories.application_in_review()

    with refused(Invalid):
        review.return_for_correction(filing.application_id, filing.version, items=items, by=offices.officer(), at=NOON)


# --- decisions -----------------------------------------------------------------------------------------------------


def test_a_grant_gives_permission_from_a_day_on_under_the_next_number() -> None:
    filing = factories.agreed_application()
    version, by = filing.version, offices.officer()
    number = review.grant(
        filing.application_id, version, effective_on=date(2020, 2, 18), conditions=[" 错峰用餐。 ", "", "每日消毒。"],
        by=by, at=NOON,
    )  # fmt: skip
    row = filing.row

    assert number == "桐经贸复〔2020〕1号"
    assert (row.state, row.version, row.document_number) == ("granted", version + 1, number)
    assert (row.decided_at, row.decided_by, row.effective_on) == (NOON, by.title, date(2020, 2, 18))
    assert row.conditions == ["错峰用餐。", "每日消毒。"]


def test_a_grant_is_an_act_that_says_what_was_decided() -> None:
    filing = factories.agreed_application()
    by = offices.officer()
    grant(filing, by, filing.version)
    act = last_act(filing.row)

    assert (act.action, act.actor_id) == ("approvals.application.granted", by.account_id)
    assert act.changes["state"] == ["in_review", "granted"]
    assert act.changes["document_number"] == ["", "桐经贸复〔2020〕1号"]
    assert act.changes["effective_on"] == [None, "2020-02-17"]


def test_a_refusal_says_why_under_a_number_of_the_same_series() -> None:
    granted, filing = factories.granted_application(), factories.application_in_review()
    by = offices.officer()
    number = review.refuse(
        filing.application_id, filing.version, reasons=["untrue", "supplies_short"], note="不实。", by=by, at=NOON
    )
    row = filing.row

    assert (granted.row.document_number, number) == ("桐经贸复〔2020〕1号", "桐经贸复〔2020〕2号")
    assert (row.state, row.document_number, row.decided_at, row.decided_by) == ("refused", number, NOON, by.title)
    assert (row.reasons, row.decision_note, row.effective_on) == (["untrue", "supplies_short"], "不实。", None)
    assert last_act(row).changes["reasons"] == [[], ["untrue", "supplies_short"]]


def test_each_county_counts_for_itself_even_under_the_same_abbreviation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(offices.SERIES, OTHER_COUNTY, offices.SERIES[COUNTY])
    here = factories.granted_application()
    there = factories.granted_application(make_enterprise(division_code=offices.TOWNSHIP_ELSEWHERE).pk)

    assert here.row.document_number == there.row.document_number == "桐经贸复〔2020〕1号"


def test_a_new_year_begins_a_new_series() -> None:
    factories.granted_application()
    next_year = factories.granted_application(at=MORNING.replace(year=2021, month=3, day=1))

    assert next_year.row.document_number == "桐经贸复〔2021〕1号"


def test_a_refused_grant_takes_no_number() -> None:
    filing = factories.application_in_review()
    by = offices.officer()
    with refused(CannotGrant):
        grant(filing, by, filing.version)

    assert refuse(filing, by, filing.version) == "桐经贸复〔2020〕1号"


@pytest.mark.parametrize("silent", offices.DESKS)
def test_no_grant_while_a_desk_is_silent(silent: str) -> None:
    filing = factories.application_in_review()
    for desk in offices.DESKS:
        if desk != silent:
            factories.opine(filing, desk)

    with refused(CannotGrant, match=filing.row.opinions.get(desk=silent).office):
        grant(filing, offices.officer(), filing.version)


def test_no_grant_against_an_objection() -> None:
    filing = factories.agreed_application()
    factories.opine(filing, "health", verdict="disagree", text="无隔离间。")

    with refused(CannotGrant, match="卫生健康局"):
        grant(filing, offices.officer(), filing.version)


def test_a_refusal_waits_for_no_desk() -> None:
    filing = factories.application_in_review()

    assert refuse(filing, offices.officer(), filing.version)
    assert filing.row.state == "refused"


@pytest.mark.parametrize("day", [date(2020, 2, 16), date(2020, 5, 18), date.min, date.max])
def test_a_permission_begins_today_or_soon(day: date) -> None:
    filing = factories.agreed_application()

    with refused(Invalid):
        review.grant(filing.application_id, filing.version, effective_on=day, by=offices.officer(), at=NOON)


def test_there_is_a_most_of_conditions() -> None:
    filing = factories.agreed_application()
    conditions = [f"条件{n}" for n in range(11)]

    with refused(Invalid):
        review.grant(
            filing.application_id, filing.version, effective_on=MONDAY, conditions=conditions, by=offices.officer(),
            at=NOON,
        )  # fmt: skip


@pytest.mark.parametrize("reasons", [[], ["case_found"], ["untrue", "because"]])
def test_a_refusal_without_a_known_reason_is_not_taken(reasons: list[str]) -> None:
    filing = factories.application_in_review()

    with refused(Invalid):
        review.refuse(filing.application_id, filing.version, reasons=reasons, by=offices.officer(), at=NOON)


@pytest.mark.parametrize("verb", [grant, refuse])
def test_an_office_without_a_series_of_documents_decides_nothing(verb: Verb) -> None:
    filing = factories.agreed_application()
    bare = people_factories.make_organisation("bare-bureau", kind="bureau", name="没有文号的局")
    by = people_factories.in_office("officer", organisation=bare)

    with refused(NotPermitted, match="发文字号"):
        verb(filing, by, filing.version)


@pytest.mark.parametrize("verb", [grant, refuse])
def test_the_office_clock_decides_nothing(verb: Verb) -> None:
    filing = factories.agreed_application()

    with refused(NotPermitted):
        verb(filing, clock_actor(COUNTY), filing.version)
