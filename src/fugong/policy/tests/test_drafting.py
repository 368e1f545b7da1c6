"""Drafting a rule: four eyes, judged twice, what was executed is never rewritten."""

from datetime import date, timedelta

import pytest

from fugong.core import audit
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Stale
from fugong.people import public as doors
from fugong.people.tests import factories as people
from fugong.policy import public as policy
from fugong.policy.actions import drafting
from fugong.policy.models import Draft, Procedure, RiskAssessment
from fugong.policy.rules.drafts import DraftIsSettled, OwnDraft
from fugong.policy.rules.terms import DeskTerms, ExemptionTerms, Terms, TierTerms

from .drafts import COUNTY, NOW, TODAY, drafted, low_risk_county, procedure

pytestmark = pytest.mark.django_db

MONDAY = date(2020, 3, 16)


@pytest.fixture(autouse=True)
def _book() -> None:
    """Let the county have a book."""
    low_risk_county()


def enact(draft_id: int, by: doors.Actor, version: int = 1) -> int:
    return drafting.put_in_force(draft_id, version, by=by, at=NOW)


def faults(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.message % problem.facts) for problem in refusal.value.problems]


def test_a_draft_holds_nowhere_until_a_second_person_puts_it_in_force() -> None:
    officer, leader = people.officer(), people.county_leader()
    draft_id = drafted(officer)
    assert RiskAssessment.objects.count() == 1

    enact(draft_id, leader)
    assert [(each.tier, each.effective_from, each.effective_to) for each in RiskAssessment.objects.all()] == [
        ("low", date(2020, 2, 25), date(2020, 3, 15)), ("medium", MONDAY, None),
    ]  # fmt: skip
    row = Draft.objects.get()
    assert (row.state, row.settled_by, row.settled_at, row.version) == ("in_force", leader.title, NOW, 2)


EVERY_KIND: list[Terms] = [
    TierTerms("high"),
    policy.CategoryTerms(COUNTY, "3011", "priority"),
    procedure(),
    ExemptionTerms("crowded_venue", "low_risk_free"),
    DeskTerms("health", "", "bureau-520322"),
]


@pytest.mark.parametrize("terms", EVERY_KIND, ids=lambda terms: type(terms).__name__)
def test_every_kind_of_rule_can_be_drafted_and_put_in_force_just_as_it_was_drafted(terms: Terms) -> None:
    draft_id = drafted(people.officer(), terms)
    read = Draft.objects.get().read()
    rule = enact(draft_id, people.county_leader())

    assert rule
    if isinstance(terms, policy.ProcedureTerms):
        assert Procedure.objects.get(pk=rule).lead == "bureau-520322"
    else:
        assert read == terms


def test_the_person_who_drafted_it_does_not_put_it_in_force() -> None:
    leader = people.county_leader()
    draft_id = drafted(leader)

    with pytest.raises(OwnDraft):
        enact(draft_id, leader)
    assert Draft.objects.get().state == "open"
    assert RiskAssessment.objects.count() == 1
    enact(draft_id, people.county_leader())


def test_a_machines_draft_is_nobodys_to_sign() -> None:
    draft_id = drafted(doors.loader_actor(COUNTY))

    with pytest.raises(OwnDraft):
        enact(draft_id, doors.loader_actor(COUNTY))


@pytest.mark.parametrize("who", ["officer", "reviewer", "operator", "supervisor"])
def test_who_may_not_sign_signs_nothing(who: str) -> None:
    draft_id = drafted(people.county_leader())
    actor = getattr(people, who)()

    with pytest.raises((NotPermitted, NotThere)):
        enact(draft_id, actor)
    assert RiskAssessment.objects.count() == 1


def test_another_countys_leader_does_not_see_it() -> None:
    draft_id = drafted(people.officer())

    with pytest.raises(NotThere):
        enact(draft_id, people.county_leader(people.OTHER_COUNTY))
    with pytest.raises(NotThere):
        drafting.discard(draft_id, 1, by=people.officer(people.OTHER_COUNTY), at=NOW)
    with pytest.raises(NotPermitted):
        drafted(people.officer(people.OTHER_COUNTY))


def test_an_officer_of_a_township_drafts_nothing_for_the_county() -> None:
    with pytest.raises(NotPermitted):
        drafted(people.in_office("officer", area=f"{COUNTY}101"))
    assert not Draft.objects.exists()


def test_every_fault_is_named_at_once_the_telegrams_in_its_own_words() -> None:
    broken = policy.ProcedureTerms(COUNTY, "low", "general", "approval", ("deposit",), 5)
    with pytest.raises(Invalid) as refusal:
        drafted(people.officer(), broken, since=date(2020, 3, 9), until=date(2020, 3, 8), basis="nothing")

    assert faults(refusal) == [
        ("checklist", "材料“deposit”不在可要求的清单之内。"),
        ("mode", "不符合国办发明电〔2020〕6号：低风险地区不得采取审批、备案等方式延缓企业复工。"),
        ("checklist", "不符合国办发明电〔2020〕6号：复工条件和材料实行清单管理，不得要求提供清单以外的材料。"),
        ("checklist", "不符合国办发明电〔2020〕6号：不得要求企业缴纳任何形式的保证金。"),
        ("reply_working_days", "不符合国办发明电〔2020〕6号：对复工申请，原则上应在 2 个工作日内答复。"),
        ("effective_to", "失效日期不能早于生效日期。"),
        ("effective_from", "生效日期不能早于今天：已经执行过的规定不能改写。"),
        ("basis", "请选择已登记的依据。"),
    ]
    assert not Draft.objects.exists()


