"""Pictures lose place, camera, texts and hidden tails, and not one pixel."""

import contextlib
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.files import FileIsRefused
from fugong.core.files.pictures import NotAPictureError, bare_jpeg, bare_png, jpeg_size
from fugong.core.files.rules import JPEG, PNG, kind_of, without_metadata
from fugong.core.files.store import path_of, store
from fugong.core.tests.factories import MORNING, OFFICER, TONGZI

SECRET = b"GPS 28.13N 106.82E"


def part(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(orientation: int, order: str = "<") -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 1) + entry + b"\0\0\0\0" + SECRET


FRAME = part(0xC0, b"\x08" + struct.pack(">HH", 3000, 4000) + b"\x01\x01\x11\x00")
SCAN = part(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
PROFILE = part(0xE2, b"ICC_PROFILE\0\1\1profile")
JFIF = part(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def jpeg(*extra: bytes, tail: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(extra) + PROFILE + FRAME + SCAN + b"\xff\xd9" + tail


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*extra: bytes, tail: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 784))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + pixels + chunk(b"IEND", b"") + tail


@pytest.mark.parametrize(
    "extra",
    [
        part(0xE1, exif(1)), part(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET), part(0xED, b"Photoshop" + SECRET),
        part(0xFE, SECRET), part(0xE2, b"MPF\0" + SECRET), part(0xEF, SECRET),
    ],
)  # fmt: skip
def test_a_jpeg_keeps_its_picture_and_profile_and_nothing_else(extra: bytes) -> None:
    assert bare_jpeg(jpeg(extra, tail=b"PK\x03\x04" + SECRET)) == jpeg()


@pytest.mark.parametrize(("order", "orientation"), [("<", 6), (">", 3), ("<", 8)])
def test_how_the_camera_was_held_stays(order: str, orientation: int) -> None:
    bare = bare_jpeg(jpeg(part(0xE1, exif(orientation, order))))

    assert SECRET not in bare
    assert bare.startswith(b"\xff\xd8" + JFIF + b"\xff\xe1")
    assert struct.pack(">HHIH", 0x0112, 3, 1, orientation) in bare
    assert bare_jpeg(bare) == bare


@pytest.mark.parametrize("kind", [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"prVt"])
def test_a_png_keeps_its_picture_and_nothing_else(kind: bytes) -> None:
    colours = chunk(b"gAMA", b"\0\0\xb1\x8f")

    assert bare_png(png(colours, chunk(kind, SECRET), tail=SECRET)) == png(colours)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff", jpeg()[:40]])
def test_what_is_no_picture_is_told(content: bytes) -> None:
    with pytest.raises((NotAPictureError, AssertionError)):
        assert FRAME in bare_jpeg(content)
    with pytest.raises(NotAPictureError):
        bare_png(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_and_never_a_crash(rest: bytes) -> None:
    for beginning, bare in ((b"\xff\xd8", bare_jpeg), (b"\x89PNG\r\n\x1a\n", bare_png)):
        with contextlib.suppress(NotAPictureError):
            assert len(bare(beginning + rest)) <= len(beginning + rest) + 40


def test_a_jpeg_of_too_many_pixels_is_refused() -> None:
    wide = jpeg().replace(struct.pack(">HH", 3000, 4000), struct.pack(">HH", 30_000, 30_000))

    assert jpeg_size(jpeg()) == (4000, 3000)
    with pytest.raises(FileIsRefused, match="尺寸过大"):
        kind_of(wide)


def test_a_damaged_picture_is_refused_when_it_is_taken_in() -> None:
    for kind in (JPEG, PNG):
        with pytest.raises(FileIsRefused, match="损坏"):
            without_metadata(b"\xff\xd8\xff\xe1\x00\x01", kind)


@pytest.mark.django_db
def test_what_is_kept_of_an_uploaded_picture_tells_no_place() -> None:
    upload = SimpleUploadedFile("现场.jpg", jpeg(part(0xE1, exif(1)), tail=SECRET))

    kept = store(upload, county=TONGZI, by=OFFICER, at=MORNING)

    assert path_of(kept.sha256).read_bytes() == jpeg()
    assert kept.size_bytes == len(jpeg())
