"""Taking reports in: all or none, corrections as versions, closed periods, and what is said to whoever reports."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import connection

from fugong.core.calendar import BEIJING
from fugong.core.lake import current_position
from fugong.core.refusals import NotPermitted, NotThere, Refused, Stale
from fugong.people.public import Actor
from fugong.people.tests.factories import make_account
from fugong.registry.tests.factories import COUNTY, industrial_member, make_enterprise, trade_member
from fugong.reports.actions.locking import lock_period, unlock_period
from fugong.reports.actions.taking_in import ReportRow, take_in
from fugong.reports.models import Intake, PeriodLock, Report
from fugong.reports.rules.refusals import Doubtful, NotLocked, PeriodIsLocked, RowsAreWrong
from fugong.reports.tests.factories import (
    DAY,
    ELSEWHERE,
    LEADER,
    LOADER,
    NOW,
    OFFICER,
    arranged,
    monthly_form,
    operator,
    report,
)

pytestmark = pytest.mark.django_db
GOOD = {"operating": True, "staff_at_post": 20, "output_value_wan": "12.5"}


def rows_kept() -> tuple[int, int, int, int]:
    return Report.objects.count(), Intake.objects.count(), len(acts()), current_position(COUNTY)


def acts() -> list[dict[str, Any]]:
    """Give what the trail says of every act's changes, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT changes FROM core_auditentry ORDER BY id")
        return [json.loads(changes) for (changes,) in cursor.fetchall()]


def take(*rows: ReportRow, by: Actor = OFFICER, via: str = "api", at: dt.datetime = NOW) -> Any:
    return take_in(COUNTY, form_code="daily_industry", rows=rows, via=via, by=by, at=at)


def test_many_reports_are_one_act() -> None:
    arranged()
    works = [industrial_member() for _ in range(3)]
    before = len(acts())

    taken = take(*(ReportRow(one.pk, DAY, GOOD) for one in works))

    intake = Intake.objects.get()
    assert (taken.taken, taken.corrected, taken.unchanged) == (3, 0, 0)
    assert Report.objects.filter(intake=intake).count() == 3
    assert len(acts()) == before + 1
    assert acts()[-1]["rows"] == [0, 3]
    assert acts()[-1]["digest"] == [None, intake.digest]
    assert len(intake.digest) == 64


def test_values_are_kept_exactly() -> None:
    arranged()
    works = industrial_member()

    take(ReportRow(works.pk, DAY, {"operating": "是", "staff_at_post": "１，020", "output_value_wan": "0.1",
                                   "difficulties": "物流、用工"}))  # fmt: skip

    assert Report.objects.get().values == {
        "operating": True, "staff_at_post": 1020, "output_value_wan": "0.10", "difficulties": ["labour", "logistics"],
    }  # fmt: skip


def test_a_correction_is_a_new_version_with_its_reason() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)

    report(works.pk, staff_at_post=22, reason="漏填夜班人数")

    assert list(Report.objects.order_by("version").values_list("version", "reason", "values__staff_at_post")) == [
        (1, "", 20),
        (2, "漏填夜班人数", 22),
    ]
    assert Intake.objects.order_by("-position").first().corrections == 1  # type: ignore[union-attr]  # it is there


def test_a_correction_without_a_reason_is_refused_and_changes_nothing() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    before = rows_kept()

    with pytest.raises(RowsAreWrong) as refused:
        report(works.pk, staff_at_post=22)

    assert [(number, problem.field) for number, problem in refused.value.rows] == [(1, "reason")]
    assert rows_kept() == before


def test_what_is_said_again_takes_no_version() -> None:
    arranged()
    works = industrial_member()
    report(works.pk)
    before = rows_kept()

    again = report(works.pk)

    assert (again.taken, again.unchanged, again.intake_id) == (0, 1, None)
    assert rows_kept() == before


