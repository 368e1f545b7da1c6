"""Reads the trail of one thing: who changed what, when, from what to what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext

from fugong.core.audit import words
from fugong.core.audit.models import AuditEntry
from fugong.core.clock import words as clock_words
from fugong.core.wording import N_

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_YES, _NO = N_("是"), N_("否")


@dataclass(frozen=True)
class Change:
    """One field's value before and after."""

    field: str
    before: object
    after: object
    subject_type: str = ""

    @property
    def label(self) -> str:
        """Give the field's name in the reader's language."""
        return gettext(words.of_field(self.subject_type, self.field))

    @property
    def before_words(self) -> str:
        """Give the old value as a reader knows it: a word, a date, a moment or nothing."""
        return self._in_words(self.before)

    @property
    def after_words(self) -> str:
        """Give the new value as a reader knows it."""
        return self._in_words(self.after)

    def _in_words(self, value: object) -> str:
        if isinstance(value, bool):
            return gettext(_YES if value else _NO)
        if isinstance(value, list):
            return "、".join(self._in_words(item) for item in value)
        if not isinstance(value, str) or not value:
            return "" if value is None else str(value)
        said = words.of_value(self.subject_type, self.field, value)
        return _time(value) if said == value else gettext(said)


@dataclass(frozen=True)
class AuditRow:
    """One act as a history tab shows it."""

    at: datetime
    actor_title: str
    action: str
    changes: tuple[Change, ...]
    note: str

    @property
    def words(self) -> str:
        """Give the act's name in the reader's language."""
        return gettext(words.of_action(self.action))


def history(*subjects: models.Model, after: int = 0, most: int | None = None) -> list[AuditRow]:
    """Give the acts on these things, latest first; the reader must be allowed to see the things themselves.

    ``after`` is a place in the chain, as ``place_of`` gave it: then only what came later. ``most``: only so many.
    """
    if not subjects:
        return []
    wanted = models.Q()
    for subject in subjects:
        wanted |= _on(subject)
    return rows(AuditEntry.objects.filter(wanted, sequence__gt=after).order_by("-at", "-sequence")[:most])


def place_of(subject: models.Model) -> int:
    """Give the place in the chain of the last act on a thing; a page keeps it to say later what came since."""
    places = AuditEntry.objects.filter(_on(subject)).order_by("-sequence").values_list("sequence", flat=True)
    return places.first() or 0


def _on(subject: models.Model) -> models.Q:
    return models.Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))  # noqa: SLF001  # documented


def rows(entries: Iterable[AuditEntry]) -> list[AuditRow]:
    """Give acts as screens show them."""
    return [
        AuditRow(
            at=entry.at,
            actor_title=entry.actor_title,
            action=entry.action,
            changes=changes_of(entry),
            note=entry.note,
        )
        for entry in entries
    ]


def changes_of(entry: AuditEntry) -> tuple[Change, ...]:
    """Give what an act changed."""
    return tuple(Change(field, before, after, entry.subject_type) for field, (before, after) in entry.changes.items())


def _time(value: str) -> str:
    """Give a value that is a date or a moment as people read it; any other as it is."""
    try:
        if _DAY.match(value):
            return clock_words.day(date.fromisoformat(value))
        if _MOMENT.match(value):
            return clock_words.moment(datetime.fromisoformat(value))
    except ValueError:
        pass  # it only looks like a date
    return value
