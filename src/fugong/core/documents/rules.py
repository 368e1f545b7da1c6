"""What an official document is made of and how it is laid out (GB/T 9704-2012); pure.

Lengths are in millimetres, sizes of type in points. What the standard leaves to the office (the size of the red mark)
is ours; what our sources grade as unsure (the red rule 4 mm below the number) is marked so.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate
from typing import Any, Final, Self

from fugong.core.documents.words import NOT_FIRST, NOT_LAST
from fugong.core.refusals import Refused
from fugong.core.texts.cleaning import clean_line
from fugong.core.wording import N_


@dataclass(frozen=True, slots=True)
class Geometry:
    """The page of GB/T 9704-2012: A4, 156 × 225 mm of text, 22 lines of 28 characters."""

    page_width: float = 210
    page_height: float = 297
    top: float = 37
    left: float = 28
    right: float = 26
    bottom: float = 35
    area_width: float = 156
    area_height: float = 225
    lines: int = 22
    characters: int = 28
    body_pt: float = 16  # 3号
    title_pt: float = 22  # 2号
    small_pt: float = 14  # 4号
    mark_below_top: float = 35  # upper edge of the red mark below the upper edge of the text
    mark_largest_pt: float = 48
    mark_widest: float = 150
    rule_below_number: float = 4  # unsure in our sources
    red_rule: float = 0.7
    page_number_below: float = 7
    outer_rule: float = 0.35
    inner_rule: float = 0.25
    qr: float = 22

    @property
    def line_pitch(self) -> float:
        """Give the distance from line to line."""
        return self.area_height / self.lines

    @property
    def character_pitch(self) -> float:
        """Give the distance from character to character."""
        return self.area_width / self.characters


GEOMETRY: Final = Geometry()
# So many 2号 characters stand in a line of the title and leave it some air.
LONGEST_TITLE_LINE: Final = 19


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a heading is set in 黑体, everything else in 仿宋."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """Everything that stands on a document; frozen with its number, so that it can be set again and be the same.

    ``title`` comes in the pieces between which a line may best be broken. ``copies`` names who gets a copy (抄送).
    """

    mark: str
    number: str
    title: tuple[str, ...]
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    organ: str
    issued_on: date
    note: str = ""
    copies: tuple[str, ...] = ()

    @property
    def full_title(self) -> str:
        """Give the title in one line."""
        return "".join(self.title)

    def numbered(self, number: str) -> Self:
        """Give the same document under its number."""
        return replace(self, number=number)

    def frozen(self) -> dict[str, Any]:
        """Give the content as JSON keeps it."""
        kept: dict[str, Any] = json.loads(json.dumps({**asdict(self), "issued_on": self.issued_on.isoformat()}))
        return kept

    @classmethod
    def thawed(cls, kept: Mapping[str, Any]) -> Self:
        """Give the document back from what JSON kept."""
        return cls(
            mark=kept["mark"],
            number=kept["number"],
            title=tuple(kept["title"]),
            addressee=kept["addressee"],
            paragraphs=tuple(Paragraph(**one) for one in kept["paragraphs"]),
            organ=kept["organ"],
            issued_on=date.fromisoformat(kept["issued_on"]),
            note=kept["note"],
            copies=tuple(kept["copies"]),
        )

    def cleaned(self) -> Self:
        """Give the document without anything unseen that could turn its text round (bidi controls, zero-widths)."""
        return replace(
            self,
            mark=clean_line(self.mark),
            title=tuple(clean_line(piece) for piece in self.title),
            addressee=clean_line(self.addressee),
            paragraphs=tuple(replace(one, text=clean_line(one.text)) for one in self.paragraphs),
            organ=clean_line(self.organ),
            note=clean_line(self.note),
            copies=tuple(clean_line(copy) for copy in self.copies),
        )

    def texts(self) -> tuple[str, ...]:
        """Give every text that will be set."""
        body = tuple(one.text for one in self.paragraphs)
        return (self.mark, self.number, *self.title, self.addressee, *body, self.organ, self.note, *self.copies)


class CannotBeSet(Refused):
    """No font at hand has a character of the document; better no document than one with a hole in a name."""

    code = "cannot_be_set"
    status = 422
    message = N_("文书无法制作：字库中没有以下字：%(characters)s。请系统管理员配置含有这些字的字体后重新制作。")


def without_glyph(texts: Iterable[str], coverage: frozenset[int]) -> tuple[str, ...]:
    """Give the characters that no font covers, each once, in the order of the text."""
    # A variation selector picks a shape; a font without it shows the plain character.
    selectors = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
    missing = (c for text in texts for c in text if ord(c) not in coverage and not c.isspace())
    return tuple(dict.fromkeys(c for c in missing if not any(ord(c) in block for block in selectors)))


def guard_glyphs(document: OfficialDocument, coverage: frozenset[int]) -> None:
    """Refuse a document with a character that no font at hand has. Raises CannotBeSet naming each."""
    missing = without_glyph(document.texts(), coverage)
    if missing:
        raise CannotBeSet(characters="、".join(f"“{c}”（U+{ord(c):04X}）" for c in missing))


def title_lines(pieces: Iterable[str], *, longest: int = LONGEST_TITLE_LINE) -> tuple[str, ...]:
    """Break a title into the fewest lines, as even as can be, rather between its pieces than inside one."""
    pieces = tuple(pieces)
    text = "".join(pieces)
    lines = -(-len(text) // longest)
    if lines <= 1:
        return (text,)
    seams = set(accumulate(len(piece) for piece in pieces))
    cuts = [0]
    for left in range(lines, 1, -1):
        start = cuts[-1]
        # What is left must still fit into the lines left, and leave each of them a character.
        first, last = max(start + 1, len(text) - longest * (left - 1)), min(start + longest, len(text) - (left - 1))
        even = start + (len(text) - start) / left
        cuts.append(min(range(first, last + 1), key=partial(_cost, text, even=even, seams=seams)))
    return tuple(text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True))


def _cost(text: str, cut: int, *, even: float, seams: set[int]) -> float:
    """Tell how ill a line would end there: uneven, inside a name, or with a word torn from its particle."""
    torn = 0 if cut in seams else 8
    ugly = 20 if text[cut] in NOT_FIRST or text[cut - 1] in NOT_LAST else 0
    return abs(cut - even) + torn + ugly
