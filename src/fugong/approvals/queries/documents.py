"""The documents of an application, as its pages and the public page of verification show them."""

from dataclasses import dataclass
from datetime import date, datetime

from fugong.approvals.models import Application, IssuedDocument
from fugong.approvals.queries.applications import seen
from fugong.approvals.rules.documents import KINDS, NotYetReceived, siblings_of, validity
from fugong.approvals.rules.remedies import last_day_of_action, last_day_of_review
from fugong.core.calendar import OfficeCalendar, day_of
from fugong.core.documents import OfficialDocument, checking, making, wordfile
from fugong.core.files.store import is_whole
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.registry import public as registry


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of an application; the last days of the remedies count from its service."""

    document: IssuedDocument
    validity: str
    has_remedy: bool
    is_notice: bool
    review_until: date | None
    action_until: date | None


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the public page says about a document; nothing about people."""

    document: IssuedDocument
    validity: str
    is_kept: bool


def county_of_document(document_id: int) -> str:
    """Give the county that issued the document. Raises NotThere."""
    county = IssuedDocument.objects.filter(pk=document_id).values_list("county_code", flat=True).first()
    if county is None:
        raise NotThere
    return county


def documents_of(row: Application, *, calendar: OfficeCalendar) -> tuple[DocumentRow, ...]:
    """Give the documents of an application, the latest first; one query."""
    documents = list(row.documents.order_by("-pk"))
    return tuple(_row(one, documents, state=row.state, calendar=calendar) for one in documents)


def vouched_for(token: str) -> Vouched:
    """Give what the public may know of the document with this secret address. Raises NotThere."""
    document = IssuedDocument.objects.select_related("application", "file").filter(token=token).first()
    if document is None:
        raise NotThere
    siblings = list(document.application.documents.filter(kind__in=siblings_of(document.kind)))
    worth = _validity(document, siblings, state=document.application.state)
    return Vouched(document, worth, document.file is not None and is_whole(document.file))


def compared(document: IssuedDocument, content: bytes) -> tuple[str, str]:
    """Compare a file with the document as it was issued; give what came of it and the number it bears, if another's."""
    found = checking.check(content)
    if document.sha256 and found.sha256 == document.sha256:
        return ("same" if found.verdict == "ours" and found.key_id == document.key_id else "unsound"), document.number
    other = IssuedDocument.objects.filter(sha256=found.sha256).values_list("number", flat=True).first()
    return ("other", other) if other else (found.verdict, "")


def handed_out(actor: Actor, document_id: int, *, now: datetime) -> IssuedDocument:
    """Give a made document to who may see its application. Raises NotThere; NotYetReceived to the enterprise."""
    visible = Application.objects.visible_to(actor, on=day_of(now))
    rows = IssuedDocument.objects.select_related("application", "file")
    document = rows.filter(pk=document_id, application__in=visible).first()
    if document is None or document.stage != "made":
        raise NotThere
    enterprise = document.application.enterprise_id
    if document.served_on is None and registry.may_act_for(actor, enterprise, on=day_of(now)):
        raise NotYetReceived
    return document


def word_file_of(actor: Actor, application_id: int, document_id: int, *, now: datetime) -> tuple[str, bytes]:
    """Give a document for the word processor, with its name. Raises NotThere."""
    row = seen(actor, application_id, on=day_of(now))
    document = row.documents.filter(pk=document_id).first()
    if document is None:
        raise NotThere
    content = OfficialDocument.thawed(document.content)
    address = making.public_address(document.verify_path)
    made = wordfile.word_file(content, verify_address=address, demonstration=document.is_demonstration)
    return f"{document.number}.docx", made


def _row(
    document: IssuedDocument, siblings: list[IssuedDocument], *, state: str, calendar: OfficeCalendar
) -> DocumentRow:
    kind = KINDS[document.kind]
    served = document.served_on if kind.has_remedy else None
    return DocumentRow(
        document,
        _validity(document, siblings, state=state),
        kind.has_remedy,
        kind.is_notice,
        last_day_of_review(served, decided_on=document.issued_on, calendar=calendar) if served else None,
        last_day_of_action(served, decided_on=document.issued_on, calendar=calendar) if served else None,
    )


def _validity(document: IssuedDocument, siblings: list[IssuedDocument], *, state: str) -> str:
    alike = siblings_of(document.kind)
    latest = max(one.pk for one in siblings if one.kind in alike)
    return validity(document.kind, state=state, is_latest=document.pk == latest, is_void=document.voided_at is not None)
