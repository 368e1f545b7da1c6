"""A clerk brings a whole list in, watches it being checked, takes the good rows over, and takes the list out again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from tests.journeys.county import MORNING, County
from tests.journeys.screen import Screen

from fugong.core.exchange import ImportBatch, working
from fugong.registry.tests.factories import valid_uscc

Opened = Callable[..., Screen]
HEADERS = ("企业名称", "统一社会信用代码", "所在乡镇（街道）", "行业小类", "登记注册类型", "联系电话")
LATER = MORNING + timedelta(minutes=5)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """Make a list of twelve, the last two of them wrong, under a title line."""
    path = tmp_path / "企业名录.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名录")
        sheet.write_string(0, 0, "示例县企业名录")
        for line, header in enumerate(HEADERS):
            sheet.write_string(1, line, header)
        for number in range(12):
            code = valid_uscc(5000 + number)
            if number > 9:
                code = code[:-1] + ("0" if code[-1] != "0" else "1")
            cells = (f"示例机械厂{number + 40}", code, "楚米镇", "3011 水泥制造", "私营有限责任公司", "0851-26620000")
            for place, cell in enumerate(cells):
                sheet.write_string(number + 2, place, cell)
    return path


@pytest.mark.parametrize("scripts", [True, False])
def test_a_list_comes_in_and_goes_out(opened: Opened, county: County, names: Path, *, scripts: bool) -> None:
    screen = opened("officer", scripts=scripts)
    screen.go("/registry/enterprises/").press("import")
    with screen.page.expect_download() as template:
        screen.press("template")
    assert template.value.suggested_filename == "企业名录_导入模板.xlsx"

    screen.page.locator("input[type=file]").set_input_files(str(names))
    screen.press("submit")
    stands(screen, "checking")
    batch = ImportBatch.objects.get()
    working.check(batch.pk, at=LATER)
    refresh(screen, "checked")
    assert "校验不通过" in screen.words
    look(screen)

    screen.press("submit")
    stands(screen, "running")
    working.take_over(batch.pk, at=LATER)
    refresh(screen, "done")
    look(screen)

    screen.go("/registry/enterprises/?words=示例机械厂4")
    screen.page.locator("[data-test=export-choice] summary").click()
    with screen.page.expect_download() as file:
        screen.press("export-xlsx")
    assert Path(file.value.path()).read_bytes().startswith(b"PK")

    screen.go(f"/exchange/batches/{batch.pk}/").press("to-undo")
    look(screen)
    screen.press("submit")
    stands(screen, "undone")


def stands(screen: Screen, state: str) -> None:
    """Wait for the page of the batch in this state."""
    screen.page.locator(f"[data-test=batch][data-state={state}]").wait_for()


def refresh(screen: Screen, state: str) -> None:
    """Wait until the page has asked again by itself; without scripts the person asks."""
    if not screen.scripts:
        screen.page.get_by_text("刷新").click()
    stands(screen, state)


def look(screen: Screen) -> None:
    assert screen.spills() <= 0 if screen.scripts else True
    if screen.scripts:
        assert not screen.barriers()
