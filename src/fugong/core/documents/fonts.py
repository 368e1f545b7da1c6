"""The fonts at hand: those the office put into its folder come first, the free ones of the house catch the rest."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import typst

# What each part of a document is set in, best first; a family that is not at hand is passed over.
# 小标宋, 仿宋, 黑体 and 宋体 as the common vendors call them; the Noto families are free and come with the house.
WISHED: Final = {
    "title": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", "Noto Serif SC"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FandolFang R", "Noto Serif SC"),
    "heading": ("SimHei", "黑体", "FandolHei", "Noto Sans SC"),
    "number": ("SimSun", "宋体", "FandolSong", "Noto Serif SC"),
}
_ENDINGS: Final = frozenset({".otf", ".ttf", ".ttc", ".otc"})


class NoFontsError(Exception):
    """The folder of fonts cannot be used; the message is the one sentence to show."""


@dataclass(frozen=True)
class FontBook:
    """The fonts for typesetting: for each part of a document its families, and every character that any of them has."""

    loaded: typst.Fonts
    families: dict[str, tuple[str, ...]]
    coverage: frozenset[int]


@cache
def font_book(folder: Path | None = None) -> FontBook:
    """Load the office's folder, if there is one, and the fonts of the house; once for a process."""
    folders = [*([folder] if folder else []), house_fonts()]
    loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(f) for f in folders])
    known = loaded.families()
    # Every family of the folder may lend a rare character, after those that were wished for.
    lenders = tuple(family for family in known if family not in ("Noto Serif SC", "Noto Sans SC"))
    families = {
        part: tuple(dict.fromkeys((*(one for one in wished if one in known), *lenders, "Noto Serif SC")))
        for part, wished in WISHED.items()
    }
    files = (path for one in folders for path in sorted(one.rglob("*")) if path.suffix.lower() in _ENDINGS)
    return FontBook(loaded, families, frozenset(code for path in files for code in characters_of(path)))


def house_fonts() -> Path:
    """Give the folder of the free fonts that come with the product."""
    found = find_spec("pylopdf_fonts_zh_cn")
    if found is None or not found.submodule_search_locations:
        raise NoFontsError("The package pylopdf-fonts-zh-cn is not installed: install it, documents need its fonts.")
    return Path(next(iter(found.submodule_search_locations)))


def characters_of(path: Path) -> frozenset[int]:
    """Read which characters a font file has, from its own table (OpenType `cmap`, formats 4 and 12)."""
    content = path.read_bytes()
    if content[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", content, 8)
        offsets: tuple[int, ...] = struct.unpack_from(f">{count}I", content, 12)
    else:
        offsets = (0,)
    return frozenset(code for offset in offsets for code in _mapped(content, offset))


def _mapped(content: bytes, font: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", content, font + 4)
    for n in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", content, font + 12 + 16 * n)
        if tag == b"cmap":
            (subtables,) = struct.unpack_from(">H", content, offset + 2)
            for k in range(subtables):
                platform, _encoding, at = struct.unpack_from(">HHI", content, offset + 4 + 8 * k)
                if platform in (0, 3):
                    yield from _subtable(content, offset + at)


def _subtable(content: bytes, at: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", content, at)
    if kind == 12:  # noqa: PLR2004 the number of the format
        (groups,) = struct.unpack_from(">I", content, at + 12)
        for n in range(groups):
            first, last, glyph = struct.unpack_from(">III", content, at + 16 + 12 * n)
            yield from range(first if glyph else first + 1, last + 1)
    elif kind == 4:  # noqa: PLR2004 as above
        (twice,) = struct.unpack_from(">H", content, at + 6)
        segments = twice // 2
        ends = struct.unpack_from(f">{segments}H", content, at + 14)
        firsts = struct.unpack_from(f">{segments}H", content, at + 16 + twice)
        for first, last in zip(firsts, ends, strict=True):
            yield from (code for code in range(first, last + 1) if code != 0xFFFF)  # noqa: PLR2004 the end mark
