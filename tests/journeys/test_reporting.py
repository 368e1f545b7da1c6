"""An enterprise reports its days, in a hurry and with mistakes; the office sees each count rise and opens it."""

import re
from collections.abc import Callable
from datetime import date, time

import pytest
from playwright.sync_api import Locator
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.journeys.screen import Screen

from fugong.people import public as people
from fugong.reports import public as reports
from fugong.reports.models import Report

Opened = Callable[..., Screen]
FORM = "daily_all"
YESTERDAY, BEFORE = date(2020, 2, 13), date(2020, 2, 12)
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(autouse=True)
def _asked(county: County) -> None:
    assert county.cement.id
    terms = reports.FormTerms(
        code=FORM, title="企业复工复产日报", period_kind="day",
        items=(
            reports.Asked("operating", required=True), reports.Asked("staff_at_post", required=True),
            reports.Asked("output_value_wan", high="500"),
        ),
        addressees=reports.Addressees(others=True), due=reports.Due(1, time(10)), effective_from=date(2020, 2, 10),
        basis="示例通告第9号",
    )  # fmt: skip
    reports.announce_form(counties.CODE, form=terms, by=people.loader_actor(counties.CODE), at=counties.MORNING)


def sheet(opened: Opened, county: County, *, scripts: bool) -> Screen:
    return opened("operator", scripts=scripts).go(f"/reports/sheet/{FORM}/?enterprise={county.cement.uscc}")


def line(screen: Screen, on: date) -> Locator:
    return screen.page.locator(f'[data-test="line-{on.isoformat()}"]')


def fill(screen: Screen, on: date, *, staff: str, output: str) -> None:
    here = line(screen, on)
    here.locator("[name=operating]").select_option("yes")
    here.locator("[name=staff_at_post]").fill(staff)
    here.locator("[name=output_value_wan]").fill(output)
    save(screen, on)


def save(screen: Screen, on: date) -> None:
    """Save a line and wait until it says what came of it."""
    line(screen, on).locator('[data-test="save"]').click()
    answered = re.compile("已保存|未保存")
    line(screen, on).locator('[data-test="line-state"]', has_text=answered).wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_day_is_reported_after_a_mistake_that_lost_nothing(opened: Opened, county: County, *, scripts: bool) -> None:
    operator = sheet(opened, county, scripts=scripts)
    fill(operator, YESTERDAY, staff="很多", output="12.5")

    assert "未保存，请更正" in line(operator, YESTERDAY).inner_text()
    assert line(operator, YESTERDAY).locator("[name=output_value_wan]").input_value() == "12.5"
    assert not Report.objects.exists()

    fill(operator, YESTERDAY, staff="20", output="12.5")
    line(operator, YESTERDAY).locator('[data-test="line-state"]', has_text="已保存").wait_for()
    assert "已保存（第 1 版）" in line(operator, YESTERDAY).inner_text()
    assert Report.objects.get().values["staff_at_post"] == 20


def test_a_block_from_a_spreadsheet_fills_the_lines_below(opened: Opened, county: County) -> None:
    operator = sheet(opened, county, scripts=True)
    first = line(operator, YESTERDAY).locator("[name=operating]")
    first.evaluate(PASTE, "是\t21\t12\n是\t19\t11.5\n")

    for on, staff in ((YESTERDAY, "21"), (BEFORE, "19")):
        assert line(operator, on).locator("[name=staff_at_post]").input_value() == staff
        save(operator, on)
    found = Report.objects.order_by("-period_on").values_list("period_on", "values__staff_at_post")
    assert list(found) == [(YESTERDAY, 21), (BEFORE, 19)]


def test_a_pasted_word_that_is_no_answer_leaves_none(opened: Opened, county: County) -> None:
    fill(sheet(opened, county, scripts=True), BEFORE, staff="20", output="12.5")
    operator = sheet(opened, county, scripts=True)
    here = line(operator, YESTERDAY).locator("[name=operating]")
    assert here.input_value() == "yes"  # suggested from the day before
    here.evaluate(PASTE, "停产检修\t21\t12")

    save(operator, YESTERDAY)

    assert "未保存，请更正" in line(operator, YESTERDAY).inner_text()
    assert here.input_value() == ""
    assert not Report.objects.filter(period_on=YESTERDAY).exists()


def test_an_office_pastes_a_table_in_its_own_order_and_saves_all_of_it(opened: Opened, county: County) -> None:
    officer = opened("officer").go(f"/reports/progress/?form={FORM}&period={YESTERDAY.isoformat()}")
    officer.press("across")
    first = officer.page.locator("[name=operating]").first
    rows = (
        f"{county.machines.uscc}\t是\t31\t9", "示例无此厂\t是\t1\t1", f"{county.cement.name}\t是\t很多\t12.5"
    )  # fmt: skip
    first.evaluate(PASTE, "\n".join(rows))
    assert "示例无此厂" in officer.text("save-status")

    officer.press("save-all")
    officer.page.locator('[data-test="save-status"]', has_text="标红的行未保存").wait_for()
    assert [(row.enterprise_id, row.values["staff_at_post"]) for row in Report.objects.all()] == [
        (county.machines.id, 31)
    ]
    refused = officer.page.locator(".report-line.is-refused")
    assert county.cement.name in refused.inner_text()
    assert refused.locator("[name=output_value_wan]").input_value() == "12.5"

    refused.locator("[name=staff_at_post]").fill("20")
    officer.page.keyboard.press("Control+s")
    officer.page.locator('[data-test="save-status"]', has_text="已全部保存").wait_for()
    assert Report.objects.count() == 2
    officer.page.keyboard.press("Control+s")
    officer.page.locator('[data-test="save-status"]', has_text="没有改动").wait_for()


def test_without_the_network_nothing_is_lost_and_the_same_press_saves_it_afterwards(
    opened: Opened, county: County
) -> None:
    address = f"/reports/across/{FORM}/?period={YESTERDAY.isoformat()}"
    officer = opened("officer").go(address)
    rows = (f"{county.cement.name}\t是\t20\t12.5", f"{county.machines.name}\t是\t31\t9")
    officer.page.locator("[name=operating]").first.evaluate(PASTE, "\n".join(rows))
    officer.context.set_offline(True)
    officer.press("save-all")
    officer.page.locator('[data-test="save-status"]', has_text="保存中断").wait_for()
    assert not Report.objects.exists()
    # What the browser says of a lost network was provoked here; anything else would still be a fault.
    assert all("Failed to fetch" in fault for fault in officer.faults), officer.faults
    officer.faults.clear()

    officer.context.set_offline(False)
    officer.page.locator('[data-test="save-all"]').dblclick()
    officer.page.locator('[data-test="save-status"]', has_text="已全部保存").wait_for()

    found = Report.objects.order_by("enterprise_id").values_list("version", "values__staff_at_post")
    assert sorted(found) == [(1, 20), (1, 31)]


def test_the_office_sees_who_has_reported_and_opens_it(opened: Opened, county: County) -> None:
    officer = opened("officer").go(f"/reports/progress/?form={FORM}&period={YESTERDAY.isoformat()}")
    assert officer.text("received").startswith("0")

    fill(sheet(opened, county, scripts=True), YESTERDAY, staff="20", output="12.5")
    officer.page.reload()

    assert officer.text("received").startswith("1")
    officer.press("received")
    officer.page.get_by_role("link", name=county.cement.name).click()
    assert "12.5" in officer.text("versions")
    assert county.machines.name not in officer.words
