"""Signs where each county's chain ends, and carries the signed heads out of the database."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fugong.core.audit import export
from fugong.core.audit.heads import Head, signed
from fugong.core.audit.keys import SigningKey, signing_key
from fugong.core.audit.models import AuditEntry, AuditHead

_COVERED = ("county_code", "signed_on", "sequence", "hash", "key_id", "signed_at", "signature")


def keys_folder() -> Path:
    """Give the folder of the signing keys."""
    return Path(settings.FUGONG_VAR) / "keys"


def exported_path(county: str, folder: Path | None = None) -> Path:
    """Give the file that holds a county's exported heads (in another folder: a copy kept elsewhere)."""
    return (folder or Path(settings.FUGONG_VAR) / "audit-heads") / f"{county}.jsonl"


def our_key() -> SigningKey:
    """Give the key with which this installation signs; made at first need. Raises SigningKeyError."""
    return signing_key(keys_folder(), getattr(settings, "FUGONG_KEY_PASSPHRASE", "") or "")


def sign_heads(*, at: datetime) -> int:
    """Sign the end of every county's chain that grew since its last head, and export; give the number of new heads.

    The file is written after the commit: a crash between the two is made good by the next run.
    """
    key = our_key()
    new = sum(_sign(county, key, at) for county in counties())
    for county in counties():
        export.append_missing(exported_path(county), stored_heads(county))
    return new


def counties() -> tuple[str, ...]:
    """Give the counties that have a trail."""
    # A walk over the index, county by county: DISTINCT would read every act.
    found: list[str] = []
    acts = AuditEntry.objects.order_by("county_code").values_list("county_code", flat=True)
    following = acts.first()
    while following is not None:
        found.append(following)
        following = acts.filter(county_code__gt=following).first()
    return tuple(found)


def known_counties(heads_folder: Path | None = None) -> list[str]:
    """Give the counties that have a trail, or had one: a county whose acts were all removed is known by its heads."""
    exported = (path.stem for path in exported_path("", heads_folder).parent.glob("*.jsonl"))
    signed_for = AuditHead.objects.order_by().values_list("county_code", flat=True).distinct()
    return sorted({*counties(), *signed_for, *exported})


def stored_heads(county: str) -> tuple[Head, ...]:
    """Give a county's heads as the database holds them, earliest first."""
    rows = AuditHead.objects.filter(county_code=county).order_by("sequence").values(*_COVERED)
    return tuple(Head(**row) for row in rows)


@transaction.atomic
def _sign(county: str, key: SigningKey, at: datetime) -> int:
    last = AuditEntry.objects.filter(county_code=county).order_by("-sequence").values("sequence", "hash").first()
    if last is None or AuditHead.objects.filter(county_code=county, sequence=last["sequence"]).exists():
        return 0
    head = signed(
        Head(county_code=county, signed_on=at.date(), key_id=key.key_id, signed_at=at, **last),
        key,
    )
    covered = {name: getattr(head, name) for name in _COVERED if name not in ("county_code", "sequence")}
    _row, made = AuditHead.objects.get_or_create(county_code=county, sequence=head.sequence, defaults=covered)
    return int(made)