def test_every_problem_of_every_row_is_named_and_none_is_taken() -> None:
    arranged()
    works, shop, elsewhere = industrial_member(), trade_member(), make_enterprise(division_code="520323101")
    before = rows_kept()

    with pytest.raises(RowsAreWrong) as refused:
        take(
            ReportRow(works.pk, DAY, GOOD),
            ReportRow(works.pk, DAY, GOOD),
            ReportRow(works.pk, DAY - dt.timedelta(days=1), {"operating": "也许", "staff_at_post": "-3", "wind": 1}),
            ReportRow(shop.pk, DAY, GOOD),
            ReportRow(elsewhere.pk, DAY, GOOD),
            ReportRow(works.pk, DAY + dt.timedelta(days=1), {"staff_at_post": "1.5"}),
        )

    assert [(number, problem.field) for number, problem in refused.value.rows] == [
        (2, ""),
        (3, "operating"),
        (3, "staff_at_post"),
        (3, "wind"),
        (4, "enterprise"),
        (5, "enterprise"),
        (6, "period_on"),
        (6, "operating"),
        (6, "staff_at_post"),
    ]
    assert rows_kept() == before


@pytest.mark.parametrize("who", [ELSEWHERE, operator(991)])
def test_nobody_reports_for_an_enterprise_that_is_not_theirs(who: Actor) -> None:
    arranged()
    works = industrial_member()

    with pytest.raises(RowsAreWrong) as refused:
        take(ReportRow(works.pk, DAY, GOOD), by=who)

    assert [problem.field for _, problem in refused.value.rows] == ["enterprise"]
    assert not Report.objects.exists()


def test_whoever_may_not_fill_is_refused() -> None:
    arranged()
    with pytest.raises(NotPermitted):
        take(ReportRow(industrial_member().pk, DAY, GOOD), by=LEADER)


def test_an_operator_reports_for_its_own_enterprise() -> None:
    arranged()
    account = make_account()
    works = make_enterprise(memberships=("industry_above",), representative_id=account.pk)

    take(ReportRow(works.pk, DAY, GOOD), by=operator(account.pk))

    assert Report.objects.get().recorded_by == "企业经办人"


def test_an_unknown_form_is_not_there() -> None:
    with pytest.raises(NotThere):
        take(ReportRow(industrial_member().pk, DAY, GOOD))


def test_on_a_page_a_doubtful_report_waits_for_an_explanation() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, on=DAY - dt.timedelta(days=1), staff_at_post=20)
    before = rows_kept()

    with pytest.raises(Doubtful) as refused:
        take(ReportRow(works.pk, DAY, GOOD | {"staff_at_post": 200}), via="page")
    assert [(doubt.item, doubt.code) for doubt in refused.value.doubts] == [("staff_at_post", "jump")]
    assert rows_kept() == before

    take(ReportRow(works.pk, DAY, GOOD | {"staff_at_post": 200}, explanation="外协队伍进场"), via="page")
    kept = Report.objects.get(period_on=DAY)
    assert (kept.doubts[0]["code"], kept.explanation) == ("jump", "外协队伍进场")


def test_by_machine_a_doubtful_report_is_taken_and_marked() -> None:
    arranged()
    taken = take(ReportRow(industrial_member().pk, DAY, GOOD | {"output_value_wan": 9000}))

    assert taken.doubtful == 1
    assert [doubt["code"] for doubt in Report.objects.get().doubts] == ["range"]


def test_january_has_no_month_of_its_own() -> None:
    arranged(monthly_form())
    works = industrial_member()
    values = {"output_value_wan": 10, "output_value_last_wan": 9, "output_value_cum_wan": 10,
              "output_value_cum_last_wan": 9}  # fmt: skip

    with pytest.raises(RowsAreWrong):
        report(works.pk, form_code="monthly_industry", on=dt.date(2020, 1, 1), values=values)
    report(works.pk, form_code="monthly_industry", on=dt.date(2020, 2, 1), values=values)

    kept = Report.objects.get()
    assert kept.period_end_on == dt.date(2020, 2, 29)
    assert kept.due_at == dt.datetime(2020, 3, 5, 17, tzinfo=BEIJING)


