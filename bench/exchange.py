"""Measures a list on its way in and on its way out.

In: 10,000 enterprises from a workbook, three in a hundred of them wrong: received, checked, returned as a workbook of
problems, confirmed and registered, through the product's own actions with trail and rules. Limit: the same workbook
read by calamine and nothing done with it. Peer: what one writes first, ``register_enterprise`` row by row. The promise
is 30 s. Out: 500,000 enterprises as the list shows them, into XLSX, in a process of its own. Limit: XlsxWriter alone
with rows of the same shape. The promise is 512 MB at the peak. A whole run that breaks a promise ends with status 1.
The hostile corpus is read on the way; the slowest refusal is told.
"""

import argparse
import io
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import django
import xlsxwriter
from django.core.management import call_command
from python_calamine import CalamineWorkbook

PROMISED_SECONDS, PROMISED_MB = 30.0, 512.0
LOAD_BEFORE = round(os.getloadavg()[0], 1)  # on a busy machine every figure below is worse than it need be
COUNTY = "520322"
HEADERS = ("统一社会信用代码", "企业名称", "所在乡镇（街道）", "行业小类", "登记注册类型", "生产经营地址", "联系电话")
ROW_BY_ROW = 200
COLUMNS = (
    "id, uscc, name, short_name, name_key, search_text, county_code, division_code, industry_edition, industry_code,"
    " registration_type, address, contact_phone, synthetic, version, created_at"
)
# Built before and after the filling, not during: the filling is not what is measured.
SLOW_INDEXES = ("enterprise_by_fragment", "enterprise_by_two_characters")


