"""The main job: an enterprise files, the offices answer, the bureau decides the same day, the enterprise restarts."""

from collections.abc import Callable
from datetime import date, datetime

from tests.journeys import county as counties
from tests.journeys import walks
from tests.journeys.county import County
from tests.journeys.screen import Screen

from fugong.approvals import public as approvals
from fugong.core import audit
from fugong.core.clock import BEIJING

Opened = Callable[..., Screen]
OFFICES = ("township", "health", "industry")


def test_filed_heard_and_granted_on_one_day_then_restarted(
    opened: Opened, county: County, turn_clock: Callable[[datetime], None]
) -> None:
    operator = opened("operator", by_hand=True)
    number = walks.file_application(operator)
    assert operator.barriers() == []

    for login in OFFICES:
        office = opened(login, by_hand=True)
        assert office.path.startswith("/approvals/inbox/")
        walks.agree(office)

    officer = opened("officer", by_hand=True)
    assert county.cement.name in officer.words
    walks.open_first_case(officer)
    officer.press("grant")
    assert "示经贸复〔2020〕1号" in officer.words

    operator.go(f"/approvals/{number}/progress/")
    assert "示经贸复〔2020〕1号" in operator.text("decision")
    assert operator.page.locator('[data-test="decision"] .state-granted').count() == 1
    assert operator.barriers() == []

    turn_clock(datetime(2020, 2, 16, 9, tzinfo=BEIJING))
    operator.press("confirm-restart")
    operator.press("confirm")
    assert operator.path == "/approvals/"
    restart_day = date(2020, 2, 16)
    decision = approvals.decisions_of(county.cement.uscc, until=restart_day)[0]
    assert (decision.filed_on, decision.decided_on) == (counties.MORNING.date(), counties.MORNING.date())
    assert approvals.resumed(counties.CODE, groups=("state",), as_of=restart_day).resumed == (county.cement.id,)
    assert audit.verify().sound


def test_the_audit_administrator_sees_who_did_what_and_that_nothing_was_touched(opened: Opened, county: County) -> None:
    walks.file_application(opened("operator"))

    keeper = opened("audit").go("/audit/")
    assert counties.CODE in keeper.words or county.cement.name in keeper.words or keeper.shows("act")
    keeper.go("/audit/verification/")

    assert keeper.barriers() == []


def test_a_complete_case_is_approved_in_two_clicks_from_the_inbox(opened: Opened, county: County) -> None:
    del county
    walks.file_application(opened("operator"))
    for login in OFFICES:
        walks.agree(opened(login))
    officer = opened("officer")
    clicks = 0

    walks.open_first_case(officer)
    clicks += 1
    officer.press("grant")
    clicks += 1

    assert "〔2020〕1号" in officer.words
    assert clicks <= 3


def test_returned_and_put_right_with_the_clock_standing_meanwhile(opened: Opened, county: County) -> None:
    operator, officer = opened("operator"), opened("officer")
    number = walks.file_application(operator)

    officer.go(f"/approvals/{number}/")
    officer.page.locator("details.more summary").first.click()
    officer.page.locator("[name=items][value=isolation_place]").check()
    officer.page.locator('[data-test="form-return"] [name=note]').fill("请写明隔离场所的具体地址和床位数。")
    officer.press("return")

    operator.go("/approvals/")
    assert "办理时限暂停计算" in operator.words
    operator.press("correct")
    assert "请写明隔离场所的具体地址和床位数。" in operator.text("correction")
    assert operator.barriers() == []
    operator.go(f"/approvals/{number}/sections/prevention/")
    assert operator.shows("asked")
    operator.page.locator("[name=isolation_place]").fill("示例路3号，床位12张")
    operator.press("save")
    operator.press("to-check")
    operator.page.locator("[name=committed]").check()
    operator.press("submit")

    officer.go(f"/approvals/{number}/")
    assert officer.page.locator('[data-test="state"].state-in_review').count() == 1
    assert "示例路3号，床位12张" in officer.words
    assert approvals.latest_application(county.cement.id).state == "in_review"
    assert audit.verify().sound


def test_apply_and_approve_without_scripts(opened: Opened, county: County) -> None:
    operator = opened("operator", scripts=False)
    number = walks.file_application(operator)
    for login in OFFICES:
        walks.agree(opened(login, scripts=False))
    officer = opened("officer", scripts=False)

    walks.open_first_case(officer)
    officer.press("grant")

    operator.go(f"/approvals/{number}/progress/")
    assert "示经贸复〔2020〕1号" in operator.text("decision")
    assert approvals.latest_application(county.cement.id).state == "granted"
