"""Many at once, a second look, and two at the same case: bulk decision, internal review, conflict."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.journeys import county as counties
from tests.journeys import walks
from tests.journeys.county import MORNING, County
from tests.journeys.screen import DESK, PHONE, Screen

from fugong.approvals import public as approvals
from fugong.approvals import tasks
from fugong.approvals.models import Application, Batch
from fugong.core import audit
from fugong.people import public as people

Opened = Callable[..., Screen]
ANSWERS: Final = {key: value for section in walks.ANSWERS.values() for key, value in section.items()}
PICTURES: Final = os.environ.get("FUGONG_PICTURES", "")


def actor(county: County, login: str) -> people.Actor:
    return people.actor_of(county.accounts[login], on=MORNING.date())


def filed(county: County, name: str, *, agreed: bool = True) -> int:
    """File for one more enterprise of the operator, with or without the offices' word."""
    firm = counties.add_firm(name, holder="private", account_id=county.accounts["operator"])
    pk = approvals.file_application(firm.id, answers=ANSWERS, by=actor(county, "operator"), at=MORNING)
    for login in ("township", "health", "industry") if agreed else ():
        approvals.opine(pk, verdict="agree", by=actor(county, login), at=MORNING)
    return pk


def state(pk: int) -> str:
    return Application.objects.get(pk=pk).state


def looked_at(screen: Screen, name: str) -> None:
    """Look for barriers and spills, at a desk and on a phone; keep pictures where they are wanted."""
    for size, word in ((DESK, "desk"), (PHONE, "phone")):
        screen.page.set_viewport_size(size)
        assert screen.barriers() == [], name
        assert screen.spills() <= 0, name
        if PICTURES:
            screen.page.screenshot(path=Path(PICTURES) / f"{name}-{word}.png", full_page=True)
    screen.page.set_viewport_size(DESK)


def test_three_are_granted_at_once_and_one_is_skipped_with_its_reason(opened: Opened, county: County) -> None:
    granted = [filed(county, f"示例食品厂{number}") for number in (21, 22, 23)]
    changed = filed(county, "示例纸品厂24")
    officer = opened("officer", by_hand=True)
    officer.go("/approvals/inbox/")
    for pk in (*granted, changed):
        officer.page.locator(f"#choose-{pk}").check()
    looked_at(officer, "inbox")
    officer.press("bulk-ticked")
    looked_at(officer, "bulk")
    officer.page.locator("[name=effective_on]").fill("2020-02-15")
    officer.press("dry-run")
    assert officer.text("will-do") == "4"
    # While the officer reads, an office objects to one of them.
    approvals.opine(changed, verdict="disagree", text="隔离间未落实。", by=actor(county, "health"), at=MORNING)
    looked_at(officer, "dry-run")
    officer.press("confirm")
    assert officer.text("waiting") == "4"
    looked_at(officer, "batch-running")

    tasks.work_off(Batch.objects.get().pk)

    officer.page.locator('[data-test="finished"]').wait_for()
    assert (officer.text("done"), officer.text("skipped")) == ("3", "1")
    assert "他人已更新" in officer.text("item-skipped")
    looked_at(officer, "batch-finished")
    assert [state(pk) for pk in (*granted, changed)] == ["granted"] * 3 + ["in_review"]
    assert "示经贸复〔2020〕3号" in officer.words
    assert audit.verify().sound


def test_without_scripts_the_order_is_given_and_followed_by_reloading(opened: Opened, county: County) -> None:
    pk = filed(county, "示例食品厂21")
    officer = opened("officer", scripts=False)
    officer.go("/approvals/inbox/").press("bulk-all")
    officer.page.locator("[name=effective_on]").fill("2020-02-15")
    officer.press("dry-run")
    officer.press("confirm")
    officer.press("stop")
    officer.press("resume")

    tasks.work_off(Batch.objects.get().pk)
    officer.page.reload()

    assert officer.text("done") == "1"
    assert state(pk) == "granted"


