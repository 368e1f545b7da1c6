"""Publishing on the page, and what everybody reads then: no names, nothing of one or two, every version."""

import csv
import json
from datetime import datetime
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from fugong.indicators import public as indicators
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import COUNTY, make_enterprise, make_industries, make_region_tree, record_staff
from fugong.reports.tests import factories

from .test_screens import EVENING, MAY_LOOK, ladder, status_for

pytestmark = pytest.mark.django_db
PERIOD = factories.DAY.isoformat()
LIST = reverse("cockpit:publications")
RELEASE = reverse("cockpit:release", args=["daily_resumption", PERIOD])
PUBLISH = reverse("cockpit:publish", args=["daily_resumption", PERIOD])
BULLETIN = reverse("bulletins:bulletin", kwargs={"county": COUNTY, "code": "daily_resumption", "period": PERIOD})


@pytest.fixture(autouse=True)
def _evening(settings: Settings) -> None:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = EVENING, datetime.now().astimezone()
    make_region_tree()
    make_industries()
    cache.clear()


@pytest.fixture
def names() -> list[str]:
    """Set up nine works that reported; give their names."""
    factories.arranged()
    made = [make_enterprise(memberships=("industry_above",), holder="state" if n < 2 else "private") for n in range(9)]
    for n, one in enumerate(made):
        record_staff(one, 20 + n)
        factories.report(one.pk, staff_at_post=10 + n)
    indicators.roll(COUNTY, at=EVENING)
    return [one.name for one in made]


def release(client: Client, **told: str) -> int:
    officer = people.signed_in(client, people.officer())
    digest = officer.get(RELEASE).context["prepared"].digest
    return officer.post(PUBLISH, {"digest": digest} | told).status_code


def test_the_pages_are_opened_by_those_who_lead(names: list[str]) -> None:
    assert names
    for address in (LIST, RELEASE):
        assert {who: status_for(actor, address) for who, actor in ladder().items()} == MAY_LOOK


def test_everybody_reads_exactly_what_was_looked_at_and_no_name(client: Client, names: list[str]) -> None:
    assert Client().get(BULLETIN).status_code == 404
    officer = people.signed_in(client, people.officer())
    looked_at = officer.get(RELEASE).context["sheets"]
    assert release(client) == 302

    page = Client().get(BULLETIN)
    text = page.content.decode()

    assert page.context["sheets"] == looked_at
    assert "126" in text
    assert not [name for name in names if name in text]
    assert "不予公布" in text
    assert Client().get(reverse("bulletins:bulletins", args=[COUNTY])).context["rows"]


def test_files_say_the_same_as_the_page_and_hide_the_same(client: Client, names: list[str]) -> None:
    assert names
    release(client)
    anyone = Client()
    lines = list(csv.DictReader(StringIO(anyone.get(f"{BULLETIN}?format=csv").content.decode("utf-8-sig"))))
    told = json.loads(anyone.get(f"{BULLETIN}?format=json").content)
    cells = [cell for table in told["tables"] for cell in table["cells"]]

    assert len(lines) == len(cells)
    assert {line["分子"] for line in lines if line["说明"]} == {""}
    assert {cell["numerator"] for cell in cells if cell["why_hidden"]} == {""}
    assert any(cell["why_hidden"] for cell in cells)


def test_a_page_seen_before_is_not_sent_again_and_a_revision_is(client: Client, names: list[str]) -> None:
    assert names
    release(client)
    anyone = Client()
    etag = anyone.get(BULLETIN)["ETag"]
    assert anyone.get(BULLETIN, headers={"If-None-Match": etag}).status_code == 304
    for pk in list(indicators.rows_of("return_all", county_code=COUNTY, on=factories.DAY).rows)[:4]:
        factories.report(pk.enterprise_id, staff_at_post=20, at=EVENING, reason="更正")
    indicators.roll(COUNTY, at=EVENING)
    assert release(client, reason="四家企业更正") == 302

    page = anyone.get(BULLETIN, headers={"If-None-Match": etag})
    assert page.status_code == 200
    assert page.context["row"].version == 2
    old = anyone.get(f"{BULLETIN}?version=1")
    assert "这一版已被修订" in old.content.decode()
    assert anyone.get(f"{BULLETIN}?version=3").status_code == 404


def test_before_anything_was_counted_nothing_is_offered(client: Client) -> None:
    page = people.signed_in(client, people.officer()).get(LIST)
    assert (page.status_code, page.context["due"]) == (200, [])
    assert "统计数据尚未生成" in page.content.decode()


def test_who_may_look_but_not_publish_publishes_nothing(names: list[str]) -> None:
    assert names
    leader = people.signed_in(Client(), people.county_leader())
    digest = leader.get(RELEASE).context["prepared"].digest
    assert leader.post(PUBLISH, {"digest": digest}).status_code == 403
    assert indicators.published(COUNTY) == []


def test_a_page_costs_few_questions_however_many_cells(client: Client, names: list[str]) -> None:
    assert names
    release(client)
    anyone = Client()
    with CaptureQueriesContext(connection) as asked:
        anyone.get(BULLETIN)
    assert len(asked) <= 6


def test_the_command_counts_everything_again(client: Client, names: list[str]) -> None:
    assert names
    release(client)
    said = StringIO()
    call_command("publications", COUNTY, stdout=said)
    assert "1 publications counted again" in said.getvalue()
    row = indicators.Publication.objects.get()
    row.digest, row.version, row.reason, row.pk = "0" * 64, 2, "x", None
    row.save(force_insert=True)
    with pytest.raises(CommandError):
        call_command("publications", COUNTY, stdout=said, stderr=StringIO())
