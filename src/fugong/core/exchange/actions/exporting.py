"""Exporting: a list is ordered as a file; a small one is there at once, a large one is made by a job."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from fugong.core import audit, idempotency, jobs
from fugong.core.clock import words as clock_words
from fugong.core.exchange import telling
from fugong.core.exchange.declared import ListExport, list_named
from fugong.core.exchange.models import ExportFile
from fugong.core.exchange.rules.states import ExportState
from fugong.core.exchange.spooling import FORMATS, LARGEST_SHEET, Spooled, spool
from fugong.core.listing import Listing
from fugong.core.permission import Actor, actor_of_account, require
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_

AT_ONCE = 5000
KEPT_FOR = timedelta(hours=24)
LONGEST_QUERY = 4000


class TooManyRows(Refused):
    """A sheet has an end."""

    code = "exchange.too_many_rows"
    status = 422
    message = N_("共 %(rows)s 行，超过 Excel 工作表的上限；请缩小筛选范围，或导出为 CSV。")


@idempotency.once
def order(name: str, *, query: str, file_format: str, by: Actor, at: datetime) -> int:
    """Order the list that the query's words describe as a file; give the export's number.

    Raises NotPermitted, NotThere for a list that is none, Invalid for a format that is none, TooManyRows.
    """
    declared = list_named(name)
    county = declared.county_of(by)
    if file_format not in FORMATS or len(query) > LONGEST_QUERY:
        raise Invalid([Problem("file_format", N_("请选择导出格式。"))])
    with translation.override("zh-hans"):
        listing = declared.listing(query, actor=by, on=at.date())
        said = "；".join(f"{label}＝{words}" for label, words in telling.filter_words(listing))
    if file_format == "xlsx" and listing.total > LARGEST_SHEET:
        raise TooManyRows(rows=str(listing.total))
    export = ExportFile(
        county_code=county,
        list_name=name,
        query=query,
        file_format=file_format,
        rows_total=listing.total,
        file_key=secrets.token_hex(16),
        ordered_by=by.account_id,
        ordered_by_title=by.title,
        ordered_at=at,
        expires_at=at + KEPT_FOR,
    )
    if listing.total <= AT_ONCE:
        _made(export, declared, listing)
    export.save(force_insert=True)
    if export.state == ExportState.MAKING:
        jobs.defer("core.exchange.make_file", export_id=export.pk)
    audit.record(
        county=county, action="core.list.exported", subject=export, by=by, at=at,
        changes={"list": (None, declared.title), "filter": (None, said), "rows": (None, listing.total),
                 "file_format": (None, file_format)},
    )  # fmt: skip
    return export.pk


def make_file(export_id: int, *, at: datetime) -> None:
    """Make the file of a large export; one that is made, or expired meanwhile, is left alone. Raises NotPermitted."""
    export = ExportFile.objects.get(pk=export_id)
    if export.state != ExportState.MAKING:
        return
    declared, by = list_named(export.list_name), actor_of_account(export.ordered_by, on=at.date())
    require(by, declared.permission)
    _made(export, declared, declared.listing(export.query, actor=by, on=export.ordered_at.date()))
    export.save(update_fields=["state", "rows_total", "rows_done", "sha256"])


def expire(*, at: datetime) -> int:
    """Take away the files whose time is over; give their number."""
    over = ExportFile.objects.filter(expires_at__lte=at).exclude(state=ExportState.EXPIRED)
    for export in over:
        place_of(export).unlink(missing_ok=True)
    return over.update(state=ExportState.EXPIRED)


def place_of(export: ExportFile) -> Path:
    """Give where the file lies: outside the web root, under a key that nobody can guess."""
    return Path(settings.FUGONG_VAR) / "exports" / f"{export.file_key}.{export.file_format}"


def _made(export: ExportFile, declared: ListExport, listing: Listing) -> None:
    # A file is Chinese whatever language its orderer reads: it goes on to others.
    with translation.override("zh-hans"):
        spooled = spool(
            place_of(export),
            telling.headers(listing),
            telling.rows(listing),
            title=gettext(declared.title),
            note=lambda spooled: _note(export, declared, listing, spooled=spooled),
            report=lambda done: _say(export, done),
        )
    export.state, export.rows_done, export.sha256 = ExportState.READY, spooled.rows, spooled.sha256
    export.rows_total = spooled.rows


def _say(export: ExportFile, done: int) -> None:
    if export.pk:
        ExportFile.objects.filter(pk=export.pk).update(rows_done=done)


def _note(export: ExportFile, declared: ListExport, listing: Listing, *, spooled: Spooled) -> list[tuple[str, str]]:
    filters = telling.filter_words(listing)
    return [
        (gettext("名称"), gettext(declared.title)),
        (gettext("筛选条件"), "\n".join(f"{label}：{words}" for label, words in filters) or gettext("无，全部记录")),
        (gettext("排序"), telling.sort_words(listing) or gettext("按系统默认次序")),
        (gettext("数据截至"), clock_words.moment(export.ordered_at)),
        (gettext("导出岗位"), export.ordered_by_title),
        (gettext("行数"), str(spooled.rows)),
        (gettext("内容校验值"), f"SHA-256 {spooled.sha256}"),
        (gettext("校验方法"), gettext("按行次序，单元格文本以制表符相连，每行末尾换行，UTF-8 编码后计算。")),
    ]
