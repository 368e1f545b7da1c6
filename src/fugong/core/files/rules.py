"""Which files are taken (pure): judged by content, never by name or by what the browser claims."""

import io
import zipfile
from dataclasses import dataclass

from fugong.core.refusals import Refused
from fugong.core.wording import N_

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PARTS = 5000


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
_SIGNATURES = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_OFFICE_PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))


def kind_of(content: bytes) -> Kind:
    """Tell the kind of a file from its content.

    Raises FileIsRefused for an empty or too large file, an unknown kind, macros, or an archive that unpacks to more
    than LARGEST_UNPACKED_BYTES or MOST_PARTS parts (both read from the directory; nothing is unpacked).
    """
    if not content:
        raise FileIsRefused(N_("文件是空的，请检查后重新上传。"))
    if len(content) > LARGEST_BYTES:
        raise FileIsRefused(N_("文件超过 20 MB，请压缩或拆分后上传。"))
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    raise FileIsRefused(N_("只接收 PDF、JPG、PNG、DOCX、XLSX 文件；请另存为其中一种格式后上传。"))


def _office_kind(content: bytes) -> Kind:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise FileIsRefused(N_("文件已损坏，无法打开，请重新保存后上传。")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES:
        raise FileIsRefused(N_("文件解压后过大，请拆分后上传。"))
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileIsRefused(N_("文件含有宏，请另存为不含宏的 DOCX 或 XLSX 后上传。"))
    for part, kind in _OFFICE_PARTS:
        if part in names:
            return kind
    raise FileIsRefused(N_("只接收 PDF、JPG、PNG、DOCX、XLSX 文件；请另存为其中一种格式后上传。"))
