"""Issues a document with the act that brings it forth: number, frozen content and the job that makes the PDF."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from fugong.approvals.models import Application, IssuedDocument
from fugong.approvals.queries.organs import own_organ
from fugong.approvals.rules.document_numbers import series_for
from fugong.approvals.rules.document_texts import Facts, compose
from fugong.approvals.rules.reasons import REFUSAL, REVOCATION, SUSPENSION
from fugong.core import jobs, numbering
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.people import public as people

__all__ = ["issue"]

_REASONS = REFUSAL | SUSPENSION | REVOCATION
_DECIDED = ("due_at", "effective_on", "conditions", "reasons", "decision_note", "decided_by_clock")


def issue(
    row: Application,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    decided: Mapping[str, Any] | None = None,
    items: Iterable[str] = (),
    organ: people.OrganisationCard | None = None,
) -> str:
    """Issue a document of an application within the transaction of the act; give its number.

    ``decided`` are the application's fields as the act is about to set them. To be called straight before the act's
    last change and its audit row: from the number on, the county's decisions wait for each other. The PDF is made by a
    job afterwards. ``organ`` is the actor's own unless another is given. Raises NotPermitted when it has no series.
    """
    organ = organ or own_organ(by)
    document = compose(kind, _facts(row, organ, at=at, decided=decided or {}, items=tuple(items)))
    series, year = series_for(kind, organ.series), day_of(at).year
    number = numbering.written(series, year, numbering.take(series, county=row.county_code, year=year))
    issued = IssuedDocument.objects.create(
        county_code=row.county_code, application=row, kind=kind, number=number, organ=organ.name,
        issued_on=day_of(at), content=document.numbered(number).frozen(),
    )  # fmt: skip
    jobs.defer("approvals.make_document", document_id=issued.pk)
    return number


def _facts(
    row: Application,
    organ: people.OrganisationCard,
    *,
    at: datetime,
    decided: Mapping[str, Any],
    items: tuple[str, ...],
) -> Facts:
    opinions = list(row.opinions.order_by("pk"))
    government = next(iter(people.organisations(row.county_code, kind="county")), None)
    told = {name: decided.get(name, getattr(row, name)) for name in _DECIDED}
    return Facts(
        organ=organ.name,
        government=government.name if government else "",
        enterprise=row.enterprise_name,
        reference=row.reference,
        submitted_on=day_of(row.submitted_at or at),
        issued_on=day_of(at),
        due_on=day_of(told["due_at"]) if told["due_at"] else None,
        basis=row.basis,
        offices=tuple(opinion.office for opinion in opinions),
        objections=tuple((o.office, o.text) for o in opinions if o.verdict == "disagree"),
        effective_on=told["effective_on"],
        conditions=tuple(told["conditions"]),
        reasons=tuple(_REASONS.get(reason, reason) for reason in told["reasons"]),
        items=items,
        note=told["decision_note"],
        deemed_basis=row.deemed_basis if told["decided_by_clock"] else "",
        silent=tuple(opinion.office for opinion in opinions if not opinion.verdict),
        permission=row.document_number,
    )