def main() -> None:
    """Fill, measure, explain on the way, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="2,000 rows in and 20,000 out")
    parser.add_argument("--export-only", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.export_only:
        export_here()
        return
    rows_in, rows_out = (2_000, 20_000) if asked.quick else (10_000, 500_000)
    with throw_away():
        set_up()
        taken_in = import_rows(rows_in)
        refusals = slowest_refusal()
        fill(rows_out)
        gone_out = exported_by_a_process_of_its_own()
    bare = xlsxwriter_alone(rows_out)
    value, limit, peer = rows_in / taken_in["seconds"], taken_in["calamine"], taken_in["row_by_row"]
    found = {
        "name": "exchange",
        "value": round(value, 1),
        "unit": "rows/s imported",
        "limit": round(limit, 1),
        "peer": round(peer, 1),
        "ratio_to_limit": round(value / limit, 4),
        "ratio_to_peer": round(value / peer, 2),
        "import_rows": rows_in,
        "import_seconds": round(taken_in["seconds"], 1),
        "import_own_cpu_seconds": round(taken_in["cpu_seconds"], 1),
        "import_peak_mb": round(taken_in["peak_mb"]),
        "export_rows": rows_out,
        "export_seconds": round(gone_out["seconds"], 1),
        "export_own_cpu_seconds": round(gone_out["cpu_seconds"], 1),
        "export_rows_per_s": round(rows_out / gone_out["seconds"], 1),
        "export_limit_rows_per_s": round(bare, 1),
        "export_peak_mb": round(gone_out["peak_mb"]),
        "slowest_refusal": refusals,
        "load_before": LOAD_BEFORE,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(found, ensure_ascii=False))
    broken = taken_in["seconds"] > PROMISED_SECONDS or gone_out["peak_mb"] > PROMISED_MB
    sys.exit(not asked.quick and broken)


# --- in ------------------------------------------------------------------------------------------------------------


def import_rows(count: int) -> dict[str, float]:
    """Import a list stage by stage; give seconds, the limit and the peer in rows a second, and the peak of memory."""
    from django.core.files.base import ContentFile

    from fugong.core import clock
    from fugong.core.exchange import ImportBatch, importing, working

    content = workbook(count)
    upload = ContentFile(content, name="名录.xlsx")
    stages = {}
    began, cpu_before = time.perf_counter(), time.process_time()
    pk = importing.receive("registry.enterprises", upload=upload, by=officer(), at=clock.now())
    stages["received"] = time.perf_counter()
    working.check(pk, at=clock.now())
    stages["checked, problems written"] = time.perf_counter()
    importing.confirm(pk, mode="good_rows", by=officer(), at=clock.now())
    working.take_over(pk, at=clock.now())
    stages["taken over"] = time.perf_counter()
    cpu = time.process_time() - cpu_before
    batch = ImportBatch.objects.get(pk=pk)
    before = began
    for stage, at in stages.items():
        print(f"{stage:28} {at - before:6.1f} s")
        before = at
    print(f"{batch.rows_imported} registered, {batch.rows_bad} bad, {batch.rows_repeated} repeated of {count}")
    undone_in = timed(lambda: importing.undo(pk, by=officer(), at=clock.now()))
    print(f"{'undone, for the record':28} {undone_in:6.1f} s")
    if batch.state != "done" or batch.rows_imported + batch.rows_bad + batch.rows_repeated != count:
        raise SystemExit(f"The batch ended as {batch.state}.")
    return {
        "seconds": before - began,
        "cpu_seconds": cpu,
        "calamine": count / timed(lambda: read_alone(content)),
        "row_by_row": row_by_row(),
        "peak_mb": peak_mb(),
    }


def workbook(count: int) -> bytes:
    """Invent a list as an office would hand it in, a few rows of it wrong."""
    content = io.BytesIO()
    draw = random.Random(3)
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名录")
        for line, cells in enumerate((HEADERS, *(invented(number) for number in range(1, count + 1)))):
            wrong = line and draw.random() < 0.03
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, "" if wrong and place == line % 5 else cell)
    return content.getvalue()


def invented(number: int) -> tuple[str, ...]:
    """Invent one enterprise."""
    name = f"桐梓县{'金银铜永恒兴盛'[number % 7]}{'隆昌泰安康福禄'[number // 7 % 7]}{number:05d}号机械制造有限公司"
    return (
        code(number),
        name,
        "楚米镇",
        "3011 水泥制造",
        "私营有限责任公司",
        f"楚米镇示例路{number}号",
        "0851-26620000",
    )


def code(number: int) -> str:
    """Give a valid code."""
    from fugong.registry.public import uscc

    serial = f"MA{number:06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(c, 36) * w for c, w in zip(serial, weights, strict=True)) % 11
    first = f"91{COUNTY}{serial}{ {10: 'X', 11: '0'}.get(rest, rest) }"
    return first + uscc.check_character(first)


def read_alone(content: bytes) -> int:
    """Read the workbook and do nothing with it."""
    return sum(1 for _ in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).iter_rows())


def row_by_row() -> float:
    """Register enterprises one at a time; give rows a second."""
    from fugong.core import clock
    from fugong.registry import public as registry

    def register() -> None:
        for number in range(700_001, 700_001 + ROW_BY_ROW):
            uscc, name, _, _, _, address, phone = invented(number)
            facts = registry.EnterpriseFacts(
                name=name, division_code=f"{COUNTY}101", industry_code="3011", registration_type="173",
                address=address, contact_phone=phone,
            )  # fmt: skip
            registry.register_enterprise(uscc, facts=facts, by=officer(), at=clock.now())

    return ROW_BY_ROW / timed(register)


def slowest_refusal() -> str:
    """Hand the hostile corpus in; say which file took longest to be refused."""
    from fugong.core.exchange.reading import read_table
    from fugong.core.exchange.tests import corpus
    from fugong.core.refusals import Refused

    taken = {}
    for name, content, _ in corpus.hostile():
        began = time.perf_counter()
        try:
            read_table(content)
        except Refused:
            taken[name] = time.perf_counter() - began
    slowest = max(taken, key=lambda name: taken[name])
    print(f"{len(taken)} hostile files refused, the slowest ({slowest}) in {taken[slowest]:.2f} s")
    return f"{slowest}: {taken[slowest]:.2f} s"


# --- out -----------------------------------------------------------------------------------------------------------


def exported_by_a_process_of_its_own() -> dict[str, float]:
    """Export the whole register in another process, so that its peak of memory is its own."""
    command = [sys.executable, __file__, "--export-only"]
    said = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    print(said.strip())
    measured: dict[str, float] = json.loads(said.splitlines()[-1])
    return measured


def export_here() -> None:
    """Order the list as a file and make it, as the worker does."""
    django.setup()
    from fugong.core import clock, permission
    from fugong.core.exchange import ExportFile, exporting

    permission.answer_for_accounts(lambda *_: officer())
    began = time.perf_counter()
    pk = exporting.order("registry.enterprises", query="", file_format="xlsx", by=officer(), at=clock.now())
    exporting.make_file(pk, at=clock.now())
    export = ExportFile.objects.get(pk=pk)
    size = exporting.place_of(export).stat().st_size / 1024 / 1024
    print(f"{export.rows_done} rows written, {size:.0f} MB, {export.state}")
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "cpu_seconds": time.process_time(), "peak_mb": peak_mb()}))


def xlsxwriter_alone(count: int) -> float:
    """Write rows of the same shape by XlsxWriter and nothing else; give rows a second."""
    rows = [(*invented(number), "—") for number in range(1, 1001)]

    def write() -> None:
        with tempfile.TemporaryFile() as file, xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for line in range(count):
                for place, cell in enumerate(rows[line % 1000]):
                    sheet.write_string(line, place, cell)

    return count / timed(write)


def fill(count: int) -> None:
    """Make enterprises with a holder, a size and a list each, beside those imported."""
    from django.db import connection
    from psycopg import sql

    from fugong.core import clock

    at = clock.now()
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0), count(*) FROM registry_enterprise")
        last, there = cursor.fetchone()
        definitions = []
        for index in SLOW_INDEXES:
            cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [index])
            definitions.append(cursor.fetchone()[0])
            cursor.execute(f"DROP INDEX {index}")
        with cursor.copy(sql.SQL("COPY registry_enterprise ({}) FROM STDIN").format(sql.SQL(COLUMNS))) as copy:
            for number in range(1, count - there + 1):
                copy.write_row(stored(last + number, number, at))
        for statement in FACTS:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
    print(f"{count} enterprises stand ready after {time.perf_counter() - began:.1f} s")


def stored(pk: int, number: int, at: datetime) -> tuple[Any, ...]:
    """Give an invented enterprise as its row."""
    seventeen = f"93{COUNTY}{number:09d}"
    name = f"桐梓县示例企业{number:06d}号有限公司"
    return (
        pk, f"{seventeen}0", name, "", f"tong2 zi3 xian4 {number:06d}", name, COUNTY, f"{COUNTY}101", "2017", "3011",
        "173", "楚米镇示例路1号", "0851-26620000", True, 1, at,
    )  # fmt: skip


FACTS = (
    """
    INSERT INTO registry_controllingholder (enterprise_id, county_code, holder, since_on, basis)
    SELECT id, county_code, (ARRAY['state', 'private', 'private'])[1 + id % 3], '2019-01-01', ''
    FROM registry_enterprise
    """,
    """
    INSERT INTO registry_sizeclass (enterprise_id, county_code, year, version, size, source, recorded_at)
    SELECT id, county_code, 2019, 1, (ARRAY['small', 'micro'])[1 + id % 2], 'x', now() FROM registry_enterprise
    """,
    """
    INSERT INTO registry_membership (enterprise_id, county_code, kind, since_on, basis)
    SELECT id, county_code, 'industry_above', '2019-01-01', '' FROM registry_enterprise WHERE id % 100 = 0
    """,
)


# --- the place -----------------------------------------------------------------------------------------------------


def officer() -> Any:
    """Give the county's officer."""
    from fugong.people.public import Actor, Grant

    return Actor(account_id=1, title="经贸局经办", grants=(Grant("officer", COUNTY, None, "经贸局经办"),))