def test_the_same_procedure_was_fine_in_february_and_is_announced_in_a_replay() -> None:
    terms = procedure("approval", tier="low", days=5, category="priority")
    by, basis = doors.loader_actor(COUNTY), "notice-1"
    period = policy.Period(date(2020, 2, 10))
    policy.set_procedure(COUNTY, terms=terms, period=period, basis_code=basis, by=by, at=NOW)

    with pytest.raises(Invalid):
        policy.set_procedure(
            COUNTY, terms=terms, period=policy.Period(date(2020, 3, 3)), basis_code=basis, by=by, at=NOW
        )
    assert Procedure.objects.get(category="priority").effective_to is None


def test_an_approval_at_low_risk_needs_an_exemption_in_force_on_its_first_day() -> None:
    venue = procedure("approval", tier="low", category="crowded_venue")
    with pytest.raises(Invalid):
        drafted(people.officer(), venue)
    special = drafted(people.officer(), ExemptionTerms("crowded_venue", "low_risk_free"))
    enact(special, people.county_leader())

    with pytest.raises(Invalid):
        drafted(people.officer(), venue, since=MONDAY - timedelta(days=1))
    enact(drafted(people.officer(), venue), people.county_leader())
    assert policy.triage(
        county_code=COUNTY, division_code=COUNTY, industry_code="3011", on=MONDAY
    ).mode == "none"  # fmt: skip


@pytest.mark.parametrize(
    ("category", "clause"), [("general", "low_risk_free"), ("priority", "two_days"), ("coal_mine", "no_deposit")]
)
def test_an_exemption_is_for_special_regimes_and_for_clauses_that_leave_room(category: str, clause: str) -> None:
    with pytest.raises(Invalid):
        drafted(people.officer(), ExemptionTerms(category, clause))


def test_consent_by_silence_needs_approval_its_document_and_an_office_that_answers() -> None:
    with pytest.raises(Invalid) as refusal:
        drafted(people.officer(), procedure("filing", deemed_basis="notice-1", lead=""))
    assert ("deemed_basis", "只有实行审批的，才能规定逾期视为同意。") in faults(refusal)

    enact(drafted(people.officer(), procedure(deemed_basis="notice-1")), people.county_leader())
    rule = Procedure.objects.get(mode="approval")
    assert rule.deemed_basis is not None
    assert rule.deemed_basis.code == "notice-1"


def test_a_draft_is_judged_again_when_it_is_put_in_force() -> None:
    draft_id = drafted(people.officer(), since=TODAY)

    with pytest.raises(Invalid) as refusal:
        drafting.put_in_force(draft_id, 1, by=people.county_leader(), at=NOW + timedelta(days=1))
    assert faults(refusal) == [("effective_from", "生效日期不能早于今天：已经执行过的规定不能改写。")]
    assert Draft.objects.get().state == "open"


def test_of_two_drafts_about_the_same_day_the_second_is_told() -> None:
    first, second = drafted(people.officer()), drafted(people.officer(), TierTerms("high"))
    enact(first, people.county_leader())

    with pytest.raises(Invalid) as refusal:
        enact(second, people.county_leader())
    assert faults(refusal) == [("effective_from", "同一事项在 2020-03-16 起的期间已有规定，期间不能重叠。")]
    with pytest.raises(Invalid):
        drafted(people.officer(), TierTerms("high"), since=date(2020, 3, 12))


def test_a_rule_is_not_older_than_its_document() -> None:
    later = policy.BasisCard("notice-9", "通告", "第9号", "县指挥部", date(2020, 3, 20), synthetic=True)
    policy.announce_basis(COUNTY, document=later, by=people.officer(), at=NOW)

    with pytest.raises(Invalid) as refusal:
        drafted(people.officer(), basis="notice-9")
    assert faults(refusal) == [("effective_from", "生效日期不能早于依据的发文日期 2020-03-20。")]


def test_what_is_settled_stays_settled() -> None:
    draft_id = drafted(people.officer())
    with pytest.raises(Stale):
        enact(draft_id, people.county_leader(), version=7)
    drafting.discard(draft_id, 1, by=people.officer(), at=NOW)

    for act in (enact, lambda pk, by: drafting.discard(pk, 2, by=by, at=NOW)):
        with pytest.raises(DraftIsSettled):
            act(draft_id, people.county_leader())
    assert Draft.objects.get().state == "discarded"
    assert RiskAssessment.objects.count() == 1


def test_everything_is_on_the_record() -> None:
    officer, leader = people.officer(), people.county_leader()
    enact(drafted(officer), leader)

    rows = audit.history(Draft.objects.get())
    assert [(row.action, row.actor_title) for row in rows] == [
        ("policy.draft.put_in_force", leader.title), ("policy.draft.drafted", officer.title),
    ]  # fmt: skip
    [row] = audit.history(RiskAssessment.objects.get(tier="medium"))
    assert (row.action, row.actor_title, row.words) == ("policy.risk.assessed", leader.title, "划定风险等级")
