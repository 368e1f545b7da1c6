"""Walks the trail from its first act and finds what was touched: rows, order, tail, heads, exported heads."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import models

from fugong.core.audit import export
from fugong.core.audit.chain import Act, Break, Link, fitting
from fugong.core.audit.heads import Head, flaw
from fugong.core.audit.keys import public_keys
from fugong.core.audit.models import AuditEntry
from fugong.core.audit.signing import exported_path, keys_folder, known_counties, stored_heads

_ACTS_AT_ONCE = 2000
_COVERED = (
    "county_code", "sequence", "at_utc", "recorded_at_utc", "actor_id", "actor_title", "action", "subject_type",
    "subject_id", "changes", "note",
)  # fmt: skip


class _Moment(models.Func):
    """A moment as the chain hashes it, written by the database: through Python it costs as much as all the rest."""

    template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
    output_field = models.CharField()


@dataclass(frozen=True, kw_only=True)
class CountyVerdict:
    """What was found in one county's trail."""

    county_code: str
    acts: int
    heads: tuple[Head, ...]
    breaks: tuple[Break, ...]
    not_exported: int

    @property
    def sound(self) -> bool:
        """Tell whether nothing was touched."""
        return not self.breaks

    @property
    def last_head(self) -> Head | None:
        """Give the latest signed head; acts after it are chained but not yet signed."""
        return self.heads[-1] if self.heads else None


@dataclass(frozen=True)
class Verdict:
    """What was found in the whole trail."""

    counties: tuple[CountyVerdict, ...]

    @property
    def acts(self) -> int:
        """Count the acts that were checked."""
        return sum(county.acts for county in self.counties)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """Give all breaks, the first one first."""
        return tuple(found for county in self.counties for found in county.breaks)

    @property
    def sound(self) -> bool:
        """Tell whether nothing was touched anywhere."""
        return not self.breaks


def verify(county: str | None = None, *, heads_folder: Path | None = None) -> Verdict:
    """Check the trail of a county, or of all; with ``heads_folder`` against a copy of the heads kept elsewhere."""
    keys = public_keys(keys_folder())
    return Verdict(
        tuple(_verify(code, keys, heads_folder) for code in ([county] if county else known_counties(heads_folder)))
    )


def _verify(county: str, keys: dict[str, Ed25519PublicKey], heads_folder: Path | None) -> CountyVerdict:
    breaks: list[Break] = []
    # The file is read first and the acts last: what is written meanwhile can only be in the later ones.
    try:
        exported = export.read(exported_path(county, heads_folder))
    except export.ExportError:
        exported = ()
        breaks.append(Break(county, 0, "unreadable"))
    stored = stored_heads(county)
    for head in dict.fromkeys((*stored, *exported)):
        found = flaw(head, keys)
        if found:
            breaks.append(Break(county, head.sequence, found))
    breaks += _unlike(stored, exported)
    acts, found_in_chain = _walk(county, (*stored, *exported))
    breaks += found_in_chain
    return CountyVerdict(
        county_code=county,
        acts=acts,
        heads=stored,
        breaks=tuple(sorted(dict.fromkeys(breaks), key=lambda found: found.sequence)),
        not_exported=len(set(stored) - set(exported)),
    )


def _unlike(stored: tuple[Head, ...], exported: tuple[Head, ...]) -> Iterator[Break]:
    by_place = {head.sequence: head for head in stored}
    for head in exported:
        here = by_place.get(head.sequence)
        if here is None:
            yield Break(head.county_code, head.sequence, "head_removed")
        elif here != head:
            yield Break(head.county_code, head.sequence, "head_changed")


def _walk(county: str, heads: tuple[Head, ...]) -> tuple[int, list[Break]]:
    """Walk the chain; give the number of acts that fit and, if any, the first break."""
    signed: dict[int, set[str]] = {}
    for head in heads:
        signed.setdefault(head.sequence, set()).add(head.hash)
    acts = 0
    for link in fitting(_links(county)):
        if isinstance(link, Break):
            return acts, [link]
        acts = link.act.sequence
        if signed.pop(acts, {link.hash}) != {link.hash}:
            return acts, [Break(county, acts, "rewritten", link.act.action)]
    beyond = [sequence for sequence in signed if sequence > acts]
    return acts, [Break(county, acts + 1, "cut_off")] if beyond else []


def _links(county: str) -> Iterator[Link]:
    # Page by page along the index: memory stays the same however long the chain is.
    acts = AuditEntry.objects.filter(county_code=county).order_by("sequence")
    rows = acts.annotate(at_utc=_Moment("at"), recorded_at_utc=_Moment("recorded_at"))
    after = 0
    while True:
        page = list(rows.filter(sequence__gt=after).values_list(*_COVERED, "previous_hash", "hash")[:_ACTS_AT_ONCE])
        for row in page:
            yield Link(Act(*row[:-2]), row[-2], row[-1])
        if len(page) < _ACTS_AT_ONCE:
            return
        after = page[-1][1]
