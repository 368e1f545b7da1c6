"""The same document for a word processor, to be edited before it is signed by hand: never signed, never in force.

``official.docx`` is an ordinary Word file with places for the content: an office that wants another look edits it in
Word. That its page is the page of ``rules.GEOMETRY`` is tested.
"""

import io
from pathlib import Path
from typing import Final

import segno
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from fugong.core.documents.rules import GEOMETRY, OfficialDocument, title_lines
from fugong.core.documents.words import NOT_IN_FORCE, QR_CAPTION, SEAL_PLACE, WORTHLESS, printed, written_day

TEMPLATE: Final = Path(__file__).with_name("official.docx")
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(document: OfficialDocument, *, verify_address: str, demonstration: bool) -> bytes:
    """Give the document as docx."""
    clean = document.cleaned()
    template = DocxTemplate(TEMPLATE)
    content = {
        **clean.frozen(),
        "title": "\n".join(title_lines(clean.title)),
        "issued_on": written_day(clean.issued_on),
        "printed_on": printed(clean.issued_on),
        "copies": "、".join(clean.copies),
        "banner": NOT_IN_FORCE if demonstration else "",
        "seal": WORTHLESS if demonstration else SEAL_PLACE,
        "qr": InlineImage(template, _qr_picture(verify_address), width=Mm(GEOMETRY.qr)),
        "qr_caption": QR_CAPTION,
        "verify_address": verify_address,
    }
    # Texts are escaped, so that nothing in them is read as markup of the file.
    template.render(content, autoescape=True)
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


def _qr_picture(address: str) -> io.BytesIO:
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="png", scale=8, border=2)
    drawing.seek(0)
    return drawing
