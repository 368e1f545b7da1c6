"""Asked once: a later application begins with what was said before, says where from, and reports what it cost."""

from datetime import date, timedelta
from typing import Any

import pytest

from fugong.approvals.actions.drafting import keep_draft, save_section, start
from fugong.approvals.actions.reporting import FORM
from fugong.approvals.actions.submission import submit
from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.eligibility import CannotBeMerged
from fugong.approvals.rules.prefilling import Offer, offers
from fugong.approvals.rules.questions import QUESTIONS, SECTIONS
from fugong.core.refusals import Invalid
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry
from fugong.registry.tests.factories import burdens, how_many_exist, make_enterprise, versions_said

from . import factories, offices
from .factories import MORNING, Filing
from .offices import COUNTY
from .screens import as_seen_by, text_of, url

pytestmark = pytest.mark.django_db

ALL_PAPERS = frozenset(offices.ALL_PAPERS)
NEXT_WEEK = MORNING + timedelta(days=7)


def entry(filing: Filing) -> tuple[int, int, int, int]:
    row = burdens(filing.row.reference)[-1]
    return row.asked, row.kept, row.typed, row.seconds


def begun_again(filing: Filing) -> Application:
    return Application.objects.get(pk=start(filing.enterprise_id, by=filing.operator, at=NEXT_WEEK))


def login_of(actor: Any) -> str:
    return people_factories.account_of(actor).login


# --- rules ---------------------------------------------------------------------------------------------------------


def test_promises_and_plans_are_never_offered() -> None:
    said: dict[str, Offer] = {question.fact_key: Offer("on", "approvals.application") for question in QUESTIONS}
    said |= {"masks_stock": Offer(5), "planned_restart_on": Offer("2020-02-18"), "staff_first_batch": Offer(3)}

    offered = offers(ALL_PAPERS, register={}, said=said)

    kinds = {question.key: question.kind for question in QUESTIONS}
    assert "masks_stock" in offered
    assert "yes" not in {kinds[key] for key in offered}
    assert not {"planned_restart_on", "staff_first_batch", "output_plan", "safety_note"} & set(offered)


def test_the_register_comes_first_and_what_todays_question_would_refuse_is_not_offered() -> None:
    said = {"staff": Offer(90, "f", date(2020, 2, 15)), "masks_stock": Offer("many"), "contact_post": Offer("办" * 41)}

    offered = offers(ALL_PAPERS, register={"contact_phone": "0851-26620000", "staff": None}, said=said)

    assert offered == {"contact_phone": Offer("0851-26620000"), "staff_total": Offer(90, "f", date(2020, 2, 15))}


def test_only_what_is_asked_is_offered() -> None:
    assert offers(frozenset(), register={}, said={"masks_stock": Offer(5)}) == {}


def test_every_question_of_the_application_is_declared_to_the_house() -> None:
    assert {asked.fact for asked in FORM.asked} == {question.fact_key for question in QUESTIONS}
    assert len(FORM.asked) == len(QUESTIONS)


# --- prefilled and remembered --------------------------------------------------------------------------------------


def test_the_next_application_begins_with_what_the_first_one_said() -> None:
    first = factories.withdrawn_application()

    row = begun_again(first)

    assert row.answers["prevention_plan"] == "分区管理，错峰用餐，每日两次测温。"
    assert row.answers["masks_stock"] == 1000
    assert row.prefilled["masks_stock"] == {"value": 1000, "form": "approvals.application", "on": "2020-02-17"}
    assert row.prefilled["contact_phone"]["form"] == ""
    assert not {"planned_restart_on", "mechanism_in_place", "safety_checked", "staff_first_batch"} & set(row.answers)


def test_a_draft_that_was_never_handed_in_is_not_remembered() -> None:
    factories.complete_draft()

    assert versions_said("prevention_plan") == []
    assert burdens() == []


def test_a_corrected_answer_is_a_further_version_and_the_register_stays_as_it_is() -> None:
    filing = factories.returned_application()
    row = filing.row
    save_section(
        row.pk, row.version, section="supplies", typed={**factories.ANSWERS, "masks_stock": "700"}, by=filing.operator,
        at=MORNING + timedelta(hours=3),
    )  # fmt: skip
    submit(row.pk, filing.version, committed=True, by=filing.operator, at=MORNING + timedelta(hours=4))

    assert versions_said("masks_stock") == [(2, 700), (1, 1000)]
    assert len(versions_said("prevention_plan")) == 1
    assert registry.enterprise_card(filing.enterprise_id, on=MORNING.date()).staff is None


def test_a_refused_submission_remembers_nothing() -> None:
    filing = factories.complete_draft()

    with pytest.raises(Invalid):
        submit(filing.application_id, filing.version, committed=False, by=filing.operator, at=MORNING)

    assert versions_said("prevention_plan") == []
    assert burdens() == []


# --- the burden ----------------------------------------------------------------------------------------------------


def test_what_was_prefilled_and_left_is_no_typing_and_pauses_are_no_work() -> None:
    filing = factories.draft_application()
    typed, at = factories.answers(), MORNING
    for section in SECTIONS:
        at += timedelta(minutes=4)
        keep_draft(filing.application_id, filing.version, section=section.key, typed=typed, by=filing.operator, at=at)
    at += timedelta(hours=2)  # lunch
    for section in SECTIONS:
        save_section(filing.application_id, filing.version, section=section.key, typed=typed, by=filing.operator, at=at)
    submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=at + timedelta(minutes=1))

    asked, kept, typed_fields, seconds = entry(filing)

    assert (asked, kept) == (len(QUESTIONS), 1)  # the register knows the phone
    assert typed_fields == len(QUESTIONS) - 1 - 1  # the note on safety was left empty
    assert seconds == (5 * 4 + 1) * 60


