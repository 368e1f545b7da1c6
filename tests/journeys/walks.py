"""What people do over and over: the enterprise files, an office answers."""

from typing import Final

from tests.journeys.screen import Screen

YES: Final = "yes"
ANSWERS: Final = {
    "enterprise": {"contact_post": "办公室主任", "contact_phone": "0851-26620000"},
    "plan": {
        "planned_restart_on": "2020-02-16", "staff_total": "120", "staff_first_batch": "60",
        "output_plan": "熟料两千吨",
    },
    "prevention": {
        "mechanism_in_place": YES, "staff_checked": YES, "facilities_in_place": YES, "disinfection_in_place": YES,
        "training_in_place": YES, "prevention_plan": "分区管理，进厂测温，分餐就餐。",
        "emergency_plan": "发现异常立即隔离并报告。", "isolation_place": "厂区东侧宿舍楼一层",
    },
    "supplies": {"masks_stock": "2000", "masks_daily_need": "120", "thermometers": "6", "disinfectant_l": "200"},
    "safety": {"safety_checked": YES, "safety_note": "停产期间设备已逐台检查。"},
}  # fmt: skip


def answer(screen: Screen, section: str, **instead: str) -> None:
    """Answer the questions of the section that is open."""
    for key, value in {**ANSWERS[section], **instead}.items():
        field = screen.page.locator(f"[name={key}]")
        if value is YES:
            field.check()
        else:
            field.fill(value)


def fill_in(screen: Screen) -> None:
    """From the enterprise's page to the task list with every section done."""
    screen.press("apply")
    screen.press("start")
    screen.page.locator('[data-test="tasks"] a').first.click()
    for section in ANSWERS:
        answer(screen, section)
        screen.press("save-next")


def file_application(screen: Screen) -> str:
    """Fill in and hand in; give the application's number in its address."""
    fill_in(screen)
    screen.press("to-check")
    screen.page.locator("[name=committed]").check()
    screen.press("submit")
    assert screen.shows("confirmation"), screen.words
    return screen.path.split("/")[2]


def open_first_case(screen: Screen) -> None:
    """Open the application that stands first in the inbox."""
    screen.page.locator('[data-test="inbox"] tbody a').first.click()


def agree(screen: Screen) -> None:
    """Give the office's opinion on the first case of its inbox: agreed."""
    screen.go("/approvals/inbox/")
    open_first_case(screen)
    screen.page.locator("[name=verdict][value=agree]").check()
    screen.press("opine")
