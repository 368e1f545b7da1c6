"""A whole list enters the register: judged by the rules of one, taken over once, taken back while it can be."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import connection
from python_calamine import CalamineWorkbook

from fugong.core import audit, clock
from fugong.core.exchange import ImportBatch, importing, working
from fugong.core.files.store import path_of
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.tests import factories as people
from fugong.registry.actions.intake import NothingToTakeBack
from fugong.registry.models import Enterprise
from fugong.registry.queries.page import history_of

from .factories import OTHER_TOWNSHIP, TOWNSHIP, make_enterprise, make_industries, make_region_tree, valid_uscc

pytestmark = pytest.mark.django_db

HEADERS = ("统一社会信用代码", "企业名称", "所在乡镇（街道）", "行业小类", "登记注册类型", "联系电话")
KIND = "registry.enterprises"


@pytest.fixture(autouse=True)
def _reference() -> None:
    make_region_tree()
    make_industries("3011", "5211")


def row(number: int, **other: str) -> tuple[str, ...]:
    cells = {
        "uscc": valid_uscc(number),
        "name": f"桐梓县名录企业{number:03d}号有限公司",
        "division": "楚米镇",
        "industry": "3011 水泥制造",
        "registration": "私营有限责任公司",
        "phone": "0851-26620000",
        **other,
    }
    return tuple(cells.values())


def workbook(*rows: Sequence[str], headers: Sequence[str] = HEADERS) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名录")
        for line, cells in enumerate([headers, *rows]):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell)
    return content.getvalue()


def received(content: bytes, *, by: Actor, name: str = "名录.xlsx") -> ImportBatch:
    upload = ContentFile(content, name=name)
    return ImportBatch.objects.get(pk=importing.receive(KIND, upload=upload, by=by, at=clock.now()))


def checked(*rows: Sequence[str], by: Actor) -> ImportBatch:
    batch = received(workbook(*rows), by=by)
    working.check(batch.pk, at=clock.now())
    batch.refresh_from_db()
    return batch


def taken_over(batch: ImportBatch, *, by: Actor, mode: str = "good_rows") -> ImportBatch:
    importing.confirm(batch.pk, mode=mode, by=by, at=clock.now())
    working.take_over(batch.pk, at=clock.now())
    batch.refresh_from_db()
    return batch


def imported() -> int:
    return sum(batch.rows.count() for batch in ImportBatch.objects.all())


def sheet_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


# --- what is found in a file ---------------------------------------------------------------------------------------


def test_every_row_is_judged_by_the_registers_own_rules_and_all_problems_come_back_in_a_workbook() -> None:
    officer = people.officer()
    make_enterprise(uscc=valid_uscc(3))
    wrong = valid_uscc(4)[:-1] + ("0" if valid_uscc(4)[-1] != "0" else "1")
    batch = checked(
        row(1),
        row(2),
        row(3),
        row(4, uscc=wrong, division="没有的镇", phone="=1+1"),
        row(5, name=""),
        row(1),
        by=officer,
    )

    assert (batch.state, batch.rows_total) == ("checked", 6)
    assert (batch.rows_good, batch.rows_bad, batch.rows_repeated) == (2, 2, 2)
    assert batch.problem_file
    lines = sheet_of(path_of(batch.problem_file.sha256).read_bytes())
    assert [line[-1] for line in lines] == ["原文件行号", 4.0, 5.0, 6.0, 7.0]
    why = {int(line[-1]): line[-2] for line in lines[1:]}
    assert "已登记" in why[4]
    assert "位" in why[5]
    assert "没有的镇" in why[5]
    assert "联系电话" in why[5]
    assert "此项必填" in why[6]
    assert "与第 2 行重复" in why[7]
    assert lines[2][:2] == [wrong, "桐梓县名录企业004号有限公司"]
    assert Enterprise.objects.count() == 1


def test_the_returned_workbook_can_be_handed_in_again_when_it_is_put_right() -> None:
    officer = people.officer()
    batch = checked(row(1), row(2, name=""), by=officer)
    taken_over(batch, by=officer)
    assert batch.problem_file
    headers, line = sheet_of(path_of(batch.problem_file.sha256).read_bytes())
    line[1] = "桐梓县更正企业有限公司"

    again = received(workbook([str(cell) for cell in line], headers=headers), by=officer)
    working.check(again.pk, at=clock.now())
    again.refresh_from_db()

    assert (again.rows_good, again.rows_bad, again.found["unknown"]) == (1, 0, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_tables_are_read_in_every_encoding_that_offices_use(encoding: str) -> None:
    officer = people.officer()
    text = "\r\n".join(",".join(cells) for cells in ((HEADERS), row(1), row(2)))
    batch = received(text.encode(encoding), by=officer, name="名录.csv")
    working.check(batch.pk, at=clock.now())
    batch.refresh_from_db()

    assert (batch.rows_good, batch.rows_bad, batch.source.name) == (2, 0, "名录.csv")


def test_title_lines_other_orders_and_foreign_columns_do_not_matter() -> None:
    officer = people.officer()
    headers = ("序号", *reversed(HEADERS))
    content = workbook(headers, ("1", *reversed(row(1))), headers=("桐梓县企业名录",))
    batch = received(content, by=officer)
    working.check(batch.pk, at=clock.now())
    batch.refresh_from_db()

    assert (batch.rows_good, batch.found["unknown"], batch.found["heading_line"]) == (1, ["序号"], 2)


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [(HEADERS[1:], "缺少列"), ((*HEADERS, "企业名称"), "出现了两次"), (("甲", "乙"), "没有找到表头")],
)
def test_headers_that_do_not_fit_are_refused_in_words_and_nothing_is_kept(
    headers: Sequence[str], sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        received(workbook(row(1), headers=headers), by=people.officer())

    assert any(sentence in problem.message for problem in refused.value.problems)
    assert not ImportBatch.objects.exists()


# --- taking over ---------------------------------------------------------------------------------------------------


def test_good_rows_are_registered_as_one_by_one_with_one_act_for_the_list() -> None:
    officer = people.officer()
    batch = taken_over(checked(row(1), row(2), row(3, name=""), by=officer), by=officer)

    enterprise = Enterprise.objects.get(uscc=valid_uscc(1))
    assert (batch.state, batch.rows_imported, Enterprise.objects.count()) == ("done", 2, 2)
    assert (enterprise.division_code, enterprise.industry_code) == (TOWNSHIP, "3011")
    assert (enterprise.registration_type, enterprise.contact_phone) == ("173", "0851-26620000")
    assert enterprise.name_key.startswith("tong2 zi3")
    assert "名录企业001" in enterprise.search_text
    acts = [act.action for act in audit.history(batch)]
    assert acts == ["registry.enterprises.registered", "core.batch.confirmed", "core.batch.received"]
    assert audit.verify("520322").sound


def test_the_history_of_an_enterprise_tells_with_which_list_it_came() -> None:
    officer = people.officer()
    taken_over(checked(row(1), row(2), by=officer), by=officer)

    _, (act,) = history_of(officer, valid_uscc(2), on=clock.today())

    assert (act.words, act.note) == ("批量登记企业", "随名录导入，第 3 行。")


def test_all_or_nothing_is_not_on_offer_when_a_row_is_bad_and_nothing_when_none_is_good() -> None:
    officer = people.officer()
    partly = checked(row(1), row(2, name=""), by=officer)
    hopeless = checked(row(3, name=""), by=officer)

    with pytest.raises(Invalid):
        importing.confirm(partly.pk, mode="all_or_nothing", by=officer, at=clock.now())
    with pytest.raises(importing.NothingGood):
        importing.confirm(hopeless.pk, mode="good_rows", by=officer, at=clock.now())

    assert set(ImportBatch.objects.values_list("state", flat=True)) == {"checked"}


def test_all_or_nothing_turns_the_list_down_when_a_code_was_registered_after_the_check() -> None:
    officer = people.officer()
    batch = checked(row(1), row(2), by=officer)
    make_enterprise(uscc=valid_uscc(2))

    taken_over(batch, by=officer, mode="all_or_nothing")

    assert (batch.state, batch.rows_good, batch.rows_repeated) == ("turned_down", 1, 1)
    assert Enterprise.objects.count() == 1


def test_a_job_that_is_run_again_brings_nothing_twice() -> None:
    officer = people.officer()
    batch = taken_over(checked(row(1), row(2), by=officer), by=officer)

    working.take_over(batch.pk, at=clock.now())
    working.check(batch.pk, at=clock.now())

    assert Enterprise.objects.count() == imported() == 2
    assert len(audit.history(batch)) == 3


class PowerCut(BaseException):
    """The worker dies; nothing of ours may catch it."""


@pytest.mark.usefixtures("committed_db")
def test_a_worker_killed_at_any_statement_leaves_all_or_nothing_and_the_retry_completes() -> None:
    make_region_tree()
    make_industries("3011")
    officer = people.officer()
    batch = checked(row(1), row(2), by=officer)
    importing.confirm(batch.pk, mode="all_or_nothing", by=officer, at=clock.now())

    for cut_at in range(1, 200):
        if not is_cut(batch, cut_at):
            break
        assert (Enterprise.objects.count(), imported()) == (0, 0)
        assert ImportBatch.objects.get(pk=batch.pk).state == "running"

    assert cut_at > 10
    batch.refresh_from_db()
    assert (batch.state, Enterprise.objects.count(), imported()) == ("done", 2, 2)
    assert [act.action for act in audit.history(batch)].count("registry.enterprises.registered") == 1


def is_cut(batch: ImportBatch, at_statement: int) -> bool:
    count = 0

    def wrapper(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal count
        count += 1
        if count == at_statement:
            raise PowerCut
        return execute(*statement)

    try:
        with connection.execute_wrapper(wrapper):
            working.take_over(batch.pk, at=clock.now())
    except PowerCut:
        return True
    return False


# --- the same file again, two at once ------------------------------------------------------------------------------


def test_the_same_file_is_known_again_until_it_was_given_up() -> None:
    officer, content = people.officer(), workbook(row(1))
    batch = received(content, by=officer)

    with pytest.raises(importing.ReceivedBefore, match="不重复导入"):
        received(content, by=people.officer(), name="换个名字.xlsx")
    importing.cancel(batch.pk, by=officer, at=clock.now())

    assert received(content, by=officer).state == "checking"


def test_of_the_same_file_handed_in_by_four_at_once_one_is_taken(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    make_region_tree()
    make_industries("3011")
    officer, content = people.officer(), workbook(row(1))

    results = in_parallel([lambda: received(content, by=officer).pk] * 4)

    assert sorted(type(result).__name__ for result in results) == ["ReceivedBefore"] * 3 + ["int"]
    assert ImportBatch.objects.count() == 1


def test_two_lists_with_the_same_enterprises_at_once_register_each_once(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    make_region_tree()
    make_industries("3011")
    officer = people.officer()
    batches = [checked(*(row(n) for n in numbers), by=officer) for numbers in (range(1, 60), range(59, 0, -1))]
    for batch in batches:
        importing.confirm(batch.pk, mode="good_rows", by=officer, at=clock.now())

    results = in_parallel([partial(working.take_over, batch.pk, at=clock.now()) for batch in batches])

    assert results == [None, None]
    assert Enterprise.objects.count() == imported() == 59
    assert sorted(ImportBatch.objects.values_list("state", flat=True)) == ["done", "turned_down"]


# --- taking back ---------------------------------------------------------------------------------------------------


def test_a_batch_is_taken_back_but_for_what_something_stands_on() -> None:
    officer = people.officer()
    batch = taken_over(checked(row(1), row(2), row(3), by=officer), by=officer)
    kept = Enterprise.objects.get(uscc=valid_uscc(2))
    kept.representatives.create(
        account_id=officer.account_id or 0, county_code=kept.county_code, since_on=clock.today()
    )

    importing.undo(batch.pk, by=officer, at=clock.now())

    batch.refresh_from_db()
    assert list(Enterprise.objects.values_list("uscc", flat=True)) == [valid_uscc(2)]
    assert (batch.state, batch.rows_taken_back) == ("done", 2)
    assert audit.history(batch)[0].action == "registry.enterprises.taken_back"
    with pytest.raises(NothingToTakeBack):
        importing.undo(batch.pk, by=officer, at=clock.now())


def test_a_batch_wholly_taken_back_is_undone_and_its_file_may_come_again() -> None:
    officer = people.officer()
    batch = taken_over(checked(row(1), by=officer), by=officer)

    importing.undo(batch.pk, by=officer, at=clock.now())

    batch.refresh_from_db()
    assert (batch.state, Enterprise.objects.exists()) == ("undone", False)
    assert batch.rows.get().taken_back_at
    again = taken_over(checked(row(1), by=officer), by=officer)
    assert (again.state, Enterprise.objects.count()) == ("done", 1)


def test_after_a_day_a_batch_stays() -> None:
    officer = people.officer()
    batch = taken_over(checked(row(1), by=officer), by=officer)

    with pytest.raises(importing.TooLateToUndo):
        importing.undo(batch.pk, by=officer, at=clock.now() + timedelta(hours=24, minutes=1))

    assert Enterprise.objects.count() == 1


# --- who may -------------------------------------------------------------------------------------------------------


def test_only_who_keeps_the_register_imports_and_only_into_the_own_area() -> None:
    with pytest.raises(NotPermitted):
        received(workbook(row(1)), by=people.reviewer())
    elsewhere = checked(row(1), by=people.stranger())

    assert (elsewhere.county_code, elsewhere.rows_good) == ("520323", 0)


def test_a_batch_is_there_for_its_county_only_and_moves_only_from_its_state() -> None:
    officer = people.officer()
    batch = checked(row(1), by=officer)

    with pytest.raises(NotThere):
        importing.confirm(batch.pk, mode="good_rows", by=people.stranger(), at=clock.now())
    with pytest.raises(importing.NotInThisState):
        importing.undo(batch.pk, by=officer, at=clock.now())
    taken_over(batch, by=people.officer())
    with pytest.raises(importing.NotInThisState):
        importing.cancel(batch.pk, by=officer, at=clock.now())

    assert Enterprise.objects.count() == 1


def test_who_lost_the_post_before_the_job_ran_imports_nothing() -> None:
    officer = people.officer()
    batch = checked(row(1), by=officer)
    importing.confirm(batch.pk, mode="good_rows", by=officer, at=clock.now())
    ImportBatch.objects.filter(pk=batch.pk).update(confirmed_by=people.reviewer().account_id)

    working.take_over(batch.pk, at=clock.now())

    batch.refresh_from_db()
    assert (batch.state, Enterprise.objects.exists()) == ("turned_down", False)


def test_a_township_outside_the_own_area_is_not_on_offer() -> None:
    officer = people.officer()
    township = replace(officer, grants=tuple(replace(g, area=OTHER_TOWNSHIP) for g in officer.grants))
    batch = received(workbook(row(1)), by=township)

    assert batch.county_code == "520322"
