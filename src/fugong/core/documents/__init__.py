"""Official documents: set in the geometry of GB/T 9704-2012, signed so that outside tools can check, never guessed.

``rules`` says what a document is made of; ``typesetting`` makes the PDF, ``wordfile`` the docx with the same content,
``signing`` signs with the county's key, ``checking`` tells from bytes alone what a PDF is worth.
"""

from fugong.core.documents.rules import CannotBeSet, OfficialDocument, Paragraph
from fugong.core.documents.words import written_day

__all__ = ["CannotBeSet", "OfficialDocument", "Paragraph", "written_day"]
