"""A period's workbook goes out, is worked on and comes back; a file of readings comes in: judged as everywhere."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fugong.core import audit, clock, exchange
from fugong.core.exchange import ImportBatch, importing, working
from fugong.core.files.store import path_of
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import COUNTY, industrial_member, make_region_tree, valid_uscc
from fugong.reports.actions.arranging import announce_form
from fugong.reports.actions.locking import lock_period
from fugong.reports.actions.metering import MeterRow, register_meters
from fugong.reports.models import MeterReading, Report
from fugong.reports.queries.workbook import problems_with_reports
from fugong.reports.rules.forms import Asked
from fugong.reports.rules.periods import period_named
from fugong.reports.tests.factories import DAY, LOADER, NOW, arranged, daily_form, monthly_form, report
from fugong.reports.web.exchange import REPORTS

pytestmark = pytest.mark.django_db
TITLE = "规上工业复工复产日报"
HEADERS = ("统一社会信用代码", "报表", "报告期", "是否开工", "在岗职工（人）", "产值（万元）", "更正原因", "情况说明")
Cell = str | int | float | Decimal | dt.date


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    make_region_tree()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def officer() -> Actor:
    arranged()
    return people.officer()


def workbook(*rows: Sequence[Cell], headers: Sequence[str] = HEADERS) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False}) as book:
        sheet, as_date = book.add_worksheet("报表"), book.add_format({"num_format": "yyyy-mm-dd"})
        for line, cells in enumerate([headers, *rows]):
            for place, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(line, place, dt.datetime.combine(cell, dt.time()), as_date)
                else:
                    sheet.write(line, place, cell)
    return content.getvalue()


def checked(content: bytes, *, by: Actor, kind: str = "reports.reports") -> ImportBatch:
    pk = importing.receive(kind, upload=ContentFile(content, name="报表.xlsx"), by=by, at=NOW)
    working.check(pk, at=NOW)
    return ImportBatch.objects.get(pk=pk)


def taken_over(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    importing.confirm(batch.pk, mode="good_rows", by=by, at=NOW)
    working.take_over(batch.pk, at=NOW)
    batch.refresh_from_db()
    return batch


def why(batch: ImportBatch) -> dict[int, str]:
    """Give by row what the workbook of problems says."""
    assert batch.problem_file
    lines = sheet_of(path_of(batch.problem_file.sha256).read_bytes())
    return {int(line[-1]): line[-2] for line in lines[1:]}


def sheet_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def handed_out(client: Client, period: dt.date = DAY, form: str = "daily_industry") -> Any:
    return client.get(reverse("reports:workbook"), {"form": form, "period": period.isoformat()})


def test_what_goes_out_comes_back_as_corrections_and_first_reports(client: Client, officer: Actor) -> None:
    told, silent = industrial_member(), industrial_member()
    report(told.pk, mask_days=7, difficulties=["labour", "orders"])

    answer = handed_out(people.signed_in(client, officer))
    lines = sheet_of(b"".join(answer.streaming_content))

    head, first, second = lines
    place = {name.rstrip("*"): number for number, name in enumerate(head)}
    assert first[:9] == [told.uscc, told.name, TITLE, "2020-03-02", "是", 20, 12.5, 7, "用工、订单"]
    assert second[:9] == [silent.uscc, silent.name, TITLE, "2020-03-02", "", "", "", "", ""]
    first[place["在岗职工（人）"]], first[place["更正原因"]] = 25, "晚班未计"
    second[place["是否开工"]], second[place["在岗职工（人）"]] = "否", 0

    batch = checked(workbook(first, second, headers=head), by=officer)
    assert (batch.state, batch.rows_good, batch.rows_total) == ("checked", 2, 2)
    assert Report.objects.count() == 1
    taken_over(batch, by=officer)

    newest = {row.enterprise_id: row for row in Report.objects.newest().select_related("intake")}
    assert (newest[told.pk].version, newest[told.pk].reason) == (2, "晚班未计")
    assert newest[told.pk].values["staff_at_post"] == 25
    assert newest[told.pk].values["difficulties"] == ["labour", "orders"]
    assert newest[silent.pk].values == {"operating": False, "staff_at_post": 0}
    assert {row.intake.via for row in newest.values()} == {"workbook"}
    assert batch.rows_imported == 2
    assert [line for _, line in exchange.history_of_import(newest[silent.pk])][:1] == [3]
    assert audit.verify().sound


def test_the_workbook_as_it_went_out_changes_nothing(client: Client, officer: Actor) -> None:
    report(industrial_member().pk)
    head, line = sheet_of(b"".join(handed_out(people.signed_in(client, officer)).streaming_content))

    batch = checked(workbook(line, headers=head), by=officer)

    assert (batch.rows_good, batch.rows_bad, batch.rows_repeated) == (0, 0, 1)
    assert batch.problem_file is None
    with pytest.raises(importing.NothingGood):
        importing.confirm(batch.pk, mode="good_rows", by=officer, at=NOW)
    assert Report.objects.count() == 1


def test_every_problem_of_every_row_is_named_and_the_good_rows_can_be_taken(officer: Actor) -> None:
    works = [industrial_member() for _ in range(9)]
    report(works[2].pk)
    report(works[8].pk, on=DAY - dt.timedelta(1))
    lock_period(
        COUNTY, form_code="daily_industry", period_on=DAY - dt.timedelta(1), reason="已汇总", by=officer, at=NOW
    )
    good: tuple[Cell, ...] = (TITLE, DAY, "是", 20, Decimal("12.5"))
    batch = checked(
        workbook(
            (works[0].uscc, *good),
            (valid_uscc(4711), *good),
            (works[2].uscc, TITLE, "2020年3月2日", "是", 21, 12.5),
            (works[3].uscc, TITLE, DAY, "也许", "二十", -1),
            (works[4].uscc, "没有的报表", DAY, "是", 20),
            (works[5].uscc, TITLE, "上个月", "是", 20),
            (works[6].uscc, TITLE, DAY, "是", 20, 900),
            (works[7].uscc, TITLE, DAY, "是", 20, 900, "", "新线投产"),
            (works[8].uscc, TITLE, "2020/3/1", "是", 20),
            (works[0].uscc, *good),
            (works[5].uscc, TITLE, dt.date(2020, 3, 3), "是", 20),
        ),
        by=officer,
    )

    said = why(batch)
    assert set(said) == set(range(3, 13)) - {9}
    assert "没有这家企业" in said[3]
    assert "更正须填写原因" in said[4]
    for problem in ("应填“是”或“否”", "应填数字", "不能为负数"):
        assert problem in said[5]
    assert "不在可选范围内" in said[6]
    assert "不是报告期" in said[7]
    assert "超出通常范围" in said[8]
    assert "情况说明" in said[8]
    assert "已封账" in said[10]
    assert "与第 2 行重复" in said[11]
    assert "尚未结束" in said[12]
    assert (batch.rows_good, batch.rows_bad, batch.rows_repeated) == (2, 8, 1)

    before = Report.objects.count()
    taken_over(batch, by=officer)
    assert Report.objects.count() == before + 2
    assert Report.objects.get(enterprise=works[7].pk).explanation == "新线投产"


def test_forms_of_all_kinds_lie_in_one_workbook_and_each_is_one_act(officer: Actor) -> None:
    arranged(monthly_form())
    works = industrial_member()
    head = ("信用代码", "报表", "报告期", "是否开工", "在岗职工", "产值（万元）", "产值（上年同期，万元）",
            "产值（本年累计，万元）", "产值（上年同期累计，万元）")  # fmt: skip
    batch = checked(
        workbook(
            (works.uscc, TITLE, DAY, "是", 20, 12.5),
            (works.uscc, "规上工业产销月报", "2020年1—2月", "", "", 100, 200, 100, 200),
            headers=head,
        ),
        by=officer,
    )
    assert (batch.rows_good, batch.rows_total) == (2, 2), why(batch)
    taken_over(batch, by=officer)

    assert set(Report.objects.values_list("form_code", "period_on", "intake__rows")) == {
        ("daily_industry", DAY, 1),
        ("monthly_industry", dt.date(2020, 2, 1), 1),
    }


def test_what_somebody_reported_meanwhile_turns_the_row_down_and_half_a_workbook_is_never_taken(
    officer: Actor,
) -> None:
    one, other = industrial_member(), industrial_member()
    batch = checked(workbook((one.uscc, TITLE, DAY, "是", 20), (other.uscc, TITLE, DAY, "是", 20)), by=officer)
    importing.confirm(batch.pk, mode="all_or_nothing", by=officer, at=NOW)
    report(other.pk, staff_at_post=30)

    working.take_over(batch.pk, at=NOW)

    batch.refresh_from_db()
    assert batch.state == "turned_down"
    assert [row.enterprise_id for row in Report.objects.all()] == [other.pk]


def test_a_report_tells_its_row_and_opens_its_file_to_who_may_see_it(client: Client, officer: Actor) -> None:
    works = industrial_member()
    batch = taken_over(checked(workbook((works.uscc, TITLE, DAY, "是", 20)), by=officer), by=officer)
    report(works.pk, staff_at_post=30, reason="更正")
    address = reverse("reports:record", args=[works.uscc, "daily_industry", DAY.isoformat()])

    page = people.signed_in(client, officer).get(address).content.decode()
    assert page.count("第 2 行") == 1
    assert reverse("exchange:batch", args=[batch.pk]) in page
    leader = people.signed_in(Client(), people.county_leader()).get(address).content.decode()
    assert "第 2 行" in leader
    assert reverse("exchange:batch", args=[batch.pk]) not in leader


def test_reports_are_corrected_and_never_taken_back(client: Client, officer: Actor) -> None:
    batch = taken_over(checked(workbook((industrial_member().uscc, TITLE, DAY, "是", 20)), by=officer), by=officer)

    with pytest.raises(importing.NeverTakenBack):
        importing.undo(batch.pk, by=officer, at=NOW)
    browser = people.signed_in(client, officer)
    assert browser.get(reverse("exchange:undo", args=[batch.pk])).status_code == 409
    page = browser.get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    assert 'data-test="done"' in page
    assert 'data-test="to-undo"' not in page
    assert Report.objects.count() == 1


def test_the_workbook_climbs_the_ladder_and_its_going_out_is_in_the_trail(officer: Actor) -> None:
    industrial_member()
    who = [officer, people.county_leader(), people.operator(), people.stranger(), people.system_admin(), None]
    found = []
    for one in who:
        browser = people.signed_in(Client(), one) if one else Client()
        found.append(handed_out(browser).status_code)
    assert found == [200, 403, 404, 404, 403, 302]
    assert handed_out(people.signed_in(Client(), officer), form="nothing").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_auditentry WHERE action = 'reports.workbook.handed_out'")
        assert cursor.fetchone() == (1,)


def test_a_long_workbook_asks_the_database_no_more_than_a_short_one(officer: Actor) -> None:
    asked = []
    for many in (2, 40):
        works = [industrial_member() for _ in range(many)]
        rows = {
            number: {
                "uscc": one.uscc,
                "form": "daily_industry",
                "period_on": DAY,
                "operating": "是",
                "staff_at_post": "9",
            }
            for number, one in enumerate(works, 2)
        }
        with CaptureQueriesContext(connection) as queries:
            assert not problems_with_reports(rows, COUNTY, by=officer, on=DAY)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_file_of_readings_is_judged_and_taken_in_as_one_act(officer: Actor) -> None:
    works = industrial_member()
    register_meters(COUNTY, meters=[MeterRow("3200000001", works.pk, DAY)], by=LOADER, at=NOW)
    head = ("表号", "日期", "日用电量（千瓦时）")
    day = DAY - dt.timedelta(1)
    first = checked(workbook(("3200000001", day, 1250.5), headers=head), by=officer, kind="reports.readings")
    taken_over(first, by=officer)

    batch = checked(
        workbook(
            ("3200000001", day, 1250.5),
            ("3200000001", DAY, 1300),
            ("3299999999", DAY, 5),
            ("3200000001", DAY + dt.timedelta(1), -4),
            ("3200000001", DAY - dt.timedelta(2), "1,2x"),
            ("3200000001", DAY - dt.timedelta(3), 0.125),
            headers=head,
        ),
        by=officer,
        kind="reports.readings",
    )

    said = why(batch)
    assert set(said) == {4, 5, 6, 7}
    assert batch.rows_repeated == 1
    assert "尚未登记" in said[4]
    assert "不能为负数" in said[5]
    assert "不能晚于今天" in said[5]
    assert "不是数字" in said[6]
    assert "两位小数" in said[7]
    taken_over(batch, by=officer)
    assert list(MeterReading.objects.order_by("read_on").values_list("read_on", "kwh")) == [
        (day, Decimal("1250.50")),
        (DAY, Decimal(1300)),
    ]


def test_only_who_may_fill_in_reports_brings_files_in() -> None:
    arranged()
    for kind in ("reports.reports", "reports.readings"):
        for actor in (people.county_leader(), people.system_admin(), people.operator()):
            with pytest.raises(Refused):
                importing.receive(kind, upload=ContentFile(workbook(), name="x.xlsx"), by=actor, at=NOW)
            page = people.signed_in(Client(), actor).get(reverse("exchange:imports", args=[kind]))
            assert page.status_code in (403, 409)
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-03-02", dt.date(2020, 3, 2)), ("2020/3/2", dt.date(2020, 3, 2)), ("2020年3月2日", dt.date(2020, 3, 2)),
        ("2020.3.2", dt.date(2020, 3, 2)), (" 2020 年 3 月 2 日 ", dt.date(2020, 3, 2)),
        ("2020-03-02 00:00:00", dt.date(2020, 3, 2)), ("2020-03", dt.date(2020, 3, 1)),
        ("2020年3月", dt.date(2020, 3, 1)), ("2020年1—2月", dt.date(2020, 2, 1)), ("2020年1-2月", dt.date(2020, 2, 1)),
        ("2020-1-2", dt.date(2020, 1, 2)), ("2020年", dt.date(2020, 1, 1)), ("2020", dt.date(2020, 1, 1)),
        ("2020-13", None), ("2020-02-30", None), ("三月", None), ("", None), ("43892", None),
        ("2020-03-02 08:00:00", None), ("0000-01-01", None),
    ],
)  # fmt: skip
def test_a_period_is_read_as_offices_write_it(written: str, meant: dt.date | None) -> None:
    assert period_named(written) == meant


def test_the_same_enterprise_spelt_twice_is_one_row_and_a_repetition(officer: Actor) -> None:
    works = industrial_member()
    batch = checked(
        workbook((works.uscc, TITLE, DAY, "是", 20), (f" {works.uscc.lower()} ", TITLE, DAY, "是", 21)), by=officer
    )
    assert "与第 2 行重复" in why(batch)[3]
    assert (batch.rows_good, batch.rows_repeated) == (1, 1)

    assert taken_over(batch, by=officer).state == "done"
    assert Report.objects.get().values["staff_at_post"] == 20


def test_each_period_is_judged_by_the_form_of_its_own_time(officer: Actor) -> None:
    later = DAY - dt.timedelta(2)
    announce_form(
        COUNTY, by=LOADER, at=NOW,
        form=daily_form(items=(Asked("operating", required=True),), effective_from=later),
    )  # fmt: skip
    works = industrial_member()
    batch = checked(
        workbook((works.uscc, TITLE, later - dt.timedelta(1), "是", 20), (works.uscc, TITLE, later, "是")), by=officer
    )
    assert batch.rows_good == 2, why(batch)

    taken_over(batch, by=officer)
    assert list(Report.objects.order_by("period_on").values_list("form__version", "intake__rows")) == [(1, 1), (2, 1)]


def test_what_is_refused_again_and_again_is_turned_down_and_does_not_run_for_ever(officer: Actor) -> None:
    def never(*_args: object, **_words: object) -> None:
        raise Invalid([Problem("uscc", "")])

    exchange.declare(replace(REPORTS, name="reports.refused", take=never))
    batch = checked(workbook((industrial_member().uscc, TITLE, DAY, "是", 20)), by=officer, kind="reports.refused")

    assert taken_over(batch, by=officer).state == "turned_down"
    assert not Report.objects.exists()