def peak_mb() -> float:
    """Give this process's peak of memory; what its parent held when it was started is not counted in."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024  # macOS counts bytes


def timed(act: Any) -> float:
    """Give the seconds an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def set_up() -> None:
    """Load divisions and industries; answer for the officer's account, which the database does not know."""
    from fugong.core import clock, permission
    from fugong.people.public import loader_actor
    from fugong.registry import public as registry

    by, at = loader_actor(COUNTY), clock.now()
    registry.load_regions(registry.shipped_divisions(), by=by, at=at)
    registry.load_industries(registry.shipped_industries(), by=by, at=at)
    permission.answer_for_accounts(lambda *_: officer())


@contextmanager
def throw_away() -> Iterator[None]:
    """Have a private server with a migrated database of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fugong-bench-"))
    folder.chmod(0o711)  # the account that runs the database must get through
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    os.environ.update(
        FUGONG_VAR=str(folder), FUGONG_DATABASE_ROLE="owner", DJANGO_SETTINGS_MODULE="fugong.site.settings"
    )
    from fugong.core.database import running

    try:
        with running(folder):
            django.setup()
            call_command("migrate", verbosity=0)
            yield
            from django.db import connections

            connections.close_all()
            for open_one in connections.all():
                getattr(open_one, "close_pool", lambda: None)()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
