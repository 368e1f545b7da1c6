"""Keeps, reads, corrects and removes sealed records; always inside the transaction of the action that asks for it.

Keys go to disk before the rows are committed: what a rollback leaves is a key without a record. The key of old words
goes after the commit of their correction, so that no rollback loses the person; a removed record's key goes before it,
so that no crash brings him back: what a rollback leaves then is a record that nobody can read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import models, transaction

from fugong.core.personal import keyring
from fugong.core.personal.models import PersonalGroup, PersonalRecord
from fugong.core.personal.purposes import purpose as purpose_of
from fugong.core.personal.rules import erase_on, in_beijing, latest_day, retention_on
from fugong.core.refusals import NotThere

__all__ = ["Entry", "Held", "correct", "entries", "entry", "held", "keep", "remove", "settle", "unsettled"]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held for a matter, or was: counts and clocks, nobody's data."""

    group_id: int
    purpose: str
    persons: int
    opened_on: date
    settled_on: date | None
    erase_on: date
    erased_at: datetime | None
    certificate: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a group; no values when the record can no longer be read."""

    number: int
    values: Mapping[str, str] | None


def held(subject: models.Model, *, purpose: str) -> Held | None:
    """Give what is or was last held for a matter."""
    found = _groups(subject, purpose).select_related("certificate").order_by("-pk").first()
    if found is None:
        return None
    return Held(
        found.pk, found.purpose, found.persons, found.opened_on, found.settled_on, found.erase_on, found.erased_at,
        str(found.certificate or ""),
    )  # fmt: skip


def entries(group_id: int) -> list[Entry]:
    """Give all persons of a group in order. Raises KeysAway."""
    group = PersonalGroup.objects.get(pk=group_id)
    keys = keyring.read(group.keyring)
    records = group.records.order_by("number")
    return [Entry(row.number, _opened(group, row, keys)) for row in records]


def entry(group_id: int, number: int) -> Entry:
    """Give one person of a group. Raises NotThere, KeysAway."""
    row = PersonalRecord.objects.select_related("group").filter(group_id=group_id, number=number).first()
    if row is None:
        raise NotThere
    return Entry(number, _opened(row.group, row, keyring.read(row.group.keyring)))


def keep(
    subject: models.Model, *, purpose: str, county: str, persons: Sequence[Mapping[str, str]], at: datetime
) -> tuple[int, ...]:
    """Keep records for a matter and give their numbers, which are never given again. Raises NoRetention, KeysAway."""
    group = _locked(subject, purpose) or _opened_group(subject, purpose, county=county, at=at)
    keys, rows = {}, []
    for number, values in enumerate(persons, group.last_number + 1):
        keys[number], seal = keyring.sealed(values, about=_place(group, number))
        rows.append(
            PersonalRecord(
                county_code=county, group=group, number=number, sealed=seal, fields_kept=len(values), kept_at=at
            )
        )
    keyring.change(group.keyring, put=keys)
    PersonalRecord.objects.bulk_create(rows)
    group.last_number += len(rows)
    group.persons += len(rows)
    group.save(update_fields=["last_number", "persons"])
    return tuple(row.number for row in rows)


def correct(
    subject: models.Model, number: int, *, purpose: str, values: Mapping[str, str], at: datetime
) -> tuple[str, ...]:
    """Put a record right under a new key, so that the old one is gone everywhere; give the names of changed fields.

    Raises NotThere, KeysAway.
    """
    group, row = _locked_record(subject, number, purpose)
    keys = keyring.read(group.keyring)
    before = _opened(group, row, keys) or {}
    changed = tuple(key for key in {**before, **values} if before.get(key) != values.get(key))
    if changed:
        key, row.sealed = keyring.sealed(values, about=_place(group, number))
        old = {-number: keys[number]} if number in keys else {}
        keyring.change(group.keyring, put={number: key, **old})
        row.fields_kept, row.kept_at = len(values), at
        row.save(update_fields=["sealed", "fields_kept", "kept_at"])
        transaction.on_commit(partial(keyring.change, group.keyring, drop=[-number]))
    return changed


def remove(subject: models.Model, number: int, *, purpose: str) -> None:
    """Remove one person: the row and its key, so that no backup can bring it back. Raises NotThere, KeysAway."""
    group, row = _locked_record(subject, number, purpose)
    row.delete()
    group.persons -= 1
    group.save(update_fields=["persons"])
    keyring.change(group.keyring, drop=[number, -number])


def unsettled(kind: type[models.Model], *, purpose: str) -> list[str]:
    """Give the matters of a kind, by their keys, whose records still have no clock but the longest one."""
    name = kind._meta.label_lower  # noqa: SLF001  # as below
    groups = PersonalGroup.objects.held().filter(purpose=purpose, subject_type=name, settled_on=None)
    return list(groups.order_by("pk").values_list("subject_id", flat=True))


def settle(subject: models.Model, *, purpose: str, settled_on: date) -> bool:
    """Start the clock of a matter's records on the day it was settled; tell whether it was started now."""
    group = _locked(subject, purpose)
    if group is None or group.settled_on is not None:
        return False
    retention = retention_on(purpose_of(purpose), group.opened_on)
    group.settled_on = settled_on
    group.erase_on = erase_on(retention, latest=group.erase_on, settled_on=settled_on)
    group.save(update_fields=["settled_on", "erase_on"])
    return True


def _groups(subject: models.Model, purpose: str) -> "models.QuerySet[PersonalGroup]":
    name = subject._meta.label_lower  # noqa: SLF001  # Django's documented name of a model
    return PersonalGroup.objects.filter(purpose=purpose, subject_type=name, subject_id=str(subject.pk))


def _locked(subject: models.Model, purpose: str) -> PersonalGroup | None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("records about persons are changed inside the transaction of an action")
    return _groups(subject, purpose).filter(erased_at=None).select_for_update().first()


def _locked_record(subject: models.Model, number: int, purpose: str) -> tuple[PersonalGroup, PersonalRecord]:
    group = _locked(subject, purpose)
    row = group.records.filter(number=number).first() if group else None
    if group is None or row is None:
        raise NotThere
    return group, row


def _opened_group(subject: models.Model, purpose: str, *, county: str, at: datetime) -> PersonalGroup:
    day = in_beijing(at)
    return PersonalGroup.objects.create(
        county_code=county,
        purpose=purpose,
        subject_type=subject._meta.label_lower,  # noqa: SLF001  # as above
        subject_id=str(subject.pk),
        keyring=keyring.new_name(),
        opened_on=day,
        erase_on=latest_day(retention_on(purpose_of(purpose), day), kept_on=day),
    )


def _opened(group: PersonalGroup, row: PersonalRecord, keys: Mapping[int, bytes]) -> dict[str, str] | None:
    """Open a record; under minus its number stands the key of words whose correction was not committed."""
    place = _place(group, row.number)
    tried = (keyring.opened(bytes(row.sealed), keys.get(number), about=place) for number in (row.number, -row.number))
    return next((values for values in tried if values is not None), None)


def _place(group: PersonalGroup, number: int) -> str:
    """Name the place a sealed text belongs to, so that it opens nowhere else."""
    return f"{group.purpose} {group.keyring} {number}"
