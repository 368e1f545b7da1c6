"""Files that mean harm, made here and nowhere kept: each with the words of the sentence that refuses it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

import xlsxwriter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(cells: str, *, attributes: str = "") -> str:
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"{attributes}><sheetData>{cells}</sheetData></worksheet>'


def book(**parts: str | bytes) -> bytes:
    """Make a small workbook; parts are replaced or added by their path, written with two underscores for a slash."""
    return packed({path.replace("__", "/"): content for path, content in parts.items()})


def packed(changes: Mapping[str, str | bytes]) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_HEAD}<Relationships><Relationship Id="r1" Type="{_LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships><Relationship Id="r1" Type="{_LINKS}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_LINKS}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'),
        **changes,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return content.getvalue()


def one_sheet(cells: str) -> bytes:
    return packed({"xl/worksheets/sheet1.xml": sheet(cells)})


def bomb(megabytes: int) -> bytes:
    return one_sheet('<row r="1"><c r="A1"><v>' + "1" * (megabytes * 1024 * 1024) + "</v></c></row>")


def lying_bomb() -> bytes:
    """Unpack to 60 MB where the directory says 60 kB."""
    content = bytearray(bomb(60))
    at = content.find(b"PK\x01\x02", content.find(b"sheet1.xml") + 1)
    while content[at + 46 : at + 46 + content[at + 28]] != b"xl/worksheets/sheet1.xml":
        at = content.find(b"PK\x01\x02", at + 1)
    content[at + 24 : at + 28] = (60_000).to_bytes(4, "little")
    return bytes(content)


def repeated_string() -> bytes:
    """Say a long text once and mean it half a million times: 16 GB unfolded."""
    cells = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ") + "</row>"
        for r in range(1, 40_001)
    )
    strings = f'{_HEAD}<sst xmlns="{_MAIN}" count="1" uniqueCount="1"><si><t>{"长" * 10_000}</t></si></sst>'
    return packed({"xl/worksheets/sheet1.xml": sheet(cells), "xl/sharedStrings.xml": strings})


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    strings = f'{_HEAD}<!DOCTYPE sst [<!ENTITY l0 "ha">{entities}]><sst xmlns="{_MAIN}"><si><t>&l9;</t></si></sst>'
    return packed({"xl/sharedStrings.xml": strings})


def many_sheets(count: int) -> bytes:
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, count + 1))
    head = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>'
    return packed({"xl/workbook.xml": head})


def twice_the_same_part() -> bytes:
    content = io.BytesIO(book())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", sheet('<row r="1"><c r="A1"><v>2</v></c></row>'))
    return content.getvalue()


def huge_png() -> bytes:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def zip_in_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("inner.zip", book())
    return content.getvalue()


def wide_text() -> bytes:
    return ("统一社会信用代码," + ",".join("列" for _ in range(200)) + "\n").encode()


def with_formula(formula: str, cached: object = 2) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        place = made.add_worksheet()
        place.write_string(0, 0, "甲")
        place.write_formula(1, 0, formula, None, cached)
    return content.getvalue()


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Give name, content and the words of the refusal."""
    pdf_page = b"%PDF-1.7\n<html><script>alert(1)</script></html>"
    macro = _TYPES.replace("application/xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    yield "empty", b"", "空的"
    yield "300 MB bomb", bomb(300), "解压后过大"
    yield "100 MB bomb", bomb(100), "过多"
    yield "bomb whose directory lies", lying_bomb(), "损坏"
    yield "one text said 400,000 times", repeated_string(), "超过限制"
    yield "cell at the far corner", one_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "超过 50000 行"
    yield "cell far to the right", one_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "超过 60 列"
    yield (
        "far corner in other quotes",
        one_sheet("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
        "超过限制|过多|损坏",
    )
    yield "ten thousand sheets", many_sheets(10_000), "工作表过多"
    yield "ten thousand parts", packed({f"xl/worksheets/sheet{n}.xml": "<x/>" for n in range(2, 10_002)}), "过大"
    yield "billion laughs", billion_laughs(), "实体"
    yield "external link", packed({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}), "外部"
    yield "DDE", packed({"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"}), "外部"
    yield "query", packed({"xl/connections.xml": "<connections/>"}), "外部"
    yield "xlsm renamed", packed({"[Content_Types].xml": macro}), "宏"
    yield "macros", packed({"xl/vbaProject.bin": b"\0"}), "宏"
    yield "encrypted", OLE + b"\0" * 4096, "打开密码"
    yield "zip slip", packed({"../../etc/cron.d/x": "x"}), "损坏"
    yield "zip in zip", zip_in_zip(), "只接收"
    yield "zip embedded", packed({"xl/embeddings/inner.zip": book()}), "内嵌"
    yield "ActiveX", packed({"xl/activeX/activeX1.xml": "<x/>"}), "内嵌"
    yield "PDF that is a page", pdf_page, "不符"
    yield "PDF", b"%PDF-1.7\n", "只接收 XLSX 或 CSV"
    yield "SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "只接收"
    yield "huge PNG", huge_png(), "尺寸过大"
    yield "EICAR", EICAR, "没有找到表头"
    yield "part twice", twice_the_same_part(), "损坏"
    yield "UTF-16 sheet", packed({"xl/worksheets/sheet1.xml": sheet("").encode("utf-16")}), "损坏"
    yield "formula nowhere", one_sheet('<row r="1"><c t="str"><f>1+1</f><v>2</v></c></row>'), "公式"
    yield "cut off", book()[:-40], "损坏"
    yield "no workbook", b"PK\x03\x04" + b"\0" * 100, "损坏"
    yield "program", b"MZ\x90\x00\x03" + b"\0" * 100, "只接收"
    yield "text with NUL", "统一社会信用代码,企业名称\n1,2\n".encode() * 200 + b"\0", "编码"
    yield "10 MB line", "统一社会信用代码".encode() + b"x" * 10_000_000, "过长"
    yield "no encoding", "甲,乙\n".encode() + b"\xff\xff\xfe\n", "编码"
    yield "wide text", wide_text(), "列"
    yield "long text", b"a,b\n" * 60_000, "超过 50000 行"
