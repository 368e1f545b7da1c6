"""Erases records about persons whose time has run out, everywhere at once, and certifies it.

The key ring goes first, then the rows, then the certificate, all before the commit: a certificate never claims what
has not happened. What a rollback leaves are rows that nobody can read; the next run takes them and certifies them.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Sum

from fugong.core import audit, numbering
from fugong.core.audit.signing import our_key
from fugong.core.permission import Actor
from fugong.core.personal import keyring
from fugong.core.personal.certificate import Certificate, signed
from fugong.core.personal.models import ErasureCertificate, PersonalGroup, PersonalRecord
from fugong.core.personal.rules import in_beijing
from fugong.core.wording import N_

__all__ = ["CARETAKER", "ERASED", "Due", "card_of", "due", "end_purpose", "erase_due", "exported_path"]

ERASED = "core.personal.erased"
_SERIES = "personal-erasure"
_STATED = tuple(Certificate.__dataclass_fields__)


@dataclass(frozen=True)
class Caretaker:
    """The house itself, which erases by the clock and asks nobody; it can do nothing else."""

    account_id: int | None = None
    title: str = N_("系统时钟")

    def may(self, _permission: str, _division_code: str | None = None) -> bool:
        """Refuse every right."""
        return False

    def areas_for(self, _permission: str) -> tuple[str, ...]:
        """Give no area."""
        return ()

    def organisations_for(self, _permission: str) -> tuple[int, ...]:
        """Give no organisation."""
        return ()

    def stands_in_for(self, _permission: str, _division_code: str | None = None) -> tuple[int, ...]:
        """Give nobody: it acts in no one's place."""
        return ()


CARETAKER: Actor = Caretaker()


@dataclass(frozen=True)
class Due:
    """What the next run would take for one county and purpose."""

    county_code: str
    purpose: str
    groups: int
    persons: int


def due(on: date) -> list[Due]:
    """List what is due on a day, changing nothing."""
    return [
        Due(county, purpose, len(groups), PersonalRecord.objects.filter(group__in=groups).count())
        for (county, purpose), groups in _heaps(PersonalGroup.objects.due(on))
    ]


def erase_due(*, by: Actor, at: datetime, note: str = "") -> list[Certificate]:
    """Erase what is due, one transaction and one certificate for each county and purpose; export what is not out yet.

    ``note`` says in the trail why, where it is not the clock alone. Raises SigningKeyError, KeysAway.
    """
    kinds = [(one.county_code, one.purpose) for one in due(in_beijing(at))]
    given = [_erase(county, purpose, by=by, at=at, note=note) for county, purpose in kinds]
    for row in ErasureCertificate.objects.order_by("pk"):
        _export(card_of(row))
    return [certificate for certificate in given if certificate]


def end_purpose(purpose: str, *, county: str, on: date) -> int:
    """Make all that is held for a purpose due today, since the measure it served has ended; give the groups' number."""
    held = PersonalGroup.objects.held().filter(county_code=county, purpose=purpose, erase_on__gt=on)
    return held.update(erase_on=on)


def exported_path(name: str) -> Path:
    """Give the file that holds a certificate outside the database."""
    return Path(settings.FUGONG_VAR) / "erasure-certificates" / f"{name}.json"


def card_of(row: ErasureCertificate) -> Certificate:
    """Give a stored certificate as it was signed."""
    return Certificate(**{name: getattr(row, name) for name in _STATED})


@transaction.atomic
def _erase(county: str, purpose: str, *, by: Actor, at: datetime, note: str) -> Certificate | None:
    waiting = PersonalGroup.objects.due(in_beijing(at)).filter(county_code=county, purpose=purpose)
    groups = list(waiting.select_for_update().order_by("pk"))
    if not groups:
        return None  # another run was faster
    key, counted = our_key(), _counted(groups)
    counted["keyrings"] = sum(keyring.destroy(group.keyring) for group in groups)
    PersonalRecord.objects.filter(group__in=groups).delete()
    year = in_beijing(at).year
    number = numbering.take(_SERIES, county=county, year=year)
    given = signed(
        Certificate(county_code=county, year=year, number=number, purpose=purpose, erased_at=at, **counted), key
    )
    row = ErasureCertificate.objects.create(**{name: getattr(given, name) for name in _STATED})
    PersonalGroup.objects.filter(pk__in=[group.pk for group in groups]).update(erased_at=at, certificate=row)
    audit.record(
        county=county, action=ERASED, subject=row, by=by, at=at, note=note,
        changes={"persons": (given.persons, 0), "certificate_sha256": (None, fingerprint_of(given))},
    )  # fmt: skip
    return given


def _counted(groups: list[PersonalGroup]) -> dict[str, Any]:
    """Count what is about to go; kept between the first and the last day on which anything was."""
    found = PersonalRecord.objects.filter(group__in=groups).aggregate(
        persons=Count("pk"), fields=Sum("fields_kept"), last=Max("kept_at")
    )
    first = min(group.opened_on for group in groups)
    return {
        "groups": len(groups),
        "persons": found["persons"],
        "fields_erased": found["fields"] or 0,
        "kept_from": first,
        "kept_to": in_beijing(found["last"]) if found["last"] else first,
    }


def fingerprint_of(certificate: Certificate) -> str:
    """Give what the trail holds of a certificate, so that none can vanish or be changed unseen."""
    return hashlib.sha256(certificate.statement()).hexdigest()


def _heaps(groups: Iterable[PersonalGroup]) -> list[tuple[tuple[str, str], list[PersonalGroup]]]:
    def kind(group: PersonalGroup) -> tuple[str, str]:
        return group.county_code, group.purpose

    return [(key, list(heap)) for key, heap in groupby(sorted(groups, key=kind), key=kind)]


def _export(certificate: Certificate) -> None:
    path = exported_path(certificate.name)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{secrets.token_hex(4)}.part")  # its own: another run may be writing the same one
    aside.write_text(certificate.document(), encoding="utf-8")
    aside.replace(path)
