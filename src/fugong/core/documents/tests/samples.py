"""A document as an office might issue it, and what outside programs see in the PDF."""

import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from fugong.core.documents import OfficialDocument, Paragraph

COUNTY: Final = "520322"
PATH: Final = "/verify/AbCdEfGhIjKlMnOpQrStUv/"
MM: Final = 72 / 25.4
_WORD: Final = "{http://www.w3.org/1999/xhtml}word"
_PAGE: Final = "{http://www.w3.org/1999/xhtml}page"

SAMPLE: Final = OfficialDocument(
    mark="桐梓县工业和经济贸易局文件",
    number="桐经贸复〔2020〕1号",
    title=("关于同意", "桐梓县源锦水泥厂", "复工复产的批复"),
    addressee="桐梓县源锦水泥厂",
    paragraphs=(
        Paragraph("你单位于二月十五日提交的复工复产申请收悉经会审各单位均无不同意见现批复如下" * 2),
        Paragraph('一、#panic("x") 原样印出。'),
    ),
    organ="桐梓县工业和经济贸易局",
    issued_on=date(2020, 2, 15),
    note="联系单位：桐梓县工业和经济贸易局",
    copies=("楚米镇人民政府", "桐梓县卫生健康局"),
)
LONG_NAME: Final = "桐梓县娄山关街道超长名称新型建筑材料综合利用与循环经济产业发展有限责任公司"


def long_document() -> OfficialDocument:
    """Give a document of two pages for an enterprise with a long name."""
    body = tuple(Paragraph(f"条件{n}：" + "严格落实各项防控措施和安全生产责任" * 4) for n in range(7))
    title = ("关于附条件同意", LONG_NAME, "复工复产的批复")
    return replace(SAMPLE, title=title, addressee=LONG_NAME, paragraphs=body)


@dataclass(frozen=True)
class Seen:
    """A word as pdftotext sees it: its page and its box in millimetres from the upper left corner."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


def words_of(pdf: bytes, folder: Path) -> list[Seen]:
    """Let pdftotext say where every word stands."""
    path = folder / "seen.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], check=True, capture_output=True).stdout  # noqa: S603, S607 our own file
    pages = ET.fromstring(told).iter(_PAGE)  # noqa: S314 what poppler wrote about our own file
    return [
        Seen(word.text or "", number, *(float(word.attrib[side]) / MM for side in ("xMin", "yMin", "xMax", "yMax")))
        for number, page in enumerate(pages, 1)
        for word in page.iter(_WORD)
    ]


def run(*words: str | Path) -> str:
    """Run an outside program; give what it said, whatever it thinks of the file."""
    return subprocess.run(list(words), check=False, capture_output=True, text=True).stdout  # noqa: S603 named by our tests
