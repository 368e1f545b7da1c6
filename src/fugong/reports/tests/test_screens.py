"""The pages of reports: the ladder, the sheet in both ways, progress and its counts, the versions of a report."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fugong.core import clock
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import COUNTY, burdens, make_enterprise, make_region_tree
from fugong.reports.actions.arranging import announce_form
from fugong.reports.models import PeriodLock, Report, ReportForm
from fugong.reports.rules.forms import Asked
from fugong.reports.rules.refusals import PeriodIsLocked
from fugong.reports.tests.factories import DAY, LOADER, NOW, arranged, daily_form, report

pytestmark = pytest.mark.django_db
NEXT = DAY + dt.timedelta(days=1)
SHEET = "reports:sheet"


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    make_region_tree()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def own() -> tuple[Actor, Any]:
    arranged()
    actor = people.operator()
    return actor, make_enterprise(memberships=("industry_above",), representative_id=actor.account_id)


def fill(client: Client, works: Any, *, htmx: bool = False, **typed: object) -> Any:
    said = {"operating": "yes", "staff_at_post": "20", "output_value_wan": "12.5"} | typed
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("reports:save", args=["daily_industry"])
    return client.post(address, {"enterprise": works.uscc, "period_on": DAY.isoformat(), **said}, headers=headers)


def across(on: dt.date = DAY, **asked: str) -> str:
    query = urlencode({"period": on.isoformat(), **asked})
    return f"{reverse('reports:across', args=['daily_industry'])}?{query}"


def test_every_page_climbs_the_ladder(client: Client, own: tuple[Actor, Any]) -> None:
    actor, works = own
    report(works.pk)
    sheet = f"{reverse(SHEET, args=['daily_industry'])}?enterprise={works.uscc}"
    record = reverse("reports:record", args=[works.uscc, "daily_industry", DAY.isoformat()])
    form = reverse("reports:form", args=[ReportForm.objects.get().pk])
    expected = {
        reverse("reports:mine"): (200, 200, 200, 200, 403, 302),
        sheet: (200, 404, 200, 404, 403, 302),
        record: (200, 404, 200, 404, 404, 302),
        reverse("reports:progress"): (403, 403, 200, 200, 403, 302),
        across(): (404, 404, 200, 404, 403, 302),
        reverse("reports:forms"): (403, 403, 200, 200, 403, 302),
        form: (403, 403, 200, 404, 403, 302),
        reverse("reports:panel", args=[works.uscc]): (200, 200, 200, 200, 200, 302),
    }
    who = [actor, people.operator(), people.officer(), people.stranger(), people.system_admin(), None]
    for address, statuses in expected.items():
        found = []
        for one in who:
            browser = people.signed_in(Client(), one) if one else client
            found.append(browser.get(address).status_code)
        assert tuple(found) == statuses, address


def test_the_sheet_suggests_what_was_said_the_day_before_and_keeps_what_is_handed_in(
    client: Client, own: tuple[Actor, Any]
) -> None:
    actor, works = own
    report(works.pk, on=DAY - dt.timedelta(days=1), staff_at_post=17)
    people.signed_in(client, actor)

    page = client.get(f"{reverse(SHEET, args=['daily_industry'])}?enterprise={works.uscc}").content.decode()
    assert 'value="17"' in page
    assert "is-suggested" in page

    answer = fill(client, works)
    assert answer.status_code == 302
    kept = Report.objects.get(period_on=DAY)
    assert (kept.values["staff_at_post"], kept.recorded_by) == (20, actor.title)
    (entry,) = burdens()
    assert (entry.asked, entry.typed) == (5, 1)


def test_a_line_that_is_wrong_comes_back_with_everything_typed(client: Client, own: tuple[Actor, Any]) -> None:
    actor, works = own
    people.signed_in(client, actor)

    for htmx, status in ((False, 422), (True, 200)):
        answer = fill(client, works, htmx=htmx, staff_at_post="二十", output_value_wan="12.5")
        page = answer.content.decode()
        assert answer.status_code == status
        assert "“在岗职工”应填数字" in page
        assert 'value="二十"' in page
        assert 'value="12.5"' in page
    assert not Report.objects.exists()
    assert burdens() == []


def test_a_doubtful_line_asks_for_an_explanation_and_takes_it(client: Client, own: tuple[Actor, Any]) -> None:
    actor, works = own
    people.signed_in(client, actor)

    first = fill(client, works, htmx=True, output_value_wan="9000").content.decode()
    assert "超出通常范围" in first
    assert "情况说明" in first
    assert not Report.objects.exists()
    fill(client, works, htmx=True, output_value_wan="9000", explanation="一次性交付")

    assert Report.objects.get().explanation == "一次性交付"


def test_a_correction_asks_why(client: Client, own: tuple[Actor, Any]) -> None:
    actor, works = own
    report(works.pk)
    people.signed_in(client, actor)

    assert "更正须填写原因" in fill(client, works, htmx=True, staff_at_post="25").content.decode()
    fill(client, works, htmx=True, staff_at_post="25", reason="漏填夜班")

    page = client.get(reverse("reports:record", args=[works.uscc, "daily_industry", DAY.isoformat()])).content.decode()
    assert "漏填夜班" in page
    assert "第 2 版" in page


def test_nobody_fills_in_for_another_enterprise(client: Client, own: tuple[Actor, Any]) -> None:
    _actor, works = own
    people.signed_in(client, people.operator())
    assert fill(client, works).status_code == 404
    assert not Report.objects.exists()


def test_an_office_fills_in_a_period_for_those_who_have_not_reported(client: Client) -> None:
    arranged()
    told, silent = (make_enterprise(memberships=("industry_above",)) for _ in range(2))
    report(told.pk)
    officer = people.officer()
    people.signed_in(client, officer)

    assert [line.enterprise.id for line in client.get(across()).context["lines"]] == [silent.pk]
    everyone = client.get(across(state="")).context["lines"]
    assert {line.enterprise.id: line.state for line in everyone} == {told.pk: "saved", silent.pk: "pending"}

    wrong = fill(client, silent, htmx=True, across="1", staff_at_post="x").content.decode()
    assert silent.name in wrong
    assert "“在岗职工”应填数字" in wrong
    assert not Report.objects.filter(enterprise_id=silent.pk).exists()
    answer = fill(client, silent, across="1")
    assert answer.status_code == 302
    assert answer.url == f"{across(state='')}#line-{silent.pk}-{DAY.isoformat()}"
    assert Report.objects.get(enterprise_id=silent.pk).recorded_by == officer.title
    assert client.get(across()).context["lines"] == ()


def test_without_scripts_a_line_of_who_has_closed_comes_back_with_what_was_typed(client: Client) -> None:
    arranged()
    works = make_enterprise(memberships=("industry_above",))
    works.closed_on, works.closure = DAY, "ceased"
    works.save(update_fields=["closed_on", "closure"])
    people.signed_in(client, people.officer())
    before = DAY - dt.timedelta(days=1)
    told: dict[str, Any] = {"across": "1", "period_on": before.isoformat()}

    answer = fill(client, works, staff_at_post="二十", **told)
    assert answer.status_code == 422
    assert 'value="二十"' in answer.content.decode()
    assert fill(client, works, **told).status_code == 302
    assert Report.objects.get().period_on == before


def test_an_office_sees_on_the_sheet_only_where_it_may_report(client: Client) -> None:
    arranged()
    here, _there = (make_enterprise(memberships=("industry_above",), division_code=f"52032210{n}") for n in (1, 2))
    people.signed_in(client, people.in_office("officer", organisation=people.make_organisation(), area="520322101"))
    assert [line.enterprise.id for line in client.get(across()).context["lines"]] == [here.pk]
    assert client.get(across(dt.date(2020, 1, 1), state="bad")).status_code == 200
    assert client.get(reverse("reports:across", args=["daily_industry"])).status_code == 404
    assert client.get(reverse("reports:across", args=["unknown"]), {"period": DAY.isoformat()}).status_code == 404


def test_the_sheet_of_a_period_costs_the_same_for_three_and_for_forty(client: Client) -> None:
    arranged()
    people.signed_in(client, people.officer())
    costs = []
    for number in (3, 37):
        for _ in range(number):
            make_enterprise(memberships=("industry_above",))
        client.get(across())
        with CaptureQueriesContext(connection) as asked:
            client.get(across())
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_new_version_of_a_form_leaves_the_days_before_it_to_be_reported_on_the_old_one(
    client: Client, own: tuple[Actor, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, works = own
    monkeypatch.setattr(clock, "today", lambda: NEXT)
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=1))
    later = daily_form(items=(*daily_form().items, Asked("orders_wan", required=True)), effective_from=NEXT)
    announce_form(COUNTY, form=later, by=LOADER, at=NOW)
    people.signed_in(client, actor)

    lines = client.get(f"{reverse(SHEET, args=['daily_industry'])}?enterprise={works.uscc}").context["lines"]
    asked = {line.period_on: [cell.item.code for cell in line.cells] for line in lines}
    assert "orders_wan" in asked[NEXT]
    assert "orders_wan" not in asked[DAY]
    (work,) = client.get(reverse("reports:mine")).context["works"]
    assert [due.period_on for due in work.periods][:2] == [NEXT, DAY]
    officer = people.signed_in(Client(), people.officer())
    assert DAY in officer.get(reverse("reports:progress")).context["periods"]

    assert fill(client, works).status_code == 302
    assert Report.objects.get().form.version == 1


def test_progress_counts_open_their_enterprises(client: Client) -> None:
    arranged()
    prompt, late, silent = (make_enterprise(memberships=("industry_above",)) for _ in range(3))
    yesterday = DAY - dt.timedelta(days=1)
    report(prompt.pk, on=yesterday, at=NOW.replace(hour=9))
    report(late.pk, on=yesterday)
    people.signed_in(client, people.officer())

    address = f"{reverse('reports:progress')}?form=daily_industry&period={yesterday.isoformat()}"
    names = {"missing": silent.name, "late": late.name, "on_time": prompt.name}
    for state, name in names.items():
        answer = client.get(f"{address}&state={state}")
        assert [card.name for card, *_ in answer.context["rows"]] == [name]
    found = answer.context["progress"]
    assert (found.expected, found.received, found.on_time, found.late, found.missing) == (3, 2, 1, 1, 1)


def test_a_period_is_closed_and_opened_on_the_page(client: Client, own: tuple[Actor, Any]) -> None:
    actor, works = own
    officer = people.signed_in(Client(), people.officer())
    told = {"division": COUNTY, "form": "daily_industry", "period": DAY.isoformat(), "reason": "月度结账"}
    officer.post(reverse("reports:lock"), told)
    people.signed_in(client, actor)

    assert "已封账" in fill(client, works, htmx=True).content.decode()
    lock = PeriodLock.objects.get()
    officer.post(reverse("reports:unlock", args=[lock.pk]), {"reason": ""})
    assert PeriodLock.objects.in_force().exists()
    officer.post(reverse("reports:unlock", args=[lock.pk]), {"reason": "补报"})
    fill(client, works, htmx=True)

    asked = {"form": "daily_industry", "period": DAY.isoformat()}
    page = officer.get(reverse("reports:progress"), asked).content.decode()
    assert page.index('data-action="reports.period.unlocked"') < page.index('data-action="reports.period.locked"')
    assert Report.objects.count() == 1
    assert client.post(reverse("reports:lock"), told).status_code == 403
    assert client.post(reverse("reports:unlock", args=[lock.pk]), {"reason": "x"}).status_code == 403


def test_a_township_is_closed_for_itself(client: Client) -> None:
    arranged()
    here, elsewhere = (make_enterprise(memberships=("industry_above",), division_code=f"52032210{n}") for n in (1, 2))
    officer = people.signed_in(client, people.officer())
    told = {"form": "daily_industry", "period": DAY.isoformat(), "reason": "镇里已核"}
    assert officer.post(reverse("reports:lock"), told | {"division": f"{COUNTY}999"}).status_code == 422
    assert not PeriodLock.objects.exists()

    officer.post(reverse("reports:lock"), told | {"division": "520322101"})
    page = officer.get(f"{reverse('reports:progress')}?form=daily_industry&period={DAY.isoformat()}")

    assert [lock.division_code for lock, _, _ in page.context["locks"]] == ["520322101"]
    assert "520322101" not in [code for code, _ in page.context["lockable"]]
    with pytest.raises(PeriodIsLocked):
        report(here.pk)
    report(elsewhere.pk)
    assert [one.enterprise_id for one in Report.objects.all()] == [elsewhere.pk]


@pytest.mark.parametrize("who", [people.officer, people.reviewer])
def test_progress_costs_the_same_for_three_and_for_sixty(client: Client, who: Callable[[], Actor]) -> None:
    arranged()
    people.signed_in(client, who())
    address = f"{reverse('reports:progress')}?form=daily_industry&period={DAY.isoformat()}"
    costs = []
    for number in (3, 57):
        for _ in range(number):
            report(make_enterprise(memberships=("industry_above",)).pk)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{address}&state=")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 26


ARRANGED = {
    "code": "daily_trade", "title": "商贸企业日报", "period_kind": "day", "items": ["operating", "sales_wan"],
    "required_items": ["operating"], "memberships": ["trade_above"], "due_days": "1", "due_time": "10:00",
    "effective_from": NEXT.isoformat(), "basis": "示例通告第10号",
}  # fmt: skip


def test_a_form_is_arranged_and_then_changed_on_the_page(client: Client) -> None:
    officer = people.signed_in(client, people.officer())
    assert officer.post(reverse("reports:arrange"), ARRANGED).status_code == 302
    later = {"effective_from": (NEXT + dt.timedelta(3)).isoformat(), "title": "商贸企业日报（新）"}
    assert officer.post(reverse("reports:arrange"), ARRANGED | later).status_code == 302

    rows = ReportForm.objects.order_by("version")
    assert [(row.version, row.title, row.terms.item_codes) for row in rows] == [
        (1, "商贸企业日报", ("operating", "sales_wan")), (2, "商贸企业日报（新）", ("operating", "sales_wan")),
    ]  # fmt: skip
    assert rows[0].effective_to == NEXT + dt.timedelta(2)
    assert officer.get(f"{reverse('reports:arrange')}?from=daily_trade").context["form"].initial["items"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"items": []}, "items"), ({"memberships": []}, "memberships"), ({"basis": " "}, "basis"),
     ({"code": "x y"}, "code"), ({"items": ["operating"], "memberships": ["industry_above"]}, "items"),
     ({"due_days": "-1"}, "due_days")],
)  # fmt: skip
def test_what_is_wrong_with_a_form_is_said_at_its_field(client: Client, wrong: dict[str, object], field: str) -> None:
    arranged()
    make_enterprise(memberships=("industry_above",))
    answer = people.signed_in(client, people.officer()).post(reverse("reports:arrange"), ARRANGED | wrong)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert ReportForm.objects.count() == 1


def test_only_who_arranges_reports_may_arrange_one(client: Client) -> None:
    assert (
        people.signed_in(client, people.county_leader()).post(reverse("reports:arrange"), ARRANGED).status_code == 403
    )
    assert not ReportForm.objects.exists()
