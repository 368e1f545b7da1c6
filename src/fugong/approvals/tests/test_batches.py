"""Many applications decided alike: a dry run by the single decision's own guards, then each decided exactly once."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from fugong.approvals import tasks
from fugong.approvals.actions import batches, review
from fugong.approvals.models import Application, Batch, BatchItem, Opinion
from fugong.approvals.queries.weighing import dry_run
from fugong.approvals.rules.batches import (
    BatchIsOver,
    Chosen,
    ItemState,
    guard_chosen,
    progress_of,
    read_chosen,
    write_chosen,
)
from fugong.approvals.rules.consistency import DecidedOtherwise
from fugong.approvals.rules.decisions import Outcome, Wish
from fugong.core import audit
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused
from fugong.people import public as people
from fugong.people.public import Actor, loader_actor
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .crowd import crowd
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY, TOWNSHIP_ELSEWHERE
from .traces import acts_of, acts_on, everything, jobs, last_number, refused

NOON = MORNING + timedelta(hours=2)
GRANT = Wish(Outcome.GRANT, effective_on=MONDAY)
REFUSE = Wish(Outcome.REFUSE, reasons=("safety_unfit",), note="请整改。")


def chosen(*filings: Filing) -> tuple[Chosen, ...]:
    return tuple(Chosen(filing.application_id, filing.version) for filing in filings)


# --- the choice ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ()),
        ("12:3", (Chosen(12, 3),)),
        ("12:3,15:1,12:9", (Chosen(12, 3), Chosen(15, 1))),
        ("x:1,7,:,4:, 5:2,６:1,-1:2", ()),
    ],
)
def test_a_choice_is_read_and_what_cannot_be_read_is_left_out(text: str, read: tuple[Chosen, ...]) -> None:
    assert read_chosen(text) == read
    assert read_chosen(write_chosen(read)) == read


def test_an_order_has_one_county_at_least_one_application_and_not_too_many() -> None:
    one, many = [Chosen(1, 1)], [Chosen(number, 1) for number in range(1001)]

    assert guard_chosen(one, counties=[COUNTY]) == COUNTY
    for some, counties in (([], [COUNTY]), (one, []), (many, [COUNTY]), (one, [COUNTY, OTHER_COUNTY])):
        with pytest.raises(Invalid):
            guard_chosen(some, counties=counties)
    assert progress_of({"done": 3, "waiting": 2}).waiting == 2


# --- the dry run ---------------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def of_every_kind(by: Actor) -> dict[str, Filing]:
    """Give applications that can, and for every reason cannot, be granted by this officer."""
    own, elsewhere = factories.agreed_application(), make_enterprise(division_code=TOWNSHIP_ELSEWHERE).pk
    registry.appoint_representative(
        own.enterprise_id, account_id=by.account_id or 0, since_on=MONDAY, by=loader_actor(COUNTY), at=MORNING
    )
    objected = factories.agreed_application()
    factories.opine(objected, "health", verdict="disagree", text="无隔离间。")
    offices.approval_policy(OTHER_COUNTY)
    return {
        "ready": factories.agreed_application(),
        "silent": factories.application_in_review(),
        "objected": objected,
        "own": own,
        "granted": factories.granted_application(),
        "returned": factories.returned_application(),
        "elsewhere": factories.agreed_application(elsewhere),
        "draft": factories.draft_application(),
    }


@pytest.mark.parametrize("wish", [GRANT, REFUSE, Wish(Outcome.GRANT, effective_on=MONDAY - timedelta(days=1)),
                                  Wish(Outcome.REFUSE)])  # fmt: skip
def test_the_dry_run_says_of_each_what_the_single_decision_does(wish: Wish) -> None:
    by = offices.officer()
    filings = of_every_kind(by)
    before = everything()
    run = dry_run(chosen(*filings.values()), wish, by=by, at=NOON)
    assert everything() == before

    for (kind, filing), line in zip(filings.items(), run.lines, strict=True):
        refusal = _decide_singly(filing, wish, by)
        assert (line.skipped is None) is (refusal is None), kind
        if refusal is not None and line.skipped is not None and not isinstance(refusal, Invalid):
            assert line.skipped.message == refusal.message, kind


def _decide_singly(filing: Filing, wish: Wish, by: Actor) -> Refused | None:
    try:
        if wish.outcome is Outcome.GRANT:
            assert wish.effective_on is not None
            review.grant(filing.application_id, filing.version, effective_on=wish.effective_on,
                         consistency_note="不同", by=by, at=NOON)  # fmt: skip
        else:
            review.refuse(filing.application_id, filing.version, reasons=wish.reasons, consistency_note="不同",
                          by=by, at=NOON)  # fmt: skip
    except Refused as refusal:
        return refusal
    return None


def test_the_dry_run_gives_each_reason() -> None:
    by = offices.officer()
    filings = of_every_kind(by)
    stale = factories.agreed_application()
    run = dry_run([*chosen(*filings.values()), Chosen(stale.application_id, stale.version - 1)], GRANT, by=by, at=NOON)
    reasons = {line.chosen.application_id: line.skipped.message for line in run.skipped if line.skipped}

    assert [line.chosen.application_id for line in run.decided] == [filings["ready"].application_id]
    assert run.decided[0].fields == {"state": "granted", "effective_on": MONDAY, "conditions": []}
    assert "尚未收到" in reasons[filings["silent"].application_id]
    assert "不同意" in reasons[filings["objected"].application_id]
    assert "回避" in reasons[filings["own"].application_id]
    assert "状态" in reasons[filings["granted"].application_id]
    assert reasons[filings["elsewhere"].application_id] == NotThere.message
    assert reasons[filings["draft"].application_id] == NotThere.message
    assert "他人已更新" in reasons[stale.application_id]
    alike = {line.chosen.application_id: line.alike_decided for line in run.skipped}
    assert (alike[stale.application_id], alike[filings["silent"].application_id]) == (1, 0)


def test_the_dry_run_costs_the_same_for_three_and_for_thirty() -> None:
    by = offices.officer()
    ready(crowd(30))
    rows = list(Application.objects.order_by("pk").values_list("pk", "version"))
    costs = []
    for some in (rows[:3], rows):
        with CaptureQueriesContext(connection) as captured:
            run = dry_run([Chosen(*row) for row in some], GRANT, by=by, at=NOON)
        costs.append(len(captured))
        assert len(run.decided) == len(some)

    assert costs[0] == costs[1] <= 16


def ready(filing: Filing) -> Filing:
    """Let every office agree to everything."""
    Opinion.objects.filter(verdict="").update(verdict="agree", given_at=MORNING, given_by="示例会审")
    return filing


# --- the order -----------------------------------------------------------------------------------------------------


def order(*filings: Filing, by: Actor, wish: Wish = GRANT, why: str = "") -> Batch:
    pk = batches.create(chosen(*filings), wish=wish, consistency_note=why, by=by, at=NOON)
    return Batch.objects.get(pk=pk)


def outcomes(batch: Batch) -> list[tuple[str, str]]:
    return list(BatchItem.objects.filter(batch=batch).order_by("pk").values_list("state", "refusal_code"))


@pytest.mark.usefixtures("noon")
def test_an_order_is_worked_off_with_one_act_per_decision_and_its_own_beginning_and_end() -> None:
    by = offices.officer()
    first, second, silent = (
        factories.agreed_application(), factories.agreed_application(), factories.application_in_review(),
    )  # fmt: skip
    batch = order(first, second, silent, by=by)
    assert ("approvals.work_off", {"batch_id": batch.pk}) in [
        (name, given) for name, _at, given in jobs("approvals.work_off")
    ]

    tasks.work_off(batch.pk)
    tasks.work_off(batch.pk)

    assert outcomes(batch) == [("done", ""), ("done", ""), ("skipped", "cannot_grant")]
    assert [filing.row.state for filing in (first, second, silent)] == ["granted", "granted", "in_review"]
    assert [act.action for act in acts_on(batch)] == ["approvals.batch.created", "approvals.batch.finished"]
    assert acts_on(batch)[-1].changes == {"done": [None, 2], "skipped": [None, 1]}
    assert [act.action for act in acts_on(first.row)].count("approvals.application.granted") == 1
    assert BatchItem.objects.get(application_id=first.application_id).document_number == first.row.document_number


@pytest.mark.usefixtures("noon")
def test_a_refusal_in_bulk_carries_its_reasons() -> None:
    filing = factories.application_in_review()
    batch = order(filing, by=offices.officer(), wish=REFUSE)

    tasks.work_off(batch.pk)

    assert (filing.row.state, filing.row.reasons, filing.row.decision_note) == ("refused", ["safety_unfit"], "请整改。")


def test_an_order_in_which_nothing_can_be_decided_is_not_made() -> None:
    silent, other = factories.application_in_review(), factories.agreed_application()
    by = offices.officer()
    with refused(Invalid):
        order(silent, by=by)
    with refused(Invalid):
        batches.create([], wish=GRANT, by=by, at=NOON)
    for may_not in (offices.reviewer("health"), people_factories.county_leader(COUNTY), other.operator):
        with refused(NotPermitted):
            order(other, by=may_not)


@pytest.mark.usefixtures("noon")
def test_an_order_that_decides_otherwise_than_before_needs_its_reason_and_passes_it_on() -> None:
    earlier, filing = factories.agreed_application(), factories.agreed_application()
    by = offices.officer()
    review.refuse(earlier.application_id, earlier.version, reasons=["safety_unfit"], by=by, at=MORNING)
    with refused(DecidedOtherwise):
        order(filing, by=by)

    tasks.work_off(order(filing, by=by, why="隐患已整改。").pk)

    assert (filing.row.state, filing.row.consistency_note) == ("granted", "隐患已整改。")


@pytest.mark.usefixtures("noon")
def test_what_changed_meanwhile_is_skipped_with_the_reason() -> None:
    by = offices.officer()
    changed, taken, left = (factories.agreed_application() for _ in range(3))
    batch = order(changed, taken, left, by=by)
    factories.opine(changed, "health", verdict="disagree", text="无隔离间。", at=NOON)
    review.grant(taken.application_id, taken.version, effective_on=MONDAY, by=offices.officer(), at=NOON)
    number = taken.row.document_number

    tasks.work_off(batch.pk)

    assert outcomes(batch) == [("skipped", "stale"), ("skipped", "stale"), ("done", "")]
    assert (changed.row.state, taken.row.document_number) == ("in_review", number)


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("way", ["posting ended", "account closed"])
def test_the_right_is_asked_for_again_at_each_application(way: str) -> None:
    by = offices.officer()
    filing = factories.agreed_application()
    batch = order(filing, by=by)
    if way == "posting ended":
        people_factories.leaves_office(by, on=MONDAY)
    else:
        people_factories.is_closed(by, at=NOON)

    tasks.work_off(batch.pk)

    assert outcomes(batch) == [("skipped", "not_permitted")]
    assert filing.row.state == "in_review"


@pytest.mark.usefixtures("noon")
def test_a_stopped_order_waits_and_only_its_giver_takes_it_up_again() -> None:
    by, colleague = offices.officer(), offices.officer()
    filing = factories.agreed_application()
    batch = order(filing, by=by)
    batches.stop(batch.pk, by=colleague, at=NOON)
    tasks.work_off(batch.pk)
    assert (outcomes(batch), filing.row.state) == ([("waiting", "")], "in_review")
    assert Batch.objects.get().finished_at is None

    with refused(NotPermitted):
        batches.resume(batch.pk, by=colleague, at=NOON)
    with refused(BatchIsOver):
        batches.stop(batch.pk, by=by, at=NOON)
    batches.resume(batch.pk, by=by, at=NOON)
    with refused(BatchIsOver):
        batches.resume(batch.pk, by=by, at=NOON)
    tasks.work_off(batch.pk)

    assert (outcomes(batch), filing.row.state) == ([("done", "")], "granted")
    with refused(BatchIsOver):
        batches.stop(batch.pk, by=by, at=NOON)
    verbs = [act.action.rsplit(".", 1)[-1] for act in acts_on(batch)]
    assert verbs == ["created", "stopped", "resumed", "finished"]


def test_an_order_of_another_county_is_not_there() -> None:
    batch = order(factories.agreed_application(), by=offices.officer())
    for act in (batches.stop, batches.resume):
        with refused(NotThere):
            act(batch.pk, by=people_factories.stranger(), at=NOON)


# --- killed, raced, resumed ----------------------------------------------------------------------------------------

MANY = 500
InParallel = Callable[[Sequence[Callable[[], Any]]], list[Any]]


class PowerCut(BaseException):
    """The worker dies; nothing of ours may catch it."""


def killed_at(statement: int, work: Callable[[], object]) -> bool:
    """Let the worker die at its n-th statement; tell whether it did."""
    counter = count(1)

    def wrapper(execute: Callable[..., Any], *given: Any) -> Any:
        if next(counter) == statement:
            raise PowerCut
        return execute(*given)

    try:
        with connection.execute_wrapper(wrapper):
            work()
    except PowerCut:
        return True
    return False


@pytest.mark.usefixtures("committed_db", "noon")
def test_five_hundred_are_each_decided_once_though_the_worker_dies_twice_and_a_colleague_decides_beside_it() -> None:
    ready(crowd(MANY))
    by, colleague = offices.officer(), offices.officer()
    rows = [Chosen(*row) for row in Application.objects.order_by("pk").values_list("pk", "version")]
    pk = batches.create(rows, wish=GRANT, by=by, at=NOON)

    assert killed_at(2_000, lambda: tasks.work_off(pk))
    done = BatchItem.objects.filter(state=ItemState.DONE).count()
    assert 0 < done < MANY
    assert Application.objects.filter(state="granted").count() == done == last_number()
    taken = rows[-1]
    review.grant(taken.application_id, taken.version, effective_on=MONDAY, by=colleague, at=NOON)
    assert killed_at(3_001, lambda: tasks.work_off(pk))

    tasks.work_off(pk)

    granted = [act for act in acts_of(COUNTY) if act.action == "approvals.application.granted"]
    assert len(granted) == MANY == Application.objects.filter(state="granted").count() == last_number()
    states = BatchItem.objects.filter(batch_id=pk).values_list("state", "refusal_code").order_by("-pk")
    assert list(states) == [("skipped", "stale"), *[("done", "")] * (MANY - 1)]
    assert sum(act.action == "approvals.batch.finished" for act in acts_of(COUNTY)) == 1
    assert audit.verify(COUNTY).sound


@pytest.mark.usefixtures("noon")
def test_two_workers_and_a_colleague_at_once_decide_each_once(in_parallel: InParallel, settings: Settings) -> None:
    del settings
    filings = [factories.agreed_application() for _ in range(6)]
    by, colleague = offices.officer(), offices.officer()
    batch = order(*filings, by=by)
    versions = {filing.application_id: filing.version for filing in filings}

    def singly() -> int:
        return sum(_granted_singly(filing, versions[filing.application_id], colleague) for filing in reversed(filings))

    work = [lambda: tasks.work_off(batch.pk), lambda: tasks.work_off(batch.pk), singly]
    results = in_parallel(work)

    assert not [result for result in results if isinstance(result, BaseException)]
    assert [filing.row.state for filing in filings] == ["granted"] * 6
    numbers = {filing.row.document_number for filing in filings}
    assert numbers == {f"桐经贸复〔2020〕{number}号" for number in range(1, 7)}
    states = [state for state, _code in outcomes(batch)]
    assert states.count("done") + results[2] == 6
    assert states.count("skipped") == results[2]
    assert audit.verify(COUNTY).sound


def _granted_singly(filing: Filing, version: int, by: Actor) -> bool:
    try:
        review.grant(filing.application_id, version, effective_on=MONDAY, by=by, at=NOON)
    except Refused:
        return False
    return True


@pytest.mark.usefixtures("committed_db", "noon")
def test_working_on_one_application_survives_every_cut() -> None:
    filing = factories.agreed_application()
    batch = order(filing, by=offices.officer())
    item = BatchItem.objects.get(batch=batch)
    by = people.actor_of(batch.created_by_account_id, on=MONDAY)
    before = everything()
    for statement in count(1):
        if not killed_at(statement, lambda: batches.work_on(item.pk, by=by, at=NOON)):
            break
        assert everything() == before, statement

    assert (outcomes(batch), filing.row.document_number) == ([("done", "")], "桐经贸复〔2020〕1号")