def test_refused_objected_to_reopened_and_granted(opened: Opened, county: County) -> None:
    pk = filed(county, "示例玩具厂25")
    officer = opened("officer").go(f"/approvals/{pk}/")
    officer.page.locator("details.more summary", has_text="不予同意").click()
    officer.page.locator('[data-test="form-refuse"] [value=supplies_short]').check()
    officer.press("refuse")

    operator = opened("operator").go(f"/approvals/{pk}/progress/")
    operator.press("appeal-this")
    looked_at(operator, "appeal")
    operator.page.locator("[name=grounds]").fill("口罩已于昨日到货两千只，附送货单。")
    operator.press("file-appeal")
    assert "口罩已于昨日到货" in operator.text("appeal")
    looked_at(operator, "progress-with-appeal")

    officer.go("/approvals/appeals/").page.locator('[data-test="appeals"] a').first.click()
    assert officer.shows("own-decision")
    second = opened("second.officer").go("/approvals/inbox/")
    second.press("to-appeals")
    looked_at(second, "appeals")
    second.page.locator('[data-test="appeals"] a').first.click()
    looked_at(second, "appeal-page")
    second.page.locator("[name=outcome][value=changed]").check()
    second.page.locator("[name=note]").fill("送货单属实，撤销原决定。")
    second.press("answer")
    assert "改变原决定" in second.text("appeal-outcome")
    assert state(pk) == "in_review"

    second.press("to-case")
    looked_at(second, "case-reopened")
    second.press("grant")
    operator.go(f"/approvals/{pk}/progress/")
    assert operator.page.locator('[data-test="decision"] .state-granted').count() == 1
    assert "示经贸复〔2020〕2号" in operator.text("decision")
    assert "示经贸复〔2020〕1号" in operator.text("appeal")
    assert audit.verify().sound


def test_like_cases_are_shown_before_deciding_otherwise(opened: Opened, county: County) -> None:
    refused, pk = filed(county, "示例玩具厂25"), filed(county, "示例玩具厂26")
    by = actor(county, "second.officer")
    version = Application.objects.get(pk=refused).version
    approvals.refuse(refused, version, reasons=["safety_unfit"], by=by, at=MORNING)
    officer = opened("officer").go(f"/approvals/{pk}/")
    assert "示例玩具厂25" in officer.text("precedents")
    officer.page.locator('[data-test="precedents"] summary').click()
    looked_at(officer, "case-with-precedents")
    officer.press("grant")
    assert "请写明与其不同的理由" in officer.words
    assert state(pk) == "in_review"

    officer.page.locator('[data-test="form-grant"] [name=consistency_note]').fill("隐患已整改并复查。")
    officer.press("grant")

    assert state(pk) == "granted"


def test_two_officers_at_one_case_the_second_is_told_what_happened_and_keeps_the_words(
    opened: Opened, county: County
) -> None:
    pk = filed(county, "示例机械厂27", agreed=False)
    for login in ("township", "health"):
        approvals.opine(pk, verdict="agree", by=actor(county, login), at=MORNING)
    approvals.opine(pk, verdict="agree", by=actor(county, "industry"), at=MORNING)
    first, second = opened("officer").go(f"/approvals/{pk}/"), opened("second.officer").go(f"/approvals/{pk}/")
    walks_on = second.page.locator('[data-test="form-grant"] [name=conditions]')
    walks_on.fill("每日报告体温")
    approvals.opine(
        pk, verdict="agree_with_conditions", text="分批返岗。", by=actor(county, "health"), at=MORNING
    )  # fmt: skip
    second.press("grant")
    assert "分批返岗。" in second.text("since")
    looked_at(second, "conflict")
    assert second.page.locator('[data-test="form-grant"] [name=conditions]').input_value() == "每日报告体温"
    second.press("grant")
    assert state(pk) == "granted"

    first.press("grant")
    assert "同意复产" in first.text("since")
    assert "经贸局副经办" in first.text("since")
    looked_at(first, "conflict-over")
    assert Application.objects.get(pk=pk).conditions == ["每日报告体温"]
