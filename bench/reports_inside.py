"""The part of the reports bench that runs inside the product: single reports, batches, the burst before a deadline."""

import datetime as dt
import gc
import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import psycopg
from django.core.files.base import ContentFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from fugong.core import clock, exchange
from fugong.core.exchange import ImportBatch, importing, working
from fugong.core.exchange.reading import read_table
from fugong.people import public as people
from fugong.people.tests import factories as offices
from fugong.registry.tests.factories import COUNTY, make_enterprise, make_industries, make_region_tree
from fugong.reports.models import Report
from fugong.reports.queries.columns import form_columns
from fugong.reports.queries.forms import form_for
from fugong.reports.tests.factories import SINCE, arranged

N, SINGLE, BATCHES, BURST = (
    int(os.environ[name]) for name in ("BENCH_ENTERPRISES", "BENCH_SINGLE", "BENCH_BATCHES", "BENCH_BURST")
)
NOON = dt.datetime.combine(SINCE + dt.timedelta(60), dt.time(12), dt.UTC)
CLIENTS = 8
TOO_FAST = 429
told_to_wait: list[str] = []
SAID = {"operating": True, "staff_at_post": 20, "output_value_wan": 12.5, "mask_days": 7, "difficulties": ["labour"]}
BARE = "CREATE TABLE bare (id bigserial PRIMARY KEY, uscc text, period_on date, values jsonb, recorded_at timestamptz)"


def told(code: str, on: dt.date, staff: int) -> dict[str, Any]:
    """Give one row of a batch."""
    return {"uscc": code, "period_on": on.isoformat(), "values": SAID | {"staff_at_post": staff}}


def body_of(rows: list[dict[str, Any]]) -> str:
    """Write a batch as the machine that sends it does."""
    return json.dumps({"county": COUNTY, "rows": rows})


def post(client: Client, body: str, key: str) -> dict[str, Any]:
    """Hand rows in through the interface, as a machine does, again after the time it is told where it was too fast."""
    while True:
        answer = client.post(
            reverse("api:take_in", args=["daily_industry"]), body,
            content_type="application/json", headers={"Idempotency-Key": key},
        )  # fmt: skip
        if answer.status_code != TOO_FAST:
            break
        told_to_wait.append(key)
        time.sleep(int(answer["Retry-After"]))
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.content.decode()[:500]}")
    return dict(answer.json())


def seconds(work: Callable[[], Any]) -> float:
    """Give how long some work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def bare_table() -> Iterator[psycopg.Connection]:
    """Open the database without Django, with a table that has what a report says and nothing else."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as raw:
        raw.execute(BARE.replace("CREATE TABLE", "CREATE TEMP TABLE"))
        raw.commit()
        yield raw


def inserted(raw: psycopg.Connection, row: dict[str, Any]) -> None:
    """Insert one row and commit it."""
    raw.execute(
        "INSERT INTO bare (uscc, period_on, values, recorded_at) VALUES (%s, %s, %s, now())",
        [row["uscc"], row["period_on"], json.dumps(row["values"])],
    )
    raw.commit()


