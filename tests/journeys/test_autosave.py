"""Drafts keep themselves: two seconds after the last key, over a closed window, over a session that has ended."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.journeys import walks
from tests.journeys.county import County
from tests.journeys.screen import Screen

from fugong.approvals.models import Application
from fugong.people.models import Session

Opened = Callable[..., Screen]
SAVED_WITHIN_MS = 2_500


def plan_of(operator: Screen) -> Page:
    operator.press("apply")
    operator.press("start")
    operator.go(operator.path.replace("tasks", "sections/plan"))
    return operator.page


def status(page: Page) -> str:
    return page.locator("[data-autosave-status]").inner_text()


def wait_until(page: Page, look: str) -> None:
    page.locator(f"[data-autosave-status].{look}").wait_for(timeout=SAVED_WITHIN_MS * 2)


def test_what_is_typed_is_saved_after_a_pause_and_survives_a_closed_window(opened: Opened) -> None:
    operator = opened("operator")
    page = plan_of(operator)

    page.locator("[name=output_plan]").fill("恢复两条生产线")
    page.locator("[data-autosave-status].is-saved").wait_for(timeout=SAVED_WITHIN_MS)
    form = operator.path
    page.goto("about:blank")  # closing the tab itself at times leaves Chromium without an answer

    assert Application.objects.get().answers["output_plan"] == "恢复两条生产线"
    operator.page = operator.open_tab()
    operator.go(form)
    expect(operator.page.locator("[name=output_plan]")).to_have_value("恢复两条生产线")
    assert operator.barriers() == []


def test_saving_again_and_handing_in_after_a_save_is_no_conflict_with_oneself(opened: Opened) -> None:
    operator = opened("operator")
    page = plan_of(operator)
    for words in ("一条生产线", "两条生产线"):
        walks.answer(operator, "plan", output_plan=words)
        wait_until(page, "is-saved")

    operator.press("save")

    assert operator.path.endswith("/tasks/"), operator.words
    assert Application.objects.get().answers["output_plan"] == "两条生产线"


def test_a_session_that_ends_while_typing_is_said_and_loses_nothing(opened: Opened, county: County) -> None:
    operator = opened("operator")
    page = plan_of(operator)
    form = operator.path
    Session.objects.all().delete()

    page.locator("[name=output_plan]").fill("恢复三条生产线")
    wait_until(page, "is-failed")
    assert "登录已过期" in status(page)
    page.locator("[data-autosave-status] a").click()
    page.locator("input[name=username]").first.fill("operator")
    page.locator("input[name=password]").first.fill(county.password)
    operator.press("sign-in-submit")

    page.wait_for_url(re.compile(re.escape(form)))
    expect(page.locator("[name=output_plan]")).to_have_value("恢复三条生产线")
    wait_until(page, "is-saved")
    page.wait_for_timeout(SAVED_WITHIN_MS)
    assert Application.objects.get().answers["output_plan"] == "恢复三条生产线"


def test_what_waits_in_the_browser_is_not_shown_to_the_next_person(opened: Opened, county: County) -> None:
    operator = opened("operator")
    page = plan_of(operator)
    Session.objects.all().delete()
    page.locator("[name=output_plan]").fill("只给本企业看")
    wait_until(page, "is-failed")

    operator.sign_in("other.operator", county.password)

    assert "只给本企业看" not in operator.words
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('fugong-draft:'))") == []


def test_a_network_that_fails_is_said_and_the_words_stay_on_the_page(opened: Opened) -> None:
    operator = opened("operator")
    page = plan_of(operator)
    operator.context.set_offline(True)

    page.locator("[name=output_plan]").fill("断网时填写")
    wait_until(page, "is-failed")

    assert "草稿未能保存" in status(page)
    operator.context.set_offline(False)
    page.locator("[name=output_plan]").fill("断网时填写，已恢复")
    wait_until(page, "is-saved")
    operator.faults.clear()  # the browser itself reports the failed request