def test_who_has_closed_may_still_correct_what_lies_before_and_reports_nothing_after() -> None:
    arranged()
    works = industrial_member()
    before, last = DAY - dt.timedelta(days=3), DAY - dt.timedelta(days=2)
    report(works.pk, on=before)
    works.closed_on, works.closure = DAY - dt.timedelta(days=1), "deregistered"
    works.save(update_fields=["closed_on", "closure"])

    report(works.pk, on=before, staff_at_post=18, reason="注销前核对")
    report(works.pk, on=last)
    with pytest.raises(RowsAreWrong) as refused:
        report(works.pk, on=DAY)

    assert [problem.field for _, problem in refused.value.rows] == ["enterprise"]
    found = Report.objects.order_by("period_on", "version").values_list("period_on", "version")
    assert list(found) == [(before, 1), (before, 2), (last, 1)]
    elsewhere = ReportRow(works.pk, before, GOOD | {"staff_at_post": 1}, reason="x")
    with pytest.raises(RowsAreWrong):
        take_in(COUNTY, form_code="daily_industry", rows=[elsewhere], via="api", by=ELSEWHERE, at=NOW)


def test_a_closed_period_takes_no_more_until_it_is_opened_with_a_reason() -> None:
    arranged()
    works = industrial_member()
    lock = lock_period(COUNTY, form_code="daily_industry", period_on=DAY, by=OFFICER, at=NOW)
    before = rows_kept()

    with pytest.raises(PeriodIsLocked):
        report(works.pk)
    assert rows_kept() == before
    with pytest.raises(Refused):
        unlock_period(lock, reason=" ", by=OFFICER, at=NOW)
    unlock_period(lock, reason="企业补报", by=OFFICER, at=NOW)
    report(works.pk)

    assert Report.objects.count() == 1
    with pytest.raises(NotLocked):
        unlock_period(lock, reason="企业补报", by=OFFICER, at=NOW)


def test_a_township_closes_only_its_own() -> None:
    arranged()
    mine, other = industrial_member(), industrial_member(division_code="520322102")
    lock_period("520322101", form_code="daily_industry", period_on=DAY, by=OFFICER, at=NOW)

    report(other.pk)
    with pytest.raises(PeriodIsLocked):
        report(mine.pk)
    assert Report.objects.get().enterprise_id == other.pk


def test_a_period_is_closed_once() -> None:
    arranged()
    lock_period(COUNTY, form_code="daily_industry", period_on=DAY, by=OFFICER, at=NOW)
    with pytest.raises(Stale):
        lock_period(COUNTY, form_code="daily_industry", period_on=DAY, by=OFFICER, at=NOW)


def test_two_corrections_at_the_same_moment_never_become_one_version(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)

    ended = in_parallel([partial(report, works.pk, staff_at_post=n, reason="更正") for n in (21, 22, 23)])

    taken = [one for one in ended if not isinstance(one, Exception)]
    assert all(isinstance(one, Stale) for one in ended if isinstance(one, Exception))
    versions = list(Report.objects.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, len(taken) + 2))
    assert current_position(COUNTY) == Intake.objects.count() == len(taken) + 1


def test_positions_leave_no_gap_after_a_refusal() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    with pytest.raises(RowsAreWrong):
        report(works.pk, staff_at_post=30)
    report(works.pk, staff_at_post=30, reason="更正")

    assert list(Intake.objects.order_by("position").values_list("position", flat=True)) == [1, 2]


def test_the_cost_of_taking_in_does_not_grow_with_the_rows(django_assert_max_num_queries: Any) -> None:
    arranged()
    works = [industrial_member() for _ in range(12)]
    with django_assert_max_num_queries(22):
        take(*(ReportRow(one.pk, DAY, GOOD) for one in works), by=LOADER)
    assert not PeriodLock.objects.exists()
