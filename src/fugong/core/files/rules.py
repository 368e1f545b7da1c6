"""Which files are taken (pure): judged by content, never by name or by what the browser claims."""

import contextlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from fugong.core.files import pictures
from fugong.core.refusals import Refused
from fugong.core.texts.cleaning import clean_line
from fugong.core.wording import N_

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PARTS = 5000
MOST_PIXELS = 100_000_000
LONGEST_NAME_BYTES = 200  # with a version mark or a browser's " (1)" it stays below the 255 of file systems

NAMELESS = N_("附件")
TOO_LARGE = N_("文件超过 20 MB，请压缩或拆分后上传。")
_UNKNOWN_KIND = N_("只接收 PDF、JPG、PNG、DOCX、XLSX 文件；请另存为其中一种格式后上传。")
_DAMAGED = N_("文件已损坏，无法打开，请重新保存后上传。")
_LOCKED = N_("文件是旧版 Office 格式，或设有打开密码；只接收 PDF、JPG、PNG、DOCX、XLSX 文件。请取消密码并另存后上传。")
_TWO_FACED = N_("文件内容与其格式不符，无法接收，请重新导出为 PDF 后上传。")
_MACROS = N_("文件含有宏，请另存为不含宏的 DOCX 或 XLSX 后上传。")


class FileIsRefused(Refused):
    """The file cannot be taken; the sentence says why and what to do instead."""

    code = "file_is_refused"
    status = 422


@dataclass(frozen=True)
class Kind:
    """A kind of file that offices exchange."""

    media_type: str
    ending: str


PDF = Kind("application/pdf", "pdf")
JPEG = Kind("image/jpeg", "jpg")
PNG = Kind("image/png", "png")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
CSV = Kind("text/csv", "csv")  # taken where a table is asked for, not among papers
_SIGNATURES = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what Office wraps an encrypted file in
# Readers look for a PDF's beginning in its first kilobyte; so would a browser that takes it for a page.
_BEGINNING = 1024
_PAGE = re.compile(rb"(?i)<(?:!doctype html|html|head|body|script|svg|iframe)\b")
_OFFICE_PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
_TYPES_PART = "[Content_Types].xml"
_LARGEST_TYPES_PART = 256 * 1024
# Windows opens these as devices whatever stands behind the dot.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)\Z")
_FORBIDDEN_IN_NAMES = re.compile(r'[<>:"/\\|?*]')


def kind_of(content: bytes) -> Kind:
    """Tell the kind of a file from its content.

    Raises FileIsRefused for an empty or too large file, an unknown kind, macros, a picture of more than MOST_PIXELS, an
    archive with parts outside itself or one that unpacks to more than LARGEST_UNPACKED_BYTES or MOST_PARTS parts (read
    from its directory; nothing is unpacked but the list of content types, and of that no more than is needed).
    """
    if not content:
        raise FileIsRefused(N_("文件是空的，请检查后重新上传。"))
    if len(content) > LARGEST_BYTES:
        raise FileIsRefused(TOO_LARGE)
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            _check_pixels(content, kind)
            if kind is PDF and _PAGE.search(content, 0, _BEGINNING):
                raise FileIsRefused(_TWO_FACED)
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    if content.startswith(_OLD_OFFICE):
        raise FileIsRefused(_LOCKED)
    raise FileIsRefused(_UNKNOWN_KIND)


def plain_name(name: str, ending: str) -> str:
    """Give the name under which a file is kept and handed out: no folders, nothing unseen, the ending of its kind."""
    stem = clean_line(name.replace("\\", "/").rsplit("/", 1)[-1])
    stem = _FORBIDDEN_IN_NAMES.sub("_", stem.rsplit(".", 1)[0]).strip(". ")
    if not stem or _DEVICES.match(stem.split(".", 1)[0].strip()):
        stem = f"{NAMELESS}{stem}"
    room = LONGEST_NAME_BYTES - len(ending) - 1
    return f"{stem.encode()[:room].decode('utf-8', 'ignore').rstrip('. ')}.{ending}"


def without_metadata(content: bytes, kind: Kind) -> bytes:
    """Give a picture without place, camera and texts, its pixels untouched; any other file as it is.

    Raises FileIsRefused for a picture whose parts do not follow one another.
    """
    bare = {JPEG: pictures.bare_jpeg, PNG: pictures.bare_png}.get(kind)
    if bare is None:
        return content
    try:
        return bare(content)
    except pictures.NotAPictureError:
        raise FileIsRefused(_DAMAGED) from None


def _check_pixels(content: bytes, kind: Kind) -> None:
    width = height = 0
    if kind is PNG and len(content) >= 24:  # noqa: PLR2004 (the signature and the header's width and height)
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    elif kind is JPEG:
        with contextlib.suppress(pictures.NotAPictureError):  # said when it is taken in
            width, height = pictures.jpeg_size(content)
    if width * height > MOST_PIXELS:
        raise FileIsRefused(N_("图片尺寸过大，请缩小后上传。"))


def _office_kind(content: bytes) -> Kind:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES:
            raise FileIsRefused(N_("文件解压后过大，请拆分后上传。"))
        names = {part.filename for part in parts}
        if any(_leads_outside(name) for name in names):
            raise FileIsRefused(_DAMAGED)
        if _has_macros(archive, names):
            raise FileIsRefused(_MACROS)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise FileIsRefused(_DAMAGED) from None
    for part, kind in _OFFICE_PARTS:
        if part in names:
            return kind
    raise FileIsRefused(_UNKNOWN_KIND)


def _leads_outside(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain


def _has_macros(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return True
    if _TYPES_PART not in names:
        return False
    with archive.open(_TYPES_PART) as part:
        types = part.read(_LARGEST_TYPES_PART).lower()
    return b"macroenabled" in types or b"vbaproject" in types
