"""What people do in a hurry harms nobody: double click, back button, two at once, an expired session."""

from collections.abc import Callable

from tests.journeys import walks
from tests.journeys.county import County
from tests.journeys.screen import Screen

from fugong.approvals.models import Application
from fugong.core import audit
from fugong.people.models import Session

Opened = Callable[..., Screen]


def filled_in(operator: Screen) -> None:
    walks.fill_in(operator)
    operator.press("to-check")
    operator.page.locator("[name=committed]").check()


def acts(action: str) -> int:
    from fugong.core.models import AuditEntry

    return AuditEntry.objects.filter(action=action).count()


def test_a_double_click_files_once(opened: Opened, county: County) -> None:
    operator = opened("operator", scripts=False)
    filled_in(operator)

    operator.page.locator('[data-test="submit"]').dblclick()
    operator.page.wait_for_url("**/submitted/")

    assert Application.objects.filter(enterprise_id=county.cement.id).count() == 1
    assert acts("approvals.application.submitted") == 1
    assert audit.verify().sound


def test_going_back_and_handing_in_again_files_once(opened: Opened, county: County) -> None:
    operator = opened("operator")
    filled_in(operator)
    operator.press("submit")
    assert operator.shows("confirmation")

    operator.page.go_back()
    if operator.shows("submit"):
        operator.page.locator("[name=committed]").check()
        operator.press("submit")

    assert Application.objects.filter(enterprise_id=county.cement.id).count() == 1
    assert acts("approvals.application.submitted") == 1


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(opened: Opened, county: County) -> None:
    operator = opened("operator", scripts=False)
    operator.press("apply")
    operator.press("start")
    operator.page.locator('[data-test="tasks"] a').nth(1).click()
    walks.answer(operator, "plan", output_plan="恢复两条生产线")
    Session.objects.all().delete()

    operator.press("save")
    assert operator.path.startswith("/sign-in/")
    assert operator.shows("unsent")
    operator.page.locator("input[name=username]").first.fill("operator")
    operator.page.locator("input[name=password]").first.fill(county.password)
    operator.press("sign-in-submit")

    assert operator.path.endswith("/sections/plan/")
    assert operator.page.locator("[name=output_plan]").input_value() == "恢复两条生产线"
    assert operator.page.locator("[name=staff_total]").input_value() == "120"
    operator.press("save")
    assert Application.objects.get().answers["output_plan"] == "恢复两条生产线"


def test_two_officers_on_one_case_the_second_is_told_and_nothing_is_lost(opened: Opened, county: County) -> None:
    number = walks.file_application(opened("operator"))
    first, second = opened("officer"), opened("second.officer")
    for officer in (first, second):
        officer.go(f"/approvals/{number}/")
        officer.page.locator("details.more summary", has_text="不予同意").click()
        officer.page.locator('[data-test="form-refuse"] [name=reasons]').first.check()
        officer.page.locator('[data-test="form-refuse"] [name=note]').fill("防控物资不足。")

    first.press("refuse")
    second.press("refuse")

    assert second.shows("stale") or "已更新" in second.words
    assert second.barriers() == []
    assert acts("approvals.application.refused") == 1
    assert Application.objects.get(enterprise_id=county.cement.id).state == "refused"


def test_two_tabs_of_one_form_the_older_one_is_told_and_keeps_what_was_typed(opened: Opened, county: County) -> None:
    operator = opened("operator", scripts=False)
    operator.press("apply")
    operator.press("start")
    tasks = operator.path
    older = operator.page
    older.goto(operator.base + tasks.replace("tasks", "sections/plan"))
    operator.page = operator.open_tab()
    operator.go(tasks.replace("tasks", "sections/plan"))
    walks.answer(operator, "plan", staff_total="130")
    operator.press("save")

    operator.page = older
    walks.answer(operator, "plan", staff_total="90")
    operator.press("save")

    assert Application.objects.get(enterprise_id=county.cement.id).answers["staff_total"] == 130
    assert operator.shows("stale")
    assert older.locator("[name=staff_total]").input_value() == "90"


def test_an_officer_goes_through_the_inbox_by_keyboard(opened: Opened, county: County) -> None:
    for login in ("operator", "other.operator"):
        walks.file_application(opened(login))
    township = opened("township")
    township.go("/approvals/inbox/")
    links = township.page.locator('[data-test="inbox"] tbody th a')
    assert links.count() == 2
    second = links.nth(1).get_attribute("href")

    for key in ("j", "j", "j", "k", "J", "Enter"):
        township.page.keyboard.press(key)
    township.page.wait_for_url(f"**{second}")

    assert township.shows("opine")
