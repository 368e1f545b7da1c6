"""Silence is consent where policy says so: at the limit the office clock decides, once, and it shows everywhere."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from fugong.approvals.actions import deeming, enforcement, review
from fugong.approvals.actions.submission import submit, withdraw
from fugong.approvals.rules.deeming import deemed_from, is_deemed_granted
from fugong.approvals.tasks import deem as deem_job
from fugong.core.calendar import BEIJING
from fugong.core.refusals import NotPermitted, NotThere
from fugong.people.public import clock_actor

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MORNING, OTHER_COUNTY
from .screens import as_seen_by, text_of, url
from .traces import acts_on, everything, jobs, last_act, last_number, refused

Act = Callable[[], object]
DUE = datetime(2020, 2, 17, 17, tzinfo=BEIJING)
TUESDAY = MORNING + timedelta(days=1)


def deem(filing: Filing, at: datetime = DUE) -> str:
    return deeming.deem_granted(filing.application_id, by=clock_actor(COUNTY), at=at)


RULE_CASES = [
    # state, rests on, due, now, opinions, granted by silence
    ("in_review", "通告", "02-17 17:00", "02-17 16:59", ["", ""], False),
    ("in_review", "通告", "02-17 17:00", "02-17 17:00", ["", ""], True),
    ("in_review", "通告", "02-17 17:00", "02-20 08:00", ["agree", ""], True),
    ("in_review", "通告", "02-17 17:00", "02-17 17:00", ["agree", "agree"], True),
    ("in_review", "通告", "02-17 17:00", "02-17 17:00", ["agree_with_conditions", ""], True),
    ("in_review", "通告", "02-17 17:00", "02-17 17:00", ["disagree", ""], False),
    ("in_review", "", "02-17 17:00", "02-17 17:00", ["", ""], False),
    ("in_review", "通告", None, "02-17 17:00", [], False),
    ("returned", "通告", None, "02-19 17:00", ["", ""], False),
    ("returned", "通告", "02-17 17:00", "02-19 17:00", ["", ""], False),
    ("granted", "通告", "02-17 17:00", "02-17 17:00", [], False),
    ("refused", "通告", "02-17 17:00", "02-17 17:00", [], False),
    ("withdrawn", "通告", None, "02-17 17:00", [], False),
    ("lapsed", "通告", "02-17 17:00", "02-17 17:00", [], False),
]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2020-{text}").replace(tzinfo=BEIJING)


@pytest.mark.parametrize(("state", "basis", "due", "now", "verdicts", "granted"), RULE_CASES)
def test_only_silence_past_the_limit_is_consent(
    *, state: str, basis: str, due: str | None, now: str, verdicts: list[str], granted: bool
) -> None:
    limit = moment(due) if due else None

    assert granted is is_deemed_granted(state=state, deemed_basis=basis, due=limit, now=moment(now), verdicts=verdicts)


@pytest.mark.parametrize(
    ("planned", "first"),
    [(None, 18), (date(2020, 2, 10), 18), (date(2020, 2, 18), 18), (date(2020, 2, 25), 25)],
)
def test_the_permission_begins_the_day_after_the_limit_or_when_it_was_planned(planned: date | None, first: int) -> None:
    assert deemed_from(DUE.date(), planned_on=planned) == date(2020, 2, first)


@pytest.mark.django_db
def test_handing_in_sets_the_clock_at_the_limit_and_only_where_silence_is_consent() -> None:
    factories.application_deemed_at_its_limit()
    assert [(name, at) for name, at, _ in jobs("approvals.deem")] == [("approvals.deem", DUE)]


@pytest.mark.django_db
def test_where_policy_says_nothing_silence_stays_silence() -> None:
    filing = factories.application_in_review()

    assert "approvals.deem" not in {name for name, _at, _arguments in jobs()}
    assert deem(filing, DUE + timedelta(days=3)) == ""
    assert filing.row.state == "in_review"


@pytest.mark.django_db
def test_at_the_limit_the_clock_grants_under_the_countys_number_and_the_trail_names_the_silent() -> None:
    filing = factories.application_deemed_at_its_limit()
    factories.opine(filing, "township")
    factories.opine(filing, "health", verdict="agree_with_conditions", text="每日两次测温。")

    assert deem(filing) == "桐经贸复〔2020〕1号"
    row = filing.row
    assert (row.state, row.decided_by, row.decided_by_clock) == ("granted", "系统时钟", True)
    assert (row.decided_at, row.effective_on) == (DUE, date(2020, 2, 18))
    assert row.conditions == ["卫生健康局：每日两次测温。"]
    act = last_act(row)
    assert (act.action, act.actor_title, act.note) == (
        "approvals.application.deemed_granted", "系统时钟", "行业主管局",
    )  # fmt: skip
    silent = row.opinions.get(desk="industry")
    assert (silent.verdict, silent.given_at) == ("", None)


@pytest.mark.django_db
def test_before_the_limit_the_clock_has_no_say() -> None:
    filing = factories.application_deemed_at_its_limit()
    before = everything()

    assert deem(filing, DUE - timedelta(seconds=1)) == ""
    assert everything() == before


@pytest.mark.django_db
def test_however_often_the_clock_strikes_it_decides_once() -> None:
    filing = factories.application_deemed_at_its_limit()
    numbers = [deem(filing, DUE + timedelta(minutes=minutes)) for minutes in (0, 0, 1, 60)]

    assert numbers == ["桐经贸复〔2020〕1号", "", "", ""]
    assert last_number() == 1
    assert [act.action for act in acts_on(filing.row)].count("approvals.application.deemed_granted") == 1


@pytest.mark.django_db
def test_a_clock_that_stood_still_costs_the_enterprise_no_day() -> None:
    filing = factories.application_deemed_at_its_limit()
    deem(filing, DUE + timedelta(days=4))

    assert filing.row.effective_on == date(2020, 2, 18)


@pytest.mark.django_db
def test_an_objection_is_an_answer_and_the_case_waits_for_a_person() -> None:
    filing = factories.application_deemed_at_its_limit()
    factories.opine(filing, "health", verdict="disagree", text="隔离场所不足。")
    before = everything()

    assert deem(filing) == ""
    assert everything() == before
    page = text_of(as_seen_by(offices.officer()).get(url("case", filing.application_id)))
    assert "系统不会自动同意" in page


@pytest.mark.django_db
@pytest.mark.parametrize("decide", ["grant", "refuse", "return", "withdraw"])
def test_who_answered_in_time_leaves_the_clock_nothing_to_do(decide: str) -> None:
    filing = factories.application_deemed_at_its_limit()
    for desk in offices.DESKS:
        factories.opine(filing, desk)
    _decide(filing, decide)
    before = everything()

    assert deem(filing) == ""
    assert everything() == before


def _decide(filing: Filing, how: str) -> None:
    pk, version, by, at = filing.application_id, filing.version, offices.officer(), DUE - timedelta(minutes=1)
    acts: dict[str, Act] = {
        "grant": lambda: review.grant(pk, version, effective_on=date(2020, 2, 18), by=by, at=at),
        "refuse": lambda: review.refuse(pk, version, reasons=["untrue"], by=by, at=at),
        "return": lambda: review.return_for_correction(pk, version, items={"staff_total": "请核对。"}, by=by, at=at),
        "withdraw": lambda: withdraw(pk, version, by=filing.operator, at=at),
    }
    acts[how]()


@pytest.mark.django_db
def test_while_the_enterprise_corrects_the_clock_stands_and_then_runs_to_the_new_limit() -> None:
    filing = factories.application_deemed_at_its_limit()
    _decide(filing, "return")
    assert deem(filing, DUE + timedelta(days=2)) == ""

    submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=TUESDAY)

    assert [at for name, at, _ in jobs("approvals.deem")] == [DUE, DUE + timedelta(days=1)]
    assert deem(filing, DUE + timedelta(hours=20)) == ""
    assert deem(filing, DUE + timedelta(days=1)) == "桐经贸复〔2020〕1号"
    assert filing.row.effective_on == date(2020, 2, 19)


@pytest.mark.django_db
def test_only_the_countys_own_clock_may_speak_for_its_offices() -> None:
    filing = factories.application_deemed_at_its_limit()

    with refused(NotThere):
        deeming.deem_granted(filing.application_id, by=clock_actor(OTHER_COUNTY), at=DUE)
    with refused(NotPermitted):
        deeming.deem_granted(filing.application_id, by=offices.reviewer("health"), at=DUE)


@pytest.mark.django_db
def test_a_permission_by_silence_is_suspended_like_any_other() -> None:
    filing = factories.application_deemed_at_its_limit()
    deem(filing)
    enforcement.suspend(
        filing.application_id, filing.version, reason="prevention_failed", by=offices.officer(), at=TUESDAY
    )

    assert filing.row.state == "suspended"


@pytest.mark.django_db
def test_the_workers_job_decides_by_the_office_clock() -> None:
    filing = factories.application_deemed_at_its_limit()
    deem_job(filing.application_id)

    assert filing.row.decided_by_clock


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_before_the_limit_everybody_is_told_what_silence_will_mean() -> None:
    filing = factories.application_deemed_at_its_limit()
    desk, enterprise = as_seen_by(offices.reviewer("health")), as_seen_by(filing.operator)

    assert "逾期视为同意" in text_of(desk.get(url("inbox")))
    for client, name in ((desk, "case"), (enterprise, "progress"), (enterprise, "submitted")):
        page = text_of(client.get(url(name, filing.application_id)))
        assert "2020年2月17日 17:00 前未答复的，视为同意" in page
    assert "视为同意" in text_of(enterprise.get(url("mine")))


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_afterwards_everybody_sees_that_the_clock_decided_and_who_kept_silent() -> None:
    filing = factories.application_deemed_at_its_limit()
    factories.opine(filing, "township")
    deem(filing)
    office, enterprise = as_seen_by(offices.officer()), as_seen_by(filing.operator)

    assert "系统时钟办结" in text_of(office.get(url("inbox"), {"tab": "done"}))
    assert "系统时钟办结" in text_of(office.get(url("ledger")))
    for client, name in ((office, "case"), (enterprise, "progress")):
        page = text_of(client.get(url(name, filing.application_id)))
        assert "本决定由系统时钟作出" in page
        assert "不作为同意意见：卫生健康局、行业主管局" in page
        assert "未答复" in page
        assert "待回复" not in page
    assert "视为同意（系统时钟" in text_of(office.get(url("history", filing.application_id)))
