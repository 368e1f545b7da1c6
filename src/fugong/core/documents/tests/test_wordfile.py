"""The docx says what the PDF says, on the same page; and the code leads to the page of verification."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from fugong.core.documents import making
from fugong.core.documents.rules import GEOMETRY
from fugong.core.documents.wordfile import TEMPLATE, word_file

from .samples import COUNTY, PATH, SAMPLE, run

ADDRESS = "https://fugong.example.gov.cn" + PATH


def test_a_word_processor_opens_it_and_finds_the_same_content() -> None:
    hostile = replace(SAMPLE, addressee="<w:b>{{ organ }}&厂")

    opened = docx.Document(io.BytesIO(word_file(hostile, verify_address=ADDRESS, demonstration=True)))

    text = [paragraph.text for paragraph in opened.paragraphs]
    assert "<w:b>{{ organ }}&厂：" in text
    assert all(paragraph.text in text for paragraph in SAMPLE.paragraphs)
    assert {SAMPLE.mark, SAMPLE.number, SAMPLE.full_title, SAMPLE.organ, "2020年2月15日"} <= set(text)
    assert "演示文书，不具法律效力" in text
    assert "抄送：楚米镇人民政府、桐梓县卫生健康局。" in text


def test_its_page_is_the_page_of_the_standard() -> None:
    (section,) = docx.Document(str(TEMPLATE)).sections

    wanted = (GEOMETRY.page_width, GEOMETRY.page_height, GEOMETRY.top, GEOMETRY.bottom, GEOMETRY.left, GEOMETRY.right)
    found = (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin,
        section.right_margin,
    )  # fmt: skip
    assert [length.mm for length in found if length] == pytest.approx(wanted, abs=0.1)
    assert Mm(1).mm == 1


@pytest.mark.outside_tool("zbarimg", package="zbar-tools")
@pytest.mark.outside_tool("pdftoppm", package="poppler-utils")
def test_the_code_on_the_page_leads_to_its_verification(tmp_path: Path) -> None:
    made = making.make(SAMPLE, county=COUNTY, verify_path=PATH)
    (tmp_path / "made.pdf").write_bytes(made.content)
    run("pdftoppm", "-r", "150", "-png", tmp_path / "made.pdf", tmp_path / "page")

    read = [run("zbarimg", "--raw", "-q", page).strip() for page in sorted(tmp_path.glob("page-*.png"))]

    assert ADDRESS in read
