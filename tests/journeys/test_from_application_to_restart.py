"""The main job: an enterprise files, the offices answer, the bureau decides the same day, the enterprise restarts."""

from collections.abc import Callable

from tests.journeys import county as counties
from tests.journeys import walks
from tests.journeys.county import County
from tests.journeys.screen import Screen

from fugong.approvals import public as approvals
from fugong.core import audit

Opened = Callable[..., Screen]
OFFICES = ("township", "health", "industry")


def test_filed_heard_granted_and_restarted_on_one_day(opened: Opened, county: County) -> None:
    operator = opened("operator")
    number = walks.file_application(operator)
    assert operator.barriers() == []

    for login in OFFICES:
        office = opened(login)
        assert office.path.startswith("/approvals/inbox/")
        walks.agree(office)

    officer = opened("officer")
    assert county.cement.name in officer.words
    walks.open_first_case(officer)
    officer.press("grant")
    assert "示经贸复〔2020〕1号" in officer.words

    operator.go(f"/approvals/{number}/progress/")
    assert "示经贸复〔2020〕1号" in operator.text("decision")
    assert operator.page.locator('[data-test="decision"] .state-granted').count() == 1
    assert operator.barriers() == []

    operator.press("confirm-restart")
    operator.press("confirm")
    assert operator.path == "/approvals/"
    decided = approvals.decisions_of(county.cement.uscc)
    assert [row.state for row in decided] == ["granted"]
    assert decided[0].submitted_at.date() == decided[0].decided_at.date()  # type: ignore[union-attr]
    assert audit.verify().ok


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


def test_returned_put_right_and_granted_with_the_clock_standing_meanwhile(opened: Opened, county: County) -> None:
    operator, officer = opened("operator"), opened("officer")
    number = walks.file_application(operator)

    officer.go(f"/approvals/{number}/")
    officer.page.locator("details.more summary").first.click()
    officer.page.locator("[name=items][value=isolation_place]").check()
    officer.page.locator('[data-test="form-return"] [name=note]').fill("请写明隔离场所的具体地址和床位数。")
    officer.press("return")

    operator.go("/approvals/")
    assert operator.page.locator(".lamp-grey").count() == 1
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
    assert approvals.latest_application(county.cement.id).state == "in_review"  # type: ignore[union-attr]
    assert audit.verify().ok


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
    assert approvals.latest_application(county.cement.id).state == "granted"  # type: ignore[union-attr]
