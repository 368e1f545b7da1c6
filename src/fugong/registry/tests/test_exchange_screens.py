"""The pages of import and export, walked over the register: the ladder, the way of a batch, a list as a file."""

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fugong.core import audit, clock
from fugong.core.exchange import ExportFile, ImportBatch, exporting, working
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry.models import Enterprise

from .factories import TOWNSHIP_ELSEWHERE, make_enterprise, make_industries, make_region_tree, valid_uscc
from .test_intake import HEADERS, KIND, checked, row, taken_over, workbook

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _reference() -> None:
    make_region_tree()
    make_industries("3011", "5211")


def closed(answer: Any) -> None:
    """Close the file behind an answer, and not the database's connection, as a server's end of request would."""
    for close in answer._resource_closers:
        close()


def status_of(client: Client, url: str) -> int:
    """Ask for a page or a file; a file is closed again, as a server does when it is sent."""
    answer: Any = client.get(url)
    closed(answer)
    return int(answer.status_code)


def content_of(client: Client, url: str) -> bytes:
    answer: Any = client.get(url)
    content = b"".join(answer.streaming_content)
    closed(answer)
    return content


def hand_in(client: Client, content: bytes, name: str = "名录.xlsx") -> Any:
    file = SimpleUploadedFile(name, content, content_type=XLSX)
    return client.post(reverse("exchange:imports", args=[KIND]), {"file": file})


def order(client: Client, query: str = "", file_format: str = "xlsx", *, name: str = KIND) -> Any:
    return client.post(reverse("exchange:order", args=[name]), {"query": query, "file_format": file_format})


def fetched(client: Client, query: str = "", file_format: str = "xlsx") -> bytes:
    return content_of(client, order(client, query, file_format)["Location"])


