"""Titles break where a reader would break them, hidden characters go, missing ones are named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.documents import CannotBeSet, OfficialDocument, Paragraph
from fugong.core.documents.fonts import font_book
from fugong.core.documents.rules import GEOMETRY, LONGEST_TITLE_LINE, guard_glyphs, title_lines, without_glyph
from fugong.core.documents.words import NOT_FIRST

from .samples import LONG_NAME, SAMPLE

PIECES = st.lists(
    st.text(st.characters(codec="gb2312", categories=["Lo"]), min_size=1, max_size=40), min_size=1, max_size=4
)


def test_the_page_is_that_of_the_standard() -> None:
    assert GEOMETRY.left + GEOMETRY.area_width + GEOMETRY.right == GEOMETRY.page_width
    assert GEOMETRY.top + GEOMETRY.area_height + GEOMETRY.bottom == GEOMETRY.page_height
    assert (GEOMETRY.lines, GEOMETRY.characters) == (22, 28)


def test_a_short_title_stays_in_one_line() -> None:
    assert title_lines(SAMPLE.title) == ("关于同意桐梓县源锦水泥厂复工复产的批复",)


def test_a_longer_title_breaks_between_its_pieces() -> None:
    assert title_lines(("关于不予同意", "示例县红星机械厂", "复工复产的决定")) == (
        "关于不予同意示例县红星机械厂",
        "复工复产的决定",
    )


@given(PIECES)
def test_a_title_loses_nothing_and_no_line_is_too_long(pieces: list[str]) -> None:
    lines = title_lines(pieces)

    assert "".join(lines) == "".join(pieces)
    assert all(0 < len(line) <= LONGEST_TITLE_LINE for line in lines)


def test_no_line_of_a_title_begins_with_a_particle() -> None:
    lines = title_lines(("关于附条件同意", LONG_NAME, "复工复产的批复"))

    assert not any(line[0] in NOT_FIRST for line in lines)


def test_what_is_frozen_comes_back_the_same() -> None:
    assert OfficialDocument.thawed(SAMPLE.frozen()) == SAMPLE


def test_what_turns_text_round_is_taken_out() -> None:
    turned = replace(SAMPLE, addressee="桐梓\u202e县\u2066厂", paragraphs=(Paragraph("零\u200b宽"),))

    assert turned.cleaned().addressee == "桐梓县厂"
    assert turned.cleaned().paragraphs == (Paragraph("零宽"),)


def test_the_free_fonts_know_the_characters_of_rare_names_but_one() -> None:
    coverage = font_book().coverage

    assert without_glyph(["娄磴䶮镕"], coverage) == ()
    assert without_glyph(["𠮷野𠮷"], coverage) == ("𠮷",)


def test_a_missing_character_is_named_with_its_number() -> None:
    with pytest.raises(CannotBeSet) as refused:
        guard_glyphs(replace(SAMPLE, addressee="𠮷野家"), font_book().coverage)

    assert refused.value.facts == {"characters": "“𠮷”（U+20BB7）"}


def test_a_variation_selector_is_no_missing_character() -> None:
    assert without_glyph(["葛\U000e0100"], font_book().coverage) == ()
