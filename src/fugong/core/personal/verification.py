"""Are the certificates of erasure genuine, complete and true? Signatures, numbers, the trail, what is still here."""

from collections.abc import Iterator
from pathlib import Path

from fugong.core.audit.keys import public_keys
from fugong.core.audit.models import AuditEntry
from fugong.core.audit.signing import keys_folder
from fugong.core.personal import keyring
from fugong.core.personal.certificate import Certificate, flaw, read_document
from fugong.core.personal.erasing import ERASED, card_of, exported_path, fingerprint_of
from fugong.core.personal.models import ErasureCertificate, PersonalGroup

__all__ = ["flaws", "flaws_in_file"]


def flaws(county: str = "") -> list[tuple[str, str]]:
    """Name every certificate (by its number) with which something is wrong, and what."""
    rows = ErasureCertificate.objects.filter(county_code__startswith=county).order_by("county_code", "year", "number")
    cards = [card_of(row) for row in rows]
    found = [(card.name, wrong) for card in cards for wrong in _flaws_in(card)]
    return [*found, *_gaps(cards), *_denied(county), *_not_certified(county, cards)]


def flaws_in_file(path: Path) -> list[str]:
    """Name what is wrong with a certificate that lies in a file; needs our public keys alone, no database."""
    try:
        card = read_document(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ["unreadable"]
    wrong = flaw(card, public_keys(keys_folder()))
    return [wrong] if wrong else []


def _flaws_in(card: Certificate) -> Iterator[str]:
    wrong = flaw(card, public_keys(keys_folder()))
    if wrong:
        yield wrong
    exported = exported_path(card.name)
    if exported.exists() and exported.read_text(encoding="utf-8") != card.document():
        yield "differs_from_its_file"


def _gaps(cards: list[Certificate]) -> Iterator[tuple[str, str]]:
    """Numbers have no gaps: a missing one was taken away."""
    known = {(card.county_code, card.year): card.number for card in cards}  # in order, so the last number stays
    here = {(card.county_code, card.year, card.number) for card in cards}
    for (county, year), last in known.items():
        for number in range(1, last + 1):
            if (county, year, number) not in here:
                yield f"{county}-{year}-{number}", "missing"


def _denied(county: str) -> Iterator[tuple[str, str]]:
    """Find what a certificate says is gone and is still here: a ring of keys, or records."""
    for group in PersonalGroup.objects.filter(county_code__startswith=county).exclude(certificate=None):
        if keyring.exists(group.keyring) or group.records.exists():
            yield str(group.certificate), "still_here"


def _not_certified(county: str, cards: list[Certificate]) -> Iterator[tuple[str, str]]:
    """Compare with the trail, which holds the fingerprint of each certificate as it was given."""
    here = {fingerprint_of(card) for card in cards}
    acts = AuditEntry.objects.filter(action=ERASED, county_code__startswith=county).order_by("pk")
    told = {str(act.changes["certificate_sha256"][1]): f"{act.county_code}/{act.sequence}" for act in acts}
    yield from ((where, "in_the_trail_only") for sha256, where in told.items() if sha256 not in here)
    yield from ((card.name, "not_in_the_trail") for card in cards if fingerprint_of(card) not in told)
