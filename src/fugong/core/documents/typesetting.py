"""Sets an official document as PDF/A-2b: one template, all text as data, the same bytes for the same content."""

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import segno
import typst
from django.conf import settings

from fugong.core.documents.fonts import FontBook, font_book
from fugong.core.documents.rules import GEOMETRY, OfficialDocument, guard_glyphs, title_lines
from fugong.core.documents.words import NOT_IN_FORCE, QR_CAPTION, SEAL_PLACE, WORTHLESS, printed, written_day

TEMPLATE: Final = Path(__file__).with_name("official.typ")
# The kept compiler is one for the process, and serves one thread at a time.
_one_at_a_time = Lock()


def typeset(document: OfficialDocument, *, verify_address: str, demonstration: bool) -> bytes:
    """Set the document; a demonstration says on its face that it is none. Raises CannotBeSet."""
    book = font_book(settings.FUGONG_FONTS)
    clean = document.cleaned()
    guard_glyphs(clean, book.coverage)
    inputs = {
        "document": json.dumps(_as_set(clean, verify_address, demonstration=demonstration), ensure_ascii=False),
        "geometry": json.dumps(asdict(GEOMETRY)),
        "fonts": json.dumps(book.families),
    }
    # The day of issue, not the day of setting: the same document set twice is the same file.
    stamped = datetime.combine(document.issued_on, time(), UTC)
    with _one_at_a_time:
        pdf = _compiler(book).compile(format="pdf", pdf_standards=["a-2b"], sys_inputs=inputs, timestamp=stamped)
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter gave no single file")
    return pdf


def qr_of(address: str) -> str:
    """Draw the code that leads to the public page of verification, as SVG."""
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", border=2, xmldecl=False)
    return drawing.getvalue().decode()


def _as_set(document: OfficialDocument, verify_address: str, *, demonstration: bool) -> dict[str, object]:
    return {
        **document.frozen(),
        "title": title_lines(document.title),
        "copies": "、".join(document.copies),
        "issued_on": written_day(document.issued_on),
        "printed_on": printed(document.issued_on),
        "qr": qr_of(verify_address),
        "qr_caption": QR_CAPTION,
        "seal": WORTHLESS if demonstration else SEAL_PLACE,
        "banner": NOT_IN_FORCE if demonstration else "",
    }


@cache
def _compiler_of(fonts: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)


def _compiler(book: FontBook) -> typst.Compiler:
    # Kept for the process: fonts and template are read once, a document then takes milliseconds.
    return _compiler_of(book.loaded)