def sheets(content: bytes) -> tuple[list[list[Any]], dict[str, str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    note = book.get_sheet_by_name("说明").to_python()
    return book.get_sheet_by_index(0).to_python(), {str(what): str(said) for what, said in note}


# --- the access ladder ---------------------------------------------------------------------------------------------


def test_importing_is_for_who_keeps_the_register(client: Client) -> None:
    for name in ("exchange:imports", "exchange:template"):
        url = reverse(name, args=[KIND])
        for actor, status in ((people.officer(), 200), (people.reviewer(), 403), (people.operator(), 403)):
            assert status_of(people.signed_in(client, actor), url) == status
        client.logout()
        assert client.get(url)["Location"].startswith("/sign-in/")
    assert people.signed_in(client, people.officer()).get(reverse("exchange:imports", args=["none"])).status_code == 404


@pytest.mark.parametrize("name", ["exchange:batch", "exchange:source", "exchange:problems", "exchange:undo"])
def test_reading_a_batch_climbs_the_ladder(client: Client, name: str) -> None:
    own = people.officer()
    batch = taken_over(checked(row(1), row(2, name=""), by=own), by=own)
    url = reverse(name, args=[batch.pk])
    ladder = ((own, 200), (people.officer(), 200), (people.reviewer(), 404), (people.stranger(), 404))

    for actor, status in ladder:
        assert status_of(people.signed_in(client, actor), url) == status
    client.logout()
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("name", ["exchange:confirm", "exchange:cancel", "exchange:undo"])
def test_acting_on_a_batch_climbs_the_ladder(client: Client, name: str) -> None:
    own = people.officer()
    batch = checked(row(1), by=own)
    url = reverse(name, args=[batch.pk])

    for actor, status in ((people.reviewer(), 404), (people.stranger(), 404)):
        assert people.signed_in(client, actor).post(url, {"mode": "good_rows"}).status_code == status
    client.logout()

    assert client.post(url).status_code == 302
    assert ImportBatch.objects.get().state == "checked"
    assert not Enterprise.objects.exists()


def test_an_exported_file_is_for_who_ordered_it(client: Client) -> None:
    make_enterprise()
    own = people.signed_in(client, people.officer())
    content = order(own)["Location"]
    (export,) = ExportFile.objects.all()
    page = reverse("exchange:export", args=[export.pk])
    assert content == reverse("exchange:content", args=[export.pk])

    assert [status_of(own, url) for url in (page, content)] == [200, 200]
    for other in (people.officer(), people.reviewer(), people.stranger()):
        signed_in = people.signed_in(client, other)
        assert [signed_in.get(url).status_code for url in (page, content)] == [404, 404]
    client.logout()
    assert client.get(content).status_code == 302


@pytest.mark.parametrize(("actor", "status"), [(people.officer, 302), (people.reviewer, 302), (people.operator, 403)])
def test_exporting_the_register_is_for_who_reads_it(client: Client, actor: Callable[[], Actor], status: int) -> None:
    make_enterprise()

    assert order(people.signed_in(client, actor())).status_code == status
    client.logout()
    assert client.post(reverse("exchange:order", args=[KIND]))["Location"].startswith("/sign-in/")


# --- the way of a batch --------------------------------------------------------------------------------------------


def test_a_clerk_walks_a_list_from_template_to_register_and_back(client: Client) -> None:
    officer = people.signed_in(client, people.officer())
    template = content_of(officer, reverse("exchange:template", args=[KIND]))
    headers = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()[0]
    assert {f"{header}*" for header in HEADERS[:-1]} <= set(headers)

    batch = ImportBatch.objects.get(pk=hand_in(officer, workbook(row(1), row(2, name="")))["Location"].split("/")[-2])
    page = reverse("exchange:batch", args=[batch.pk])
    waiting = officer.get(page).content.decode()
    assert "正在核对" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    working.check(batch.pk, at=clock.now())

    shown = officer.get(page).content.decode()
    assert "导入 1 行" in shown
    assert "此项必填" in shown
    assert "全部导入" not in shown
    assert "hx-trigger" not in officer.get(page, headers={"HX-Request": "true"}).content.decode()
    assert content_of(officer, reverse("exchange:problems", args=[batch.pk])).startswith(b"PK")

    assert officer.post(reverse("exchange:confirm", args=[batch.pk]), {"mode": "good_rows"})["Location"] == page
    assert "正在导入" in officer.get(page).content.decode()
    working.take_over(batch.pk, at=clock.now())
    assert "已于" in officer.get(page).content.decode()
    assert "随名录导入" in officer.get(reverse("registry:history", args=[valid_uscc(1)])).content.decode()

    undo = reverse("exchange:undo", args=[batch.pk])
    assert "可以撤销 1 行" in officer.get(undo).content.decode()
    assert officer.post(undo)["Location"] == page
    assert "已全部撤销" in officer.get(page).content.decode()
    assert not Enterprise.objects.exists()


def test_what_cannot_be_read_is_refused_at_the_field_and_nothing_is_kept(client: Client) -> None:
    officer = people.signed_in(client, people.officer())

    for content, why in ((b"%PDF-1.7", "只接收 XLSX 或 CSV"), (workbook(headers=("甲",)), "没有找到表头")):
        answer = hand_in(officer, content)
        assert answer.status_code == 422
        assert why in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_batch_that_is_wholly_good_offers_all_or_nothing_first(client: Client) -> None:
    own = people.officer()
    batch = checked(row(1), by=own)

    page = people.signed_in(client, own).get(reverse("exchange:batch", args=[batch.pk])).content.decode()

    assert page.index("全部导入") < page.index("只导入合格的行")


def test_a_batch_without_a_way_is_answered_in_the_form(client: Client) -> None:
    own = people.officer()
    batch = checked(row(1), by=own)

    answer = people.signed_in(client, own).post(reverse("exchange:confirm", args=[batch.pk]), {"mode": "half"})

    assert answer.status_code == 422
    assert ImportBatch.objects.get().state == "checked"


def test_the_undo_page_names_the_rows_that_stay(client: Client) -> None:
    own = people.officer()
    batch = taken_over(checked(row(1), row(2), by=own), by=own)
    kept = Enterprise.objects.get(uscc=valid_uscc(2))
    kept.holders.create(holder="private", county_code=kept.county_code, since_on=clock.today())

    page = people.signed_in(client, own).get(reverse("exchange:undo", args=[batch.pk])).content.decode()

    assert "可以撤销 1 行" in page
    assert "第 3 行" in page
    assert "控股情况" in page


def test_the_list_of_batches_costs_the_same_number_of_queries_whatever_its_length(client: Client) -> None:
    own = people.officer()
    officer = people.signed_in(client, own)
    url = reverse("exchange:imports", args=[KIND])
    costs = []
    for numbers in ((1,), (2, 3, 4)):
        for number in numbers:
            checked(row(number), by=own)
        with CaptureQueriesContext(
            connection,
        ) as spent:
            officer.get(url)
        costs.append(len(spent))

    assert costs[0] == costs[1]


# --- a list as a file ----------------------------------------------------------------------------------------------


def test_a_file_has_the_rows_order_and_columns_of_the_list_and_says_so(client: Client) -> None:
    own = people.officer()
    officer = people.signed_in(client, own)
    for number, name in enumerate(("桐梓县甲水泥厂", "桐梓县丙水泥厂", "桐梓县乙酒厂", "=1+1水泥厂"), start=1):
        make_enterprise(name=name, uscc=valid_uscc(number))
    make_enterprise(name="邻县水泥厂", division_code=TOWNSHIP_ELSEWHERE)
    query = "words=水泥&sort=-uscc&columns=uscc&columns=contact_phone&page=9"

    rows, note = sheets(fetched(officer, query))

    assert rows == [
        ["企业名称", "统一社会信用代码", "联系电话"],
        ["=1+1水泥厂", valid_uscc(4), "085****0000"],
        ["桐梓县丙水泥厂", valid_uscc(2), "085****0000"],
        ["桐梓县甲水泥厂", valid_uscc(1), "085****0000"],
    ]
    content = "".join("\t".join(cells) + "\n" for cells in rows[1:])
    assert note["内容校验值"] == f"SHA-256 {hashlib.sha256(content.encode()).hexdigest()}"
    assert note["筛选条件"] == "名称、拼音首字母或代码：水泥"
    assert note["排序"] == "统一社会信用代码（降序）"
    assert (note["行数"], note["导出岗位"]) == ("3", own.title)


def test_a_text_table_carries_the_same_rows_and_the_same_apostrophes(client: Client) -> None:
    make_enterprise(name="=1+1水泥厂", uscc=valid_uscc(1), memberships=["industry_above"])
    officer = people.signed_in(client, people.officer())

    text = fetched(officer, "columns=uscc&columns=lists_now&columns=created_at", "csv").decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text)))[1] == ["'=1+1水泥厂", valid_uscc(1), "规模以上工业", "2020-02-01"]


