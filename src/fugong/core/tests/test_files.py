"""Uploaded files: judged by content, kept once, handed out as what they are and under a harmless name."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.files import FileIsRefused
from fugong.core.files.models import Attachment
from fugong.core.files.rules import DOCX, JPEG, LARGEST_BYTES, PDF, PNG, XLSX, kind_of, plain_name
from fugong.core.files.store import damaged, path_of, store
from fugong.core.files.web import FileIsDamaged, response
from fugong.core.tests.factories import MORNING, OFFICER, TONGZI

InParallel = Callable[[list[Callable[[], Any]]], list[Any]]

A_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
A_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02"
TYPES = '<Types><Override PartName="/word/document.xml" ContentType="{}"/></Types>'


def office(*names: str, types: str = "application/xml", **parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(types))
        for name in names:
            archive.writestr(name, parts.get(name, b"<x/>"))
    return packed.getvalue()


def bomb(declared: int) -> bytes:
    """Pack a small archive whose directory declares a huge part."""
    packed = bytearray(office("xl/workbook.xml", "xl/worksheets/sheet1.xml"))
    at = packed.rindex(b"PK\x01\x02")
    packed[at + 24 : at + 28] = declared.to_bytes(4, "little")
    return bytes(packed)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (A_PDF, PDF), (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG), (A_PNG, PNG), (office("word/document.xml"), DOCX),
        (office("xl/workbook.xml"), XLSX), (A_PDF + b"x" * (LARGEST_BYTES - len(A_PDF)), PDF),
    ],
)  # fmt: skip
def test_the_kinds_that_offices_exchange_are_known_by_their_content(content: bytes, kind: object) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "空的"),
        (A_PDF + b"x" * LARGEST_BYTES, "20 MB"),
        (b"MZ\x90\x00\x03", "只接收"),
        (b"\x7fELF", "只接收"),
        (b"<html><script>alert(1)</script>", "只接收"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "只接收"),
        (b"<html>%PDF-1.7", "只接收"),  # another kind with a signature further in
        (b"GIF89a", "只接收"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "只接收"),  # old Office, also what an encrypted xlsx is
        (b"PK\x03\x04 no archive at all", "损坏"),
        (office("word/document.xml")[:-30], "损坏"),
        (office("readme.txt"), "只接收"),
        (office("nested.zip"), "只接收"),
        (office("word/document.xml", "word/vbaProject.bin"), "宏"),
        (office("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "宏"),
        (office("word/document.xml", types="application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
        (office("word/document.xml", "word/other.bin", types="application/vnd.ms-office.vbaProject"), "宏"),
        (office("word/document.xml", "../../etc/cron.d/x"), "损坏"),
        (office("word/document.xml", "/etc/passwd"), "损坏"),
        (office("word/document.xml", "..\\..\\x"), "损坏"),
        (office("word/document.xml", "C:\\x"), "损坏"),
        (bomb(300 * 1024 * 1024), "解压后过大"),
        (office("xl/workbook.xml", *(f"xl/{n}" for n in range(5001))), "解压后过大"),
        (A_PNG[:16] + b"\x00\x00\x75\x30" * 2, "尺寸过大"),  # 30,000 × 30,000
    ],
)
def test_what_could_do_harm_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(FileIsRefused, match=why):
        kind_of(content)


@given(st.binary(max_size=2000))
def test_any_bytes_after_an_archives_beginning_are_judged_and_never_a_crash(rest: bytes) -> None:
    with contextlib.suppress(FileIsRefused):
        kind_of(b"PK\x03\x04" + rest)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_a_damaged_archive_is_judged_and_never_a_crash(at: int, noise: bytes) -> None:
    packed = bytearray(office("word/document.xml"))
    packed[at : at + len(noise)] = noise
    with contextlib.suppress(FileIsRefused):
        kind_of(bytes(packed))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("防控方案.pdf", "防控方案.pdf"),
        ("方案.exe", "方案.pdf"),
        ("方案.pdf.exe", "方案.pdf.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\a.pdf", "a.pdf"),
        ("C:\\桌面\\方案.pdf", "方案.pdf"),
        ("\u202efdp.方案.exe", "fdp.方案.pdf"),
        ("方\u200b案\x00\r\n.pdf", "方案.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("", "附件.pdf"), (".pdf", "附件.pdf"), ("..", "附件.pdf"), ("/", "附件.pdf"),
        ("CON.pdf", "附件CON.pdf"), ("nul.tar.pdf", "附件nul.tar.pdf"),
        ('引"号<b>.pdf', "引_号_b_.pdf"),
        ("𠮷䶮.pdf", "𠮷䶮.pdf"),
        ("无后缀", "无后缀.pdf"),
    ],
)  # fmt: skip
def test_names_become_harmless_and_stay_readable(name: str, kept: str) -> None:
    assert plain_name(name, "pdf") == kept


@given(st.text(st.characters(codec=None), max_size=400))
def test_every_name_fits_a_file_system_and_a_header(name: str) -> None:
    kept = plain_name(name, "docx")
    assert len(kept.encode()) <= 200
    assert kept.endswith(".docx")
    assert not set(kept) & set('/\\\r\n\0"<>:|?*')


def upload(content: bytes = A_PDF, name: str = "方案.pdf") -> Attachment:
    # What the browser claims about the kind is not asked.
    file = SimpleUploadedFile("x", content, content_type="text/html")
    file._name = name  # type: ignore[attr-defined]  # past Django's own cleaning, as a job may hand it in
    return store(file, county=TONGZI, by=OFFICER, at=MORNING)


@pytest.mark.django_db
def test_the_same_content_is_kept_once_under_each_of_its_names() -> None:
    one, other = upload(), upload(name="另一份.pdf")
    assert one.sha256 == other.sha256
    assert (one.name, other.name) == ("方案.pdf", "另一份.pdf")
    assert [path.name for path in path_of(one.sha256).parent.iterdir()] == [one.sha256]
    assert path_of(one.sha256).stat().st_mode & 0o777 == 0o600
    assert path_of(one.sha256).read_bytes() == A_PDF


def test_the_same_content_from_ten_sides_at_once_is_kept_once(in_parallel: InParallel) -> None:
    content = A_PDF + b"ten sides"
    found = in_parallel([lambda: upload(content).sha256] * 10)
    assert len(set(found)) == 1
    assert [path.name for path in path_of(found[0]).parent.iterdir()] == [found[0]]
    assert not list(damaged())


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"MZ\x90", A_PDF + b"x" * LARGEST_BYTES])
def test_a_refused_file_leaves_neither_row_nor_file(content: bytes, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(FileIsRefused):
        upload(content)
    assert not Attachment.objects.exists()
    assert not list(tmp_path.rglob("*"))


@pytest.mark.django_db
def test_a_file_is_handed_out_as_what_it_is_for_download_under_its_chinese_name() -> None:
    answer = response(upload(name="疫情防控方案 𠮷.pdf"))
    assert b"".join(answer) == A_PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%96%AB%E6%83%85%E9%98%B2%E6%8E%A7%E6%96%B9%E6%A1%88%20%F0%A0%AE%B7.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert int(answer["Content-Length"]) == len(A_PDF)
    answer.close()


@pytest.mark.django_db
def test_a_file_with_one_flipped_byte_is_named_and_not_handed_out() -> None:
    attachment = upload(A_PDF + b"to be damaged")
    path = path_of(attachment.sha256)
    content = bytearray(path.read_bytes())
    content[9] ^= 1
    path.write_bytes(content)
    assert list(damaged()) == [attachment]
    with pytest.raises(FileIsDamaged, match=r"方案\.pdf"):
        response(attachment)
    path.unlink()
    assert list(damaged()) == [attachment]
