"""What becomes of an issued document: made and signed, served upon the enterprise, made void."""

from datetime import date, datetime

from django.core.files.base import ContentFile

from fugong.approvals.models import Application, IssuedDocument
from fugong.approvals.queries.impartiality import hands_of
from fugong.approvals.rules.documents import guard_served, guard_void
from fugong.core import audit, idempotency, jobs
from fugong.core.calendar import day_of
from fugong.core.documents import CannotBeSet, OfficialDocument, making
from fugong.core.files.store import store
from fugong.core.permission import Actor, require
from fugong.core.refusals import NotPermitted, NotThere
from fugong.registry import public as registry

__all__ = ["make", "make_again", "receive", "record_service", "void"]

_MADE = ["stage", "trouble", "file", "sha256", "key_id", "is_demonstration", "made_at", "sm2_signature", "sm2_key_id"]


@idempotency.once
def make(document_id: int, *, by: Actor, at: datetime) -> None:
    """Set the document and sign it, once; a character that no font has is written down for the officer.

    Raises NotThere, NotPermitted.
    """
    issued = IssuedDocument.objects.select_for_update(of=["self"]).select_related("application")
    document = issued.filter(pk=document_id).first()
    if document is None:
        raise NotThere
    require(by, "approvals.decide", division_code=document.application.division_code)
    if document.stage == "made":
        return
    content = OfficialDocument.thawed(document.content)
    try:
        made = making.make(content, county=document.county_code, verify_path=document.verify_path)
    except CannotBeSet as refusal:
        document.stage, document.trouble = "failed", str(refusal.facts["characters"])[:300]
        document.save(update_fields=["stage", "trouble"])
        return
    file = store(ContentFile(made.content, f"{document.number}.pdf"), county=document.county_code, by=by, at=at)
    document.stage, document.trouble, document.made_at = "made", "", at
    document.file, document.sha256 = file, file.sha256
    document.key_id, document.is_demonstration = made.key_id, made.demonstration
    document.sm2_signature, document.sm2_key_id = made.sm2_signature, made.sm2_key_id
    document.save(update_fields=_MADE)
    audit.record(
        county=document.county_code, action="approvals.document.made", subject=document.application, by=by, at=at,
        changes={"sha256": (None, file.sha256), "key_id": (None, made.key_id)}, note=document.number,
    )  # fmt: skip


@idempotency.once
def make_again(document_id: int, *, by: Actor, at: datetime) -> None:
    """Have a document made again that could not be made. Raises NotThere, NotPermitted."""
    issued = _held(document_id, by=by, at=at)
    if issued.stage == "made":
        return
    issued.stage, issued.trouble = "waiting", ""
    issued.save(update_fields=["stage", "trouble"])
    jobs.defer("approvals.make_document", document_id=issued.pk)


@idempotency.once
def receive(document_id: int, *, by: Actor, at: datetime) -> None:
    """Sign for a made document on behalf of the enterprise; the first time is its service.

    Raises NotThere, NotPermitted.
    """
    issued = _seen(document_id, by=by, at=at)
    if issued.stage != "made":
        raise NotThere
    if not registry.may_act_for(by, issued.application.enterprise_id, on=day_of(at)):
        raise NotPermitted
    if issued.served_on is None:
        _serve(issued, max(day_of(at), issued.issued_on), by=by, at=at)


@idempotency.once
def record_service(document_id: int, *, served_on: date, by: Actor, at: datetime) -> None:
    """Note the day on which the office handed the document over on paper; the first service counts.

    Raises Invalid, NotPermitted, NotThere.
    """
    issued = _held(document_id, by=by, at=at)
    guard_served(served_on, issued_on=issued.issued_on, on=day_of(at))
    if issued.served_on is None:
        _serve(issued, served_on, by=by, at=at)


@idempotency.once
def void(document_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Make a notice void; its number is never used again. Raises DecisionStands, Invalid, NotPermitted, NotThere."""
    issued = _held(document_id, by=by, at=at)
    guard_void(issued.kind, reason)
    if issued.voided_at is not None:
        return
    issued.voided_at, issued.void_reason = at, reason.strip()[:300]
    issued.save(update_fields=["voided_at", "void_reason"])
    audit.record(
        county=issued.county_code, action="approvals.document.voided", subject=issued.application, by=by, at=at,
        changes={"void_reason": (None, issued.void_reason)}, note=issued.number,
    )  # fmt: skip


def _seen(document_id: int, *, by: Actor, at: datetime) -> IssuedDocument:
    seen = Application.objects.visible_to(by, on=day_of(at))
    rows = IssuedDocument.objects.select_for_update(of=["self"]).select_related("application")
    issued = rows.filter(pk=document_id, application__in=seen).first()
    if issued is None:
        raise NotThere
    return issued


def _held(document_id: int, *, by: Actor, at: datetime) -> IssuedDocument:
    issued = _seen(document_id, by=by, at=at)
    hands_of(by, "approvals.decide").guard(issued.application)
    return issued


def _serve(issued: IssuedDocument, served_on: date, *, by: Actor, at: datetime) -> None:
    issued.served_on, issued.served_by = served_on, by.title
    issued.save(update_fields=["served_on", "served_by"])
    audit.record(
        county=issued.county_code, action="approvals.document.served", subject=issued.application, by=by, at=at,
        changes={"served_on": (None, served_on)}, note=issued.number,
    )  # fmt: skip