def test_every_export_is_recorded_with_what_was_taken_out(client: Client) -> None:
    make_enterprise(name="桐梓县水泥厂")
    officer = people.signed_in(client, people.officer())
    order(officer, "words=水泥", "csv")

    (export,) = ExportFile.objects.all()
    (act,) = audit.history(export)

    assert act.action == "core.list.exported"
    assert {change.field: change.after for change in act.changes} == {
        "list": "企业台账", "filter": "名称、拼音首字母或代码＝水泥", "rows": 1, "file_format": "csv",
    }  # fmt: skip


def test_a_large_list_is_made_by_a_job_and_fetched_later(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    for _ in range(3):
        make_enterprise()
    officer = people.signed_in(client, people.officer())
    page = order(officer)["Location"]
    assert "正在生成文件" in officer.get(page).content.decode()
    assert officer.get(f"{page}content/").status_code == 410

    (export,) = ExportFile.objects.all()
    exporting.make_file(export.pk, at=clock.now())
    exporting.make_file(export.pk, at=clock.now())

    assert "文件已生成" in officer.get(page).content.decode()
    rows, _ = sheets(content_of(officer, f"{page}content/"))
    assert len(rows) == 4


def test_a_file_goes_after_a_day(client: Client) -> None:
    make_enterprise()
    officer = people.signed_in(client, people.officer())
    content = order(officer)["Location"]
    (export,) = ExportFile.objects.all()
    assert exporting.place_of(export).is_file()

    assert exporting.expire(at=clock.now() + timedelta(hours=25)) == 1

    assert not exporting.place_of(export).exists()
    assert officer.get(content).status_code == 410
    assert "已过期" in officer.get(content.replace("content/", "")).content.decode()


@pytest.mark.parametrize(("query", "file_format"), [("", "pdf"), ("x" * 4001, "xlsx")])
def test_what_is_no_format_is_refused_and_makes_nothing(client: Client, query: str, file_format: str) -> None:
    officer = people.signed_in(client, people.officer())

    assert order(officer, query, file_format).status_code == 422
    assert not ExportFile.objects.exists()
    assert order(officer, name="none").status_code == 404


def test_pressing_twice_gives_the_same_file(client: Client) -> None:
    make_enterprise()
    officer = people.signed_in(client, people.officer())
    asked = {"query": "", "file_format": "xlsx", "form_key": "twice"}

    first, second = (officer.post(reverse("exchange:order", args=[KIND]), asked)["Location"] for _ in range(2))

    assert first == second
    assert ExportFile.objects.count() == 1


def test_the_list_offers_itself_as_a_file_to_who_reads_the_register_only(client: Client) -> None:
    enterprise = make_enterprise()
    operator = people.operator()
    enterprise.representatives.create(
        account_id=operator.account_id or 0, county_code=enterprise.county_code, since_on=clock.today()
    )
    url = reverse("registry:enterprises")

    assert "export-choice" in people.signed_in(client, people.reviewer()).get(url).content.decode()
    assert "export-choice" not in people.signed_in(client, operator).get(url).content.decode()


def test_no_file_of_an_export_can_be_read_by_others_on_the_machine(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.FUGONG_VAR = tmp_path
    make_enterprise()
    order(people.signed_in(client, people.officer()))

    (path,) = (tmp_path / "exports").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
