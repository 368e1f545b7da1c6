"""Where things stand on the page, measured in the PDF by pdftotext, to a millimetre (GB/T 9704-2012)."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from fugong.core.documents import Paragraph
from fugong.core.documents.rules import GEOMETRY
from fugong.core.documents.typesetting import typeset

from .samples import LONG_NAME, SAMPLE, Seen, long_document, words_of

pytestmark = pytest.mark.outside_tool("pdftotext", package="poppler-utils")

ONE_MM = 1.0
LEFT, RIGHT = GEOMETRY.left, GEOMETRY.left + GEOMETRY.area_width
FOOT = GEOMETRY.top + GEOMETRY.area_height


def near(millimetres: float) -> object:
    return pytest.approx(millimetres, abs=ONE_MM)


@pytest.fixture
def short(tmp_path: Path) -> list[Seen]:
    return words_of(typeset(SAMPLE, verify_address="https://x.example/verify/a/", demonstration=True), tmp_path)


@pytest.fixture
def long(tmp_path: Path) -> list[Seen]:
    document = long_document()
    return words_of(typeset(document, verify_address="https://x.example/verify/a/", demonstration=False), tmp_path)


def one(words: list[Seen], beginning: str, *, page: int | None = None) -> Seen:
    return next(w for w in words if w.text.startswith(beginning) and page in (None, w.page))


def test_the_red_mark_stands_35_mm_below_the_edge_of_the_text_and_in_the_middle(short: list[Seen]) -> None:
    mark = one(short, "桐梓县工业和经济贸易局文件")

    assert mark.top - GEOMETRY.top == near(35)
    assert (mark.left + mark.right) / 2 == near((LEFT + RIGHT) / 2)
    assert mark.right - mark.left <= GEOMETRY.area_width


def test_the_number_stands_in_the_middle_above_the_rule_two_lines_below_the_mark(short: list[Seen]) -> None:
    mark, number = one(short, "桐梓县工业和经济贸易局文件"), one(short, "桐经贸复〔2020〕1号")

    assert (number.left + number.right) / 2 == near((LEFT + RIGHT) / 2)
    assert number.top - mark.bottom == near(2 * GEOMETRY.line_pitch)


def test_the_title_stands_in_the_middle_two_lines_below_the_rule(short: list[Seen]) -> None:
    number, title = one(short, "桐经贸复〔"), one(short, "关于同意")

    assert (title.left + title.right) / 2 == near((LEFT + RIGHT) / 2)
    assert title.top - (number.bottom + GEOMETRY.rule_below_number) == near(2 * GEOMETRY.line_pitch)


def test_the_addressee_begins_at_the_left_and_a_paragraph_two_characters_further(short: list[Seen]) -> None:
    assert one(short, "桐梓县源锦水泥厂：").left == near(LEFT)
    assert one(short, "你单位于").left == near(LEFT + 2 * GEOMETRY.character_pitch)


def test_a_full_line_holds_28_characters_and_fills_156_mm(short: list[Seen]) -> None:
    first = one(short, "你单位于")
    second = next(w for w in short if w.page == 1 and w.top > first.bottom)

    assert (len(first.text), len(second.text)) == (26, 28)
    assert (second.left, second.right) == (near(LEFT), near(RIGHT))


def test_lines_follow_each_other_by_a_22nd_of_the_page(long: list[Seen]) -> None:
    tops = sorted({round(w.top, 2) for w in long if w.page == 2 and w.text[:2] in ("条件", "格落", "措施", "严格")})
    steps = [(b - a) / GEOMETRY.line_pitch for a, b in pairwise(tops)]

    assert steps
    assert all(step == pytest.approx(round(step), abs=0.01) for step in steps)


def test_nothing_of_the_text_leaves_its_area(long: list[Seen], short: list[Seen]) -> None:
    for words in (long, short):
        body = [w for w in words if w.top < FOOT]
        assert min(w.left for w in body) >= LEFT - ONE_MM
        assert max(w.right for w in body) <= RIGHT + ONE_MM
        assert min(w.top for w in body) >= GEOMETRY.top - ONE_MM
        assert max(w.bottom for w in body) <= FOOT + ONE_MM


def test_a_long_name_takes_more_lines_and_stays_whole(long: list[Seen]) -> None:
    head = "".join(w.text for w in long if w.page == 1)

    assert f"关于附条件同意{LONG_NAME}复工复产的批复" in head
    assert f"{LONG_NAME}：" in head


def test_the_date_leaves_four_characters_free_and_the_organ_stands_over_its_middle(long: list[Seen]) -> None:
    last = max(w.page for w in long)
    date = one(long, "2020年2月15日", page=last)
    organ = next(w for w in long if w.page == last and w.text == SAMPLE.organ and w.bottom <= date.top)

    assert RIGHT - date.right == near(4 * GEOMETRY.character_pitch)
    assert (organ.left + organ.right) / 2 == near((date.left + date.right) / 2)


def test_page_numbers_stand_7_mm_below_odd_at_the_right_even_at_the_left(long: list[Seen]) -> None:
    at_foot = {page: [w for w in long if w.page == page and w.top > FOOT] for page in (1, 2)}
    first, second = at_foot[1], at_foot[2]

    assert " ".join(w.text for w in first) == "— 1 —"
    assert " ".join(w.text for w in second) == "— 2 —"
    assert first[0].left > RIGHT - 40 > second[0].left
    assert all(w.bottom > FOOT + 7 - ONE_MM for w in [*first, *second])


def test_copies_and_printing_stand_at_the_foot_of_the_last_page(long: list[Seen]) -> None:
    last = max(w.page for w in long)
    printed = one(long, "2020年2月15日印发", page=last)

    assert FOOT - printed.bottom == pytest.approx(1.6, abs=ONE_MM)
    assert one(long, "抄送：", page=last).bottom < printed.top


def test_what_people_typed_is_printed_and_never_run(short: list[Seen]) -> None:
    assert '#panic("x")' in "".join(w.text for w in short)


def test_a_demonstration_says_so_on_its_face_and_no_seal_is_drawn(short: list[Seen], long: list[Seen]) -> None:
    assert one(short, "演示文书").page == 1
    assert not any("演示" in w.text for w in long)
    assert any("电子签章位置" in w.text for w in long)


def test_the_same_document_set_twice_is_the_same_file() -> None:
    first, second = (typeset(SAMPLE, verify_address="https://x.example/a", demonstration=True) for _ in range(2))

    assert first == second
    assert b"PDF/A" not in first[:20]
    assert b"pdfaid" in first


@pytest.mark.parametrize("lines", range(4, 14))
def test_organ_and_date_never_stand_on_a_page_without_text(tmp_path: Path, lines: int) -> None:
    """Wherever the text ends, its last paragraph goes along to the page that bears the seal."""
    body = (*(Paragraph(f"第{n}项。") for n in range(lines)), Paragraph("特此通知。"))
    document = replace(SAMPLE, paragraphs=body)
    words = words_of(typeset(document, verify_address="https://a.example/", demonstration=False), tmp_path)

    assert one(words, "特此通知").page == one(words, "2020年2月15日").page
