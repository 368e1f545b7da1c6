"""Announcing rules: succession, overlaps, faults all at once, permission, audit."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from fugong.core import audit
from fugong.core.clock import BEIJING
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people import public as people
from fugong.policy import public as policy
from fugong.policy.actions.announcement import BasisIsKnown
from fugong.policy.actions.succession import PeriodIsTaken
from fugong.policy.models import Basis, Procedure, RiskAssessment

COUNTY = "520322"
NOW = datetime(2020, 2, 8, 9, tzinfo=BEIJING)
LOADER = people.loader_actor(COUNTY)
NOTICE = policy.BasisCard("notice-1", "关于有序复工的通告", "第1号", "县指挥部", date(2020, 2, 8), synthetic=True)

pytestmark = pytest.mark.django_db


def announced_basis() -> None:
    policy.announce_basis(COUNTY, document=NOTICE, by=LOADER, at=NOW)


def general(mode: str = "approval", *, papers: tuple[str, ...] = ("application_form",)) -> policy.ProcedureTerms:
    return policy.ProcedureTerms(COUNTY, "unset", "general", mode, papers, 0)


def announce(terms: policy.ProcedureTerms, since: date, until: date | None = None) -> int:
    period = policy.Period(since, until)
    return policy.set_procedure(COUNTY, terms=terms, period=period, basis_code="notice-1", by=LOADER, at=NOW)


def mode_on(day: date) -> str:
    return policy.triage(county_code=COUNTY, division_code=f"{COUNTY}101", industry_code="1512", on=day).mode


def test_the_next_rule_takes_over_from_its_first_day_and_the_past_stays_as_it_was() -> None:
    announced_basis()
    announce(general(), date(2020, 2, 10))
    announce(general("none", papers=()), date(2020, 3, 3))
    assert [mode_on(day) for day in (date(2020, 2, 10), date(2020, 3, 2), date(2020, 3, 3))] == [
        "approval", "approval", "none",
    ]  # fmt: skip


def test_before_the_first_rule_there_is_no_policy() -> None:
    announced_basis()
    announce(general(), date(2020, 2, 10))
    with pytest.raises(policy.NoPolicyInForce):
        mode_on(date(2020, 2, 9))


@pytest.mark.parametrize("since", [date(2020, 2, 10), date(2020, 2, 1)])
def test_a_rule_that_would_rewrite_the_past_is_refused_and_nothing_changes(since: date) -> None:
    announced_basis()
    announce(general(), date(2020, 2, 10))
    with pytest.raises(PeriodIsTaken):
        announce(general("filing"), since)
    assert [rule.mode for rule in Procedure.objects.all()] == ["approval"]
    assert Procedure.objects.get().effective_to is None


def test_a_rule_before_an_announced_one_may_end_before_it() -> None:
    announced_basis()
    announce(general(), date(2020, 2, 10))
    announce(general("filing"), date(2020, 2, 1), date(2020, 2, 9))
    assert mode_on(date(2020, 2, 5)) == "filing"


def test_the_database_itself_refuses_two_rules_for_the_same_day() -> None:
    announced_basis()
    announce(general(), date(2020, 2, 10))
    twin = Procedure.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError, match="one_procedure_a_day"), transaction.atomic():
        twin.save(force_insert=True)


def test_all_faults_of_a_rule_are_named_at_once() -> None:
    announced_basis()
    terms = policy.ProcedureTerms("110101", "lowest", "general", "none", ("deposit",), 30)
    with pytest.raises(Invalid) as refused:
        announce(terms, date(2020, 2, 10), date(2020, 2, 9))
    fields = sorted(problem.field for problem in refused.value.problems)
    assert fields == ["checklist", "checklist", "division_code", "effective_to", "reply_working_days", "tier"]
    assert not Procedure.objects.exists()


def test_a_rule_needs_a_document_of_the_county() -> None:
    with pytest.raises(NotThere, match="notice-1"):
        announce(general(), date(2020, 2, 10))


def test_a_document_is_entered_once() -> None:
    announced_basis()
    with pytest.raises(BasisIsKnown):
        announced_basis()
    assert Basis.objects.count() == 1


Attempt = Callable[[people.Actor], object]
ATTEMPTS: list[Attempt] = [
    lambda who: policy.announce_basis(COUNTY, document=NOTICE, by=who, at=NOW),
    lambda who: policy.assess_risk(
        COUNTY, tier="low", period=policy.Period(date(2020, 2, 25)), basis_code="notice-1", by=who, at=NOW
    ),
    lambda who: policy.assign_desk(
        COUNTY, terms=policy.DeskTerms("township", "", ""), period=policy.Period(date(2020, 2, 8)), by=who, at=NOW
    ),
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("who", [people.ANONYMOUS, people.clock_actor(COUNTY), people.loader_actor("520323")])
def test_without_the_right_in_the_county_nothing_is_announced(attempt: Attempt, who: people.Actor) -> None:
    with pytest.raises(NotPermitted):
        attempt(who)
    assert not Basis.objects.exists()
    assert not RiskAssessment.objects.exists()


def test_every_announcement_is_on_the_record_with_its_period() -> None:
    announced_basis()
    policy.assess_risk(
        COUNTY, tier="low", period=policy.Period(date(2020, 2, 25)), basis_code="notice-1", by=LOADER, at=NOW
    )
    [row] = audit.history(RiskAssessment.objects.get())
    assert row.action == "policy.risk.assessed"


def test_desks_name_the_organisation_and_the_township_follows_from_the_place() -> None:
    for code, kind, division in (
        ("jingmao", "bureau", COUNTY), ("chumi", "township", f"{COUNTY}101"), ("xinzhan", "township", f"{COUNTY}102"),
    ):  # fmt: skip
        people.create_organisation(
            code, name=code, kind=kind, county_code=COUNTY, division_code=division, by=LOADER, at=NOW
        )
    since = policy.Period(date(2020, 2, 8))
    for terms in (policy.DeskTerms("township", "", ""), policy.DeskTerms("industry", "", "jingmao")):
        policy.assign_desk(COUNTY, terms=terms, period=since, by=LOADER, at=NOW)
    desks = policy.desks_for(
        county_code=COUNTY, division_code=f"{COUNTY}102", industry_code="1512", on=date(2020, 2, 10)
    )
    assert [(desk.desk, desk.organisation_name) for desk in desks] == [("township", "xinzhan"), ("industry", "jingmao")]