def copied(raw: psycopg.Connection, rows: list[dict[str, Any]]) -> None:
    """Copy rows in and commit them."""
    with raw.cursor() as cursor, cursor.copy("COPY bare (uscc, period_on, values, recorded_at) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((row["uscc"], row["period_on"], json.dumps(row["values"]), NOON))
    raw.commit()


def sheet_of(codes: list[str], on: dt.date) -> bytes:
    """Make a workbook of one report an enterprise, as it goes out and comes back."""
    terms = form_for(COUNTY, "daily_industry", on=on).terms
    rows = [[code, "", terms.title, on.isoformat(), "是", 20, Decimal("12.5"), 7, "用工", "", ""] for code in codes]
    return exchange.workbook(terms.title, form_columns(terms), rows)


def taken_over(content: bytes) -> None:
    """Hand a workbook in, have every row judged, confirm, have it judged again and taken in."""
    pk = importing.receive("reports.reports", upload=ContentFile(content, name="x.xlsx"), by=officer, at=NOON)
    working.check(pk, at=NOON)
    importing.confirm(pk, mode="all_or_nothing", by=officer, at=NOON)
    working.take_over(pk, at=NOON)
    if ImportBatch.objects.get(pk=pk).rows_imported != N:
        raise SystemExit("the workbook was not taken in")


def burst(secret: str, codes: list[str], on: dt.date) -> float:
    """Send every report twice, as those do who get no answer in time, from all clients at once."""

    def work(own: list[str]) -> None:
        client = Client(headers={"Authorization": f"Bearer {secret}"}, SERVER_NAME="127.0.0.1")
        for code in own:
            for _ in range(2):
                post(client, body_of([told(code, on, 20)]), f"burst-{code}")
        connections.close_all()

    threads = [threading.Thread(target=work, args=(codes[n::CLIENTS],)) for n in range(CLIENTS)]

    def together() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return seconds(together)


gc.freeze()  # as the server does when it has loaded itself
clock.now = lambda: NOON
clock.today = NOON.date
make_region_tree()
make_industries()
arranged()
codes = [make_enterprise(memberships=("industry_above",)).uscc for _ in range(N)]
officer = offices.officer()
scopes = ["reports:read", "reports:write"]
secret = people.issue_token(officer.account_id or 0, purpose="bench", scopes=scopes, days=1, by=officer, at=NOON).secret
machine = Client(headers={"Authorization": f"Bearer {secret}"}, SERVER_NAME="127.0.0.1")
post(machine, body_of([told(codes[0], SINCE, 20)]), "warm")
single: dict[str, list[float]] = {"api": [], "psycopg": []}
many: dict[str, list[float]] = {"api": [], "copy": []}
with bare_table() as raw:
    for number, code in enumerate(codes[1 : SINGLE + 1]):
        row = told(code, SINCE, 20)
        body = body_of([row])
        single["api"].append(seconds(lambda body=body, number=number: post(machine, body, f"one-{number}")))
        single["psycopg"].append(seconds(lambda row=row: inserted(raw, row)))
    for number in range(BATCHES):
        rows = [told(code, SINCE + dt.timedelta(number + 1), 20 + number) for code in codes]
        body = body_of(rows)
        many["api"].append(seconds(lambda body=body, number=number: post(machine, body, f"many-{number}")))
        many["copy"].append(seconds(lambda rows=rows: copied(raw, rows)))
sheets: dict[str, list[float]] = {"taken": [], "read": []}
for number in range(3):
    content = sheet_of(codes, SINCE + dt.timedelta(BATCHES + 10 + number))
    sheets["read"].append(seconds(lambda content=content: read_table(content)))
    sheets["taken"].append(seconds(lambda content=content: taken_over(content)))
day = SINCE + dt.timedelta(BATCHES + 5)
burst_s = burst(secret, codes[:BURST], day)
arrived = Report.objects.filter(period_on=day).count()
one, bare = (statistics.median(single[name]) for name in ("api", "psycopg"))
batch, copy = (statistics.median(many[name]) for name in ("api", "copy"))
measured = {
    "single_ms": round(1000 * one, 2), "psycopg_ms": round(1000 * bare, 2),
    "single_ratio_to_psycopg": round(one / bare, 1),
    "batch_rows_s": round(N / batch), "copy_rows_s": round(N / copy), "batch_ratio_to_copy": round(batch / copy, 1),
    "xlsx_rows_s": round(N / statistics.median(sheets["taken"])),
    "xlsx_read_rows_s": round(N / statistics.median(sheets["read"])),
    "burst_reports": BURST, "burst_sent": 2 * BURST, "burst_arrived": arrived,
    "burst_told_to_wait": len(told_to_wait), "burst_s": round(burst_s, 1),
}  # fmt: skip
print(json.dumps(measured))
