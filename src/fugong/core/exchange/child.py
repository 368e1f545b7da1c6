"""Reads one table file in a process of its own with little memory and time; what kills it kills nobody else.

Started by ``reading`` as a plain file: it imports nothing of ours and no Django. The limits come as JSON in the first
argument, the file on standard input. Out goes one JSON a line: first what was found about the sheet, then each row as
``[line, cells, places of formulas, places of numbers too long to be exact]``; or ``{"refused": why}``.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

# Looked for in one go each: a loop over every cell would take longer than all the rest.
_COLUMN = re.compile(rb'\br="([A-Z]{1,4})\d')
_ROW = re.compile(rb'\br="[A-Z]{0,4}(\d{1,8})"')
_FORMULA_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"[^>]*(?<!/)>\s*<(?:\w+:)?f\b')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\b\w+:id="([^"]+)"')
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_LINK_FIELD = re.compile(rb'\b(Id|Target)="([^"]+)"')
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Parts of a workbook that reach outside it or carry something else inside.
_FOREIGN = (
    ("xl/externallinks/", "external"), ("xl/embeddings/", "embedded"), ("xl/activex/", "embedded"),
    ("xl/ctrlprops/", "embedded"), ("xl/querytables/", "external"), ("xl/connections.xml", "external"),
)  # fmt: skip
_EXACT = 10**15
_DELIMITERS = ",\t;"


class Refused(Exception):  # noqa: N818 (as in the house)
    """The file cannot be read as a table; the word says why."""


def main() -> None:
    limits = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        lines = workbook(content, limits) if content.startswith(b"PK") else table(content, limits)
        for line in lines:
            sys.stdout.write(json.dumps(line, ensure_ascii=True))
            sys.stdout.write("\n")
    except Refused as why:
        sys.stdout.write(json.dumps({"refused": str(why)}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"refused": "too_large"}) + "\n")


# --- workbooks -----------------------------------------------------------------------------------------------------


def workbook(content: bytes, limits: dict[str, int]) -> Iterator[Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        parts = checked_parts(content, limits)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if len(book.sheets_metadata) > limits["sheets"]:
            raise Refused("too_many_sheets")
        number, name = chosen(book)
        formulas, hidden = looked_through(part_of_sheet(number, parts), limits)
        parts.clear()
        sheet = book.get_sheet_by_index(number)
        if sheet.total_height * max(sheet.total_width, 1) > limits["cells"] * 2:
            raise Refused("too_large")
        merged = len(sheet.merged_cell_ranges or [])
        others = sum(str(m.visible).endswith(".Visible") for m in book.sheets_metadata) - 1
        yield {"sheet": name, "others": others, "hidden": hidden, "merged": merged, "encoding": ""}
        for line, row in enumerate(sheet.iter_rows(), start=1):
            written = [as_text(value) for value in row]
            if any(cell for cell, _ in written):
                lossy = [place for place, (_, exact) in enumerate(written) if not exact]
                yield [line, [cell for cell, _ in written], formulas.get(line, []), lossy]
    except PasswordError:
        raise Refused("locked") from None
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
        EOFError,
    ):
        raise Refused("damaged") from None


def checked_parts(content: bytes, limits: dict[str, int]) -> dict[str, bytes]:
    """Unpack the texts within the limit; refuse what no table needs before anything else opens the file."""
    unpacked: dict[str, bytes] = {}
    left = limits["unpacked_bytes"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            name = part.filename.lower()
            for beginning, why in _FOREIGN:
                if name.startswith(beginning):
                    raise Refused(why)
            if not name.endswith((".xml", ".rels")):
                continue
            if name in unpacked:
                raise Refused("damaged")  # two readers would see two different files
            unpacked[name] = text_of_part(archive, part, left)
            left -= len(unpacked[name])
    return unpacked


def text_of_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(part) as packed:
        text = packed.read(most + 1)
    if len(text) > most:
        raise Refused("too_large")
    if text.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")):
        raise Refused("damaged")  # no program of an office writes it, and it would hide from these looks
    if _DOCTYPE.search(text):
        raise Refused("entities")
    return text


def part_of_sheet(number: int, parts: dict[str, bytes]) -> bytes:
    """Give the text of the sheet at this place, as the workbook's own lists lead to it."""
    links = [dict(_LINK_FIELD.findall(link)) for link in _LINK.findall(parts["xl/_rels/workbook.xml.rels"])]
    targets = {link.get(b"Id"): link.get(b"Target", b"").decode().lower() for link in links}
    target = targets[_SHEET.findall(parts["xl/workbook.xml"])[number]]
    return parts[target.lstrip("/") if target.startswith("/") else f"xl/{target}"]


def looked_through(part: bytes, limits: dict[str, int]) -> tuple[dict[int, list[int]], int]:
    """Measure the sheet before it is unfolded; give where formulas stand and how many rows hide."""
    columns = _COLUMN.findall(part)
    if max(map(int, set(_ROW.findall(part))), default=0) > limits["rows"]:
        raise Refused("too_many_rows")
    if max(map(column_number, set(columns)), default=0) > limits["columns"]:
        raise Refused("too_many_columns")
    if len(columns) > limits["cells"]:
        raise Refused("too_large")
    return formulas_in(part), len(_HIDDEN_ROW.findall(part))


def formulas_in(part: bytes) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    expected = len(_FORMULA.findall(part))
    if not expected:
        return places
    for column, row in _FORMULA_CELL.findall(part):
        places.setdefault(int(row), []).append(column_number(column) - 1)
    if sum(map(len, places.values())) < expected:
        raise Refused("formulas")
    return places


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def chosen(book: Any) -> tuple[int, str]:
    """Take the first sheet that is shown."""
    for number, sheet in enumerate(book.sheets_metadata):
        if str(sheet.visible).endswith(".Visible") and str(sheet.typ).endswith(".WorkSheet"):
            return number, sheet.name
    raise Refused("damaged")


def as_text(value: object) -> tuple[str, bool]:
    """Write a cell as somebody would have typed it, and tell whether nothing was lost."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), True
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return (str(int(value)) if whole else repr(value)), abs(value) < _EXACT
    if isinstance(value, datetime):
        return (value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")), True
    if isinstance(value, date | time | timedelta):
        return str(value), True
    return str(value), True


# --- text tables ---------------------------------------------------------------------------------------------------


def table(content: bytes, limits: dict[str, int]) -> Iterator[Any]:
    if b"\0" in content:
        raise Refused("unreadable")
    if max(map(len, content.split(b"\n"))) > limits["line_bytes"]:
        raise Refused("long_line")
    text, encoding = decoded(content)
    if text.count("\n") > limits["rows"]:
        raise Refused("too_many_rows")
    first = text[: limits["line_bytes"]].split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(limits["line_bytes"])
    yield {"sheet": "", "others": 0, "hidden": 0, "merged": 0, "encoding": encoding}
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        for row in reader:
            if len(row) > limits["columns"]:
                raise Refused("too_many_columns")
            if any(cell.strip() for cell in row):
                yield [reader.line_num, row, [], []]
    except csv.Error:
        raise Refused("damaged") from None


def decoded(content: bytes) -> tuple[str, str]:
    """Decode what Chinese offices write: UTF-8 with or without its mark, else GB 18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused("unreadable")


if __name__ == "__main__":
    main()
