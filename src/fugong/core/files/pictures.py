"""Takes out of pictures what they tell beyond the picture: place, camera, time, thumbnails, texts (pure, lossless).

Not one pixel is touched: only the parts around the coded picture are left out (EXIF, XMP, IPTC, comments, texts), and
whatever stands behind its end, where phones hide a film and others hide an archive. How the camera was held stays.
"""

import re
from collections.abc import Iterator

_JPEG_BEGIN = b"\xff\xd8"
_APP1, _FIRST_APP, _LAST_APP, _COMMENT, _SCAN, _END = 0xE1, 0xE0, 0xEF, 0xFE, 0xDA, 0xD9
# Needed to show the picture as it was meant: JFIF, the colour profile, Adobe's colour transform.
_KEPT_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Inside the coded picture 0xFF is followed by 0, by a restart mark or by another 0xFF; anything else ends the scan.
_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_UPRIGHT = 1

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    {
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD",
        b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
    }
)  # fmt: skip


class NotAPictureError(ValueError):
    """The parts do not follow one another as they must."""


def bare_jpeg(content: bytes) -> bytes:
    """Give the JPEG without what is not the picture; a turned one keeps its orientation. Raises NotAPictureError."""
    kept = [_JPEG_BEGIN]
    orientation = _UPRIGHT
    for marker, part in _jpeg_parts(content):
        if marker == _APP1 and part[4:].startswith(_EXIF):
            orientation = _orientation(part[4 + len(_EXIF) :])
        if marker == _COMMENT or (_FIRST_APP <= marker <= _LAST_APP and not _is_kept_app(marker, part)):
            continue
        kept.append(part)
    if orientation != _UPRIGHT:
        kept.insert(2 if len(kept) > 1 and kept[1][1:2] == b"\xe0" else 1, _orientation_only(orientation))
    return b"".join(kept)


def bare_png(content: bytes) -> bytes:
    """Give the PNG with the parts that make the picture, and no others. Raises NotAPictureError."""
    if not content.startswith(_PNG_SIGNATURE):
        raise NotAPictureError
    kept, at = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if end > len(content) or not kind.isalpha():
            raise NotAPictureError
        if kind in _KEPT_CHUNKS:
            kept.append(content[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise NotAPictureError


def jpeg_size(content: bytes) -> tuple[int, int]:
    """Give width and height as the JPEG's frame states them; zeros where it has none. Raises NotAPictureError."""
    for marker, part in _jpeg_parts(content):
        if marker in _FRAMES and len(part) >= 9:  # noqa: PLR2004 (marker, length, precision, height, width)
            return int.from_bytes(part[7:9], "big"), int.from_bytes(part[5:7], "big")
        if marker == _SCAN:
            break
    return 0, 0


def _is_kept_app(marker: int, part: bytes) -> bool:
    beginning = _KEPT_APPS.get(marker)
    return beginning is not None and part[4:].startswith(beginning)


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each part with its marker; a scan's part carries the coded picture behind its head."""
    if not content.startswith(_JPEG_BEGIN):
        raise NotAPictureError
    at = 2
    while at + 1 < len(content):
        if content[at] != 0xFF:  # noqa: PLR2004 (every part begins so)
            raise NotAPictureError
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 (a fill byte)
            at += 1
            continue
        end = _end_of_part(content, at, marker)
        yield marker, content[at:end]
        if marker == _END:
            return
        at = end


def _end_of_part(content: bytes, at: int, marker: int) -> int:
    if marker == _END or marker in _WITHOUT_LENGTH:
        return at + 2
    length = int.from_bytes(content[at + 2 : at + 4], "big")
    end = at + 2 + length
    if length < 2 or end > len(content):  # noqa: PLR2004 (the length counts its own two bytes)
        raise NotAPictureError
    if marker != _SCAN:
        return end
    following = _MARKER_IN_SCAN.search(content, end)
    # A picture whose end was cut off still shows what is there.
    return following.start() if following else len(content)


def _orientation(tiff: bytes) -> int:
    """Read the one tag that changes how the picture is shown; upright when it cannot be read."""
    if tiff[:2] not in (b"II", b"MM"):
        return _UPRIGHT

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if tiff[:2] == b"II" else "big")

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * min(number(first, 2), 200), 12):
        if number(entry, 2) == _ORIENTATION:
            value = number(entry + 8, 2)
            return value if 1 <= value <= 8 else _UPRIGHT  # noqa: PLR2004 (the eight ways to hold a camera)
    return _UPRIGHT


def _orientation_only(orientation: int) -> bytes:
    tag = _ORIENTATION.to_bytes(2, "big") + b"\0\3\0\0\0\1" + orientation.to_bytes(2, "big") + b"\0\0"
    exif = _EXIF + b"MM\0\x2a\0\0\0\x08\0\1" + tag + b"\0\0\0\0"
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
