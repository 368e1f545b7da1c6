"""Reads a table that somebody uploaded, in a child process with limits; what goes wrong there is a sentence here."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fugong.core.exchange import child
from fugong.core.files import FileIsRefused
from fugong.core.files.rules import CSV, LARGEST_BYTES, TOO_LARGE, XLSX, Kind, kind_of
from fugong.core.wording import N_

LIMITS = {
    "memory_bytes": 256 * 1024 * 1024,
    "cpu_seconds": 6,
    "unpacked_bytes": 48 * 1024 * 1024,
    "rows": 50_000,
    "columns": 60,
    "cells": 600_000,
    "sheets": 50,
    "line_bytes": 100_000,
}
PATIENCE_SECONDS = 30.0
_ROWS, _COLUMNS = str(LIMITS["rows"]), str(LIMITS["columns"])
_ONLY_TABLES = N_("只接收 XLSX 或 CSV 文件；请下载模板填写，或另存为其中一种格式后上传。")
_KILLED = N_("读取该文件占用的内存或时间超过限制，未予接收。请只保留需要导入的行和列后重新上传。")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f]")
_SENTENCES = {
    "damaged": N_("文件已损坏，无法打开，请重新保存后上传。"),
    "locked": N_("文件设有打开密码，请取消密码后上传。"),
    "entities": N_("文件内含有不允许的实体定义，未予接收。请用模板重新填写。"),
    "external": N_("文件引用了外部数据或其他工作簿，请将其粘贴为数值并断开链接后上传。"),
    "embedded": N_("文件内嵌有其他对象或控件，请删除后上传。"),
    "formulas": N_("文件中的公式无法识别其位置，请将公式粘贴为数值后上传。"),
    "unreadable": N_("无法识别文件的文字编码，请另存为 XLSX 或“CSV UTF-8”后上传。"),
    "long_line": N_("文件中有一行过长，不是正常的表格，请检查后重新上传。"),
    "too_large": N_("表格内容过多，请拆分成几个文件分别导入。"),
    "too_many_rows": N_("表格超过 %(rows)s 行，请拆分成几个文件分别导入。"),
    "too_many_columns": N_("表格超过 %(columns)s 列，请只保留模板中的列。"),
    "too_many_sheets": N_("工作簿中的工作表过多，请只保留需要导入的一张。"),
}


@dataclass(frozen=True)
class Line:
    """One line of a file as it was found: cells as text, which of them were formulas, which lost digits as numbers."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()
    lossy: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    """What was found in a file: its lines, how many rows hide, how many areas are merged, other sheets, encoding."""

    lines: tuple[Line, ...]
    sheet: str = ""
    hidden: int = 0
    merged: int = 0
    others: int = 0
    encoding: str = ""


def table_kind(content: bytes) -> Kind:
    """Tell XLSX or CSV from the content. Raises FileIsRefused for everything else."""
    if len(content) > LARGEST_BYTES:
        raise FileIsRefused(TOO_LARGE)
    if _is_text(content):
        return CSV
    kind = kind_of(content)
    if kind != XLSX:
        raise FileIsRefused(_ONLY_TABLES)
    return kind


def read_table(content: bytes) -> Table:
    """Read the first visible sheet, or the text table. Raises FileIsRefused, also when the child died of a limit."""
    table_kind(content)
    said = _read_by_child(content).splitlines()
    if not said:
        raise FileIsRefused(_KILLED)
    head, *rest = map(json.loads, said)
    lines = []
    for found in (head, *rest):
        if isinstance(found, dict):
            _refuse(found)
        else:
            number, cells, formulas, lossy = found
            lines.append(Line(number, tuple(cells), frozenset(formulas), frozenset(lossy)))
    if not lines:
        raise FileIsRefused(N_("文件中没有内容，请检查后重新上传。"))
    return Table(tuple(lines), head["sheet"], head["hidden"], head["merged"], head["others"], head["encoding"])


def _is_text(content: bytes) -> bool:
    if not content or content.lstrip()[:1] == b"<" or b"\0" in content[:4096]:
        return False
    return not _CONTROLS.search(content[:64]) and not content.startswith(b"%PDF-")


def _read_by_child(content: bytes) -> bytes:
    # Isolated: no environment of ours, no folder of ours on the path, nothing inherited but the three streams.
    command = [sys.executable, "-I", str(Path(child.__file__)), json.dumps(LIMITS)]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and file; what was uploaded is only its input)
            command, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise FileIsRefused(_KILLED) from None
    if done.returncode != 0:
        raise FileIsRefused(_KILLED)
    return done.stdout


def _refuse(found: dict[str, Any]) -> None:
    why = found.get("refused")
    if why:
        raise FileIsRefused(_SENTENCES[why], rows=_ROWS, columns=_COLUMNS)