def test_the_second_application_costs_less_typing() -> None:
    first = factories.withdrawn_application()
    second = Filing(begun_again(first).pk, first.enterprise_id, first.operator)
    typed = {**factories.answers(at=NEXT_WEEK), "masks_stock": "400"}
    for section in SECTIONS:
        save_section(second.application_id, second.version, section=section.key, typed=typed, by=second.operator,
                     at=NEXT_WEEK)  # fmt: skip
    submit(second.application_id, second.version, committed=True, by=second.operator, at=NEXT_WEEK)

    assert entry(first)[2] > entry(second)[2]
    assert sum(entry(second)[1:3]) == sum(entry(first)[1:3])
    rows = burdens()
    assert [row.week_from.isoformat() for row in rows] == ["2020-02-17", "2020-02-24"]
    assert {row.department for row in rows} == {"经贸主管部门"}


def test_a_correction_asks_only_what_was_to_be_put_right() -> None:
    filing = factories.returned_application()
    row, at = filing.row, MORNING + timedelta(hours=3)
    typed = {**factories.answers(), "staff_first_batch": "50"}
    save_section(row.pk, row.version, section="plan", typed=typed, by=filing.operator, at=at)
    submit(row.pk, filing.version, committed=True, by=filing.operator, at=at + timedelta(minutes=2))

    assert entry(filing) == (1, 0, 1, 120)
    assert len(burdens()) == 2


# --- shown ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("noon")
def test_the_page_says_where_an_answer_comes_from_until_it_is_changed() -> None:
    enterprise = make_enterprise(contact_phone="0851-26629999")
    first = factories.withdrawn_application(enterprise.pk)
    client = as_seen_by(first.operator)
    client.post(url("apply", enterprise.pk))
    row = Application.objects.latest("pk")

    contact = text_of(client.get(url("section", row.pk, "enterprise")))
    supplies = text_of(client.get(url("section", row.pk, "supplies")))
    client.post(url("section", row.pk, "supplies"), {**factories.ANSWERS, "version": row.version, "masks_stock": "400"})
    changed = text_of(client.get(url("section", row.pk, "supplies")))
    checked = text_of(client.get(url("check", row.pk)))

    assert "取自企业台账" in contact
    assert supplies.count("沿用 2020年2月17日 复产申请所填") == 4
    assert changed.count("沿用 2020年2月17日 复产申请所填") == 3
    assert "沿用 2020年2月17日 复产申请所填" in checked


# --- hand-over, merging --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("noon")
def test_a_draft_stays_with_the_enterprise_and_the_former_clerk_loses_it_with_the_session_open() -> None:
    filing = factories.complete_draft()
    former, successor = as_seen_by(filing.operator), people_factories.operator()
    tasks = url("tasks", filing.application_id)
    assert former.get(tasks).status_code == 200

    registry.hand_over(
        filing.enterprise_id, former_id=filing.operator.account_id or 0, login=login_of(successor),
        handed_over_on=MORNING.date(), by=offices.officer(), at=MORNING + timedelta(hours=2),
    )  # fmt: skip

    assert former.get(tasks).status_code == 404
    form = {"version": filing.version, **factories.ANSWERS}
    assert former.post(url("section", filing.application_id, "plan"), form).status_code == 404
    assert former.post(url("check", filing.application_id), form | {"committed": "on"}).status_code == 404
    assert filing.row.state == "draft"
    takes_over = as_seen_by(successor)
    assert takes_over.get(tasks).status_code == 200
    handed_in = takes_over.post(url("check", filing.application_id), {"version": filing.version, "committed": "on"})
    assert handed_in.status_code == 302
    assert filing.row.state == "in_review"


def merge(survivor_id: int, merged_id: int) -> int:
    return registry.merge(survivor_id, merged_id=merged_id, basis="同一企业", by=offices.officer(), at=NEXT_WEEK)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (factories.draft_application, "尚未办结"),
        (factories.application_in_review, "尚未办结"),
        (factories.returned_application, "尚未办结"),
        (factories.suspended_application, "已暂停"),
        (factories.granted_application, "不能转移"),
        (factories.running_enterprise, "不能转移"),
    ],
)
def test_a_registration_with_something_unsettled_is_not_merged_away(made: Any, why: str) -> None:
    offices.approval_policy()
    filing, survivor = made(), make_enterprise()
    before = how_many_exist()

    with pytest.raises(CannotBeMerged, match=why):
        merge(survivor.pk, filing.enterprise_id)

    assert how_many_exist() == before


def test_the_registration_with_the_permission_survives_and_shows_what_the_other_had_handed_in() -> None:
    offices.approval_policy()
    running, other = factories.running_enterprise(), factories.refused_application()
    survivor = registry.enterprise_card(running.enterprise_id, on=NEXT_WEEK.date())
    panel = url("panel", survivor.uscc)
    before = text_of(as_seen_by(offices.officer()).get(panel))

    merge(running.enterprise_id, other.enterprise_id)

    after = text_of(as_seen_by(offices.officer()).get(panel))
    assert after.count("不予同意") > before.count("不予同意")
    assert other.row.enterprise_id == other.enterprise_id
    assert Application.objects.visible_to(running.operator, on=NEXT_WEEK.date()).filter(pk=other.application_id)
    assert not registry.may_act_for(running.operator, other.enterprise_id, on=NEXT_WEEK.date())


def test_both_permitted_become_one_enterprise_in_the_figures() -> None:
    offices.approval_policy()
    one, two = factories.running_enterprise(), factories.running_enterprise()

    merge(one.enterprise_id, two.enterprise_id)

    assert [each.enterprise_id for each in registry.population(COUNTY, on=NEXT_WEEK.date())] == [one.enterprise_id]
    assert Restart.objects.count() == 2
