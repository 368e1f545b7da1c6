"""Reports by machine: batches taken whole or not at all, every problem in its row, what is asked and how far it is."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fugong.core import clock
from fugong.people import public as people
from fugong.people.public import Actor
from fugong.people.tests import factories as offices
from fugong.registry.tests.factories import COUNTY, make_enterprise, make_region_tree
from fugong.reports import public as reports
from fugong.reports.models import Intake, MeterReading, Report
from fugong.reports.tests.factories import DAY, LOADER, NOW, arranged

pytestmark = pytest.mark.django_db
GOOD = {"operating": True, "staff_at_post": 20, "output_value_wan": 12.5, "difficulties": ["labour"]}


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    make_region_tree()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: DAY)


def machine(actor: Actor) -> Client:
    scopes = ["reports:read", "reports:write"]
    issued = people.issue_token(actor.account_id or 0, purpose="示例", scopes=scopes, days=1, by=actor, at=clock.now())
    return Client(headers={"Authorization": f"Bearer {issued.secret}"})


def post(client: Client, name: str, body: object, *arguments: str, key: str = "k1") -> Any:
    return client.post(
        reverse(name, args=arguments), json.dumps(body), content_type="application/json",
        headers={"Idempotency-Key": key},
    )  # fmt: skip


def batch(*rows: Any) -> dict[str, object]:
    return {"county": COUNTY, "rows": [{"period_on": DAY.isoformat(), "values": GOOD} | row for row in rows]}


def test_a_batch_is_one_act_and_the_same_key_acts_once() -> None:
    arranged()
    works = [make_enterprise(memberships=("industry_above",)) for _ in range(3)]
    client = machine(offices.officer())
    body = batch(*[{"uscc": one.uscc} for one in works])

    answers = [post(client, "api:take_in", body, "daily_industry") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == {"taken": 3, "corrected": 0, "unchanged": 0, "doubtful": 0}
    assert (Report.objects.count(), Intake.objects.count()) == (3, 1)
    assert Report.objects.values_list("values__output_value_wan", flat=True)[0] == "12.50"


def test_every_problem_stands_in_its_row_and_nothing_is_taken() -> None:
    arranged()
    works = make_enterprise(memberships=("industry_above",))
    client = machine(offices.officer())
    body = batch(
        {"uscc": works.uscc},
        {"uscc": "91520322MA0000001X"},
        {"uscc": works.uscc, "period_on": "2020-03-01", "values": GOOD | {"staff_at_post": "many"}},
    )

    answer = post(client, "api:take_in", body, "daily_industry")

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/rows/1/uscc", "#/rows/2/values/staff_at_post"]
    assert not Report.objects.exists()


def test_an_operator_reports_for_its_own_enterprise_alone() -> None:
    arranged()
    operator = offices.operator()
    own = make_enterprise(memberships=("industry_above",), representative_id=operator.account_id)
    other = make_enterprise(memberships=("industry_above",))
    client = machine(operator)

    assert post(client, "api:take_in", batch({"uscc": other.uscc}), "daily_industry", key="a").status_code == 422
    assert post(client, "api:take_in", batch({"uscc": own.uscc}), "daily_industry", key="b").status_code == 200
    assert Report.objects.get().enterprise_id == own.pk


def test_readings_come_in_a_batch() -> None:
    works = make_enterprise()
    reports.register_meters(COUNTY, meters=[reports.MeterRow("M1", works.pk, DAY)], by=LOADER, at=NOW)
    client = machine(offices.officer())

    body = {"county": COUNTY, "rows": [{"meter_no": "M1", "on": DAY.isoformat(), "kwh": "120.5"}]}
    assert post(client, "api:read", body).json()["taken"] == 1
    unknown = {"county": COUNTY, "rows": [{"meter_no": "M2", "on": DAY.isoformat(), "kwh": 1}]}
    assert post(client, "api:read", unknown, key="k2").status_code == 422

    assert MeterReading.objects.get().kwh == Decimal("120.50")


def test_forms_and_progress_are_read() -> None:
    arranged()
    works = [make_enterprise(memberships=("industry_above",)) for _ in range(2)]
    client = machine(offices.officer())
    post(client, "api:take_in", batch({"uscc": works[0].uscc}), "daily_industry")

    forms = client.get(reverse("api:forms")).json()
    progress = client.get(f"{reverse('api:progress', args=['daily_industry'])}?county={COUNTY}&period_on={DAY}").json()

    assert [form["code"] for form in forms] == ["daily_industry"]
    assert (progress["expected"], progress["received"], progress["missing"]) == (2, 1, 1)
    elsewhere = client.get(f"{reverse('api:progress', args=['daily_industry'])}?county=520323&period_on={DAY}")
    assert elsewhere.status_code == 404
