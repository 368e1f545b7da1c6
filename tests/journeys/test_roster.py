"""A roster from paste to certificate: the enterprise enters it, the health desk follows up, the night erases it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.journeys import county as counties
from tests.journeys import walks
from tests.journeys.screen import Screen

from fugong.approvals.models import Application
from fugong.approvals.tasks import start_clocks
from fugong.core.personal.models import PersonalRecord
from fugong.core.tasks import erase_personal_data
from fugong.people import public as people
from fugong.policy import public as policy

Opened = Callable[..., Screen]
PHONE_NUMBER = "13987654321"
LINES = f"GH-0427\t焊工\t武汉市江岸区\t2020-02-12\t集中观察\t{PHONE_NUMBER}\nGH-0428\t钳工\t黄梅县\t2020/2/10\t无需隔离"


def ask_a_roster() -> None:
    """Let the county's rule ask the roster from today on."""
    terms = policy.ProcedureTerms(counties.CODE, "medium", "general", "approval", (*counties.PAPERS, "roster"), 0)
    policy.set_procedure(
        counties.CODE, terms=terms, period=policy.Period(counties.MORNING.date()), basis_code="example-notice",
        by=people.loader_actor(counties.CODE), at=counties.MORNING,
    )  # fmt: skip


def looked_at(screen: Screen) -> list[str]:
    return [*screen.barriers(), *([f"{screen.path} spills"] if screen.spills() else [])]


@pytest.mark.parametrize("phone", [False, True])
def test_a_roster_from_paste_to_certificate(
    opened: Opened, turn_clock: Callable[[datetime], None], phone: bool  # noqa: FBT001  # desk or phone
) -> None:  # fmt: skip
    ask_a_roster()
    operator = opened("operator", phone=phone)
    walks.fill_in(operator)
    number = Application.objects.get().pk
    operator.go(f"/approvals/{number}/tasks/")
    faults = looked_at(operator)
    operator.page.locator('[data-test="roster-task"] a').click()

    operator.page.locator("[name=pasted]").fill("张三\t焊工\t江岸区\t2020-02-12\t无需隔离")
    operator.press("add")
    assert "应为含数字的工号或序号" in operator.text("error-summary")
    faults += looked_at(operator)
    operator.page.locator("[name=pasted]").fill(LINES)
    operator.press("add")
    assert "139****4321" in operator.text("roster")
    faults += looked_at(operator)
    operator.page.locator('[data-test="correct"]').last.click()
    assert operator.page.locator("[name=arrived_on]").input_value() == "2020-02-10"
    faults += looked_at(operator)
    operator.press("save")
    operator.go(f"/approvals/{number}/check/")
    operator.page.locator("[name=committed]").check()
    operator.press("submit")

    health = opened("health", phone=phone)
    health.go(f"/approvals/{number}/")
    health.press("roster")
    assert PHONE_NUMBER not in health.page.content()
    faults += looked_at(health)
    health.page.locator('[data-test="roster"] a').first.click()
    faults += looked_at(health)
    health.page.locator("[name=reason]").first.check()
    health.page.locator("[name=note]").fill("第三日随访")
    health.press("show")
    assert health.text("phone") == PHONE_NUMBER
    faults += looked_at(health)

    turn_clock(counties.MORNING + timedelta(days=91))
    start_clocks(0)
    erase_personal_data(0)
    auditor = opened("audit", phone=phone)
    auditor.go("/erasures/")
    assert "520322-2020-1" in auditor.text("certificates")
    faults += looked_at(auditor)
    assert not PersonalRecord.objects.exists()
    assert faults == []


def test_a_roster_is_kept_without_scripts(opened: Opened) -> None:
    ask_a_roster()
    operator = opened("operator", scripts=False)
    walks.fill_in(operator)
    number = Application.objects.get().pk
    operator.go(f"/approvals/{number}/roster/")
    operator.page.locator("[name=pasted]").fill(LINES)
    operator.page.locator('[data-test="add"]').dblclick()
    operator.page.locator('[data-test="roster"]').wait_for()
    assert PersonalRecord.objects.count() == 2

    operator.go(f"/approvals/{number}/roster/")
    operator.page.locator('[data-test="roster"] summary').first.click()
    operator.press("remove")
    operator.page.locator('[data-test="roster"]').wait_for()
    assert PersonalRecord.objects.count() == 1
