"""Reads the trail of one thing: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from fugong.core.audit.models import AuditEntry


@dataclass(frozen=True)
class Change:
    """One field's value before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class AuditRow:
    """One act as a history tab shows it."""

    at: datetime
    actor_title: str
    action: str
    changes: tuple[Change, ...]
    note: str


def history(*subjects: models.Model) -> list[AuditRow]:
    """Give the acts on these things, latest first."""
    wanted = models.Q(pk__in=())
    for subject in subjects:
        wanted |= models.Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))  # noqa: SLF001
    return [
        AuditRow(
            at=entry.at,
            actor_title=entry.actor_title,
            action=entry.action,
            changes=tuple(Change(field, *pair) for field, pair in entry.changes.items()),
            note=entry.note,
        )
        for entry in AuditEntry.objects.filter(wanted).order_by("-at", "-sequence")
    ]
