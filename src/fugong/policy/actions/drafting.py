"""Preparing a rule: one person drafts it, another puts it in force or throws it away; four eyes see every rule."""

from datetime import datetime

from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Stale
from fugong.policy.actions import announcement
from fugong.policy.models import Draft
from fugong.policy.queries.drafts import faults_of
from fugong.policy.rules.drafts import (
    STATES,
    DraftIsSettled,
    guard_four_eyes,
    kind_of,
    plain_terms,
)
from fugong.policy.rules.terms import (
    CategoryTerms,
    DeskTerms,
    ExemptionTerms,
    Period,
    ProcedureTerms,
    Terms,
    TierTerms,
)

__all__ = ["discard", "draft", "put_in_force"]


@idempotency.once
def draft(county_code: str, *, terms: Terms, period: Period, basis_code: str, by: Actor, at: datetime) -> int:
    """Draft a rule; nothing holds yet. Raises Invalid naming everything that is wrong with it."""
    require(by, "policy.edit", division_code=county_code)
    if isinstance(terms, ProcedureTerms):
        terms = announcement.led(county_code, terms)
    _guard(county_code, terms=terms, period=period, basis_code=basis_code, at=at)
    row = Draft.objects.create(
        county_code=county_code,
        kind=kind_of(terms),
        terms=plain_terms(terms),
        effective_from=period.effective_from,
        effective_to=period.effective_to,
        basis_code=basis_code,
        drafted_at=at,
        drafted_by=by.title,
        drafter_id=by.account_id,
    )
    audit.record(
        county=county_code, action="policy.draft.drafted", subject=row, by=by, at=at,
        changes={
            "kind": (None, row.kind), **{name: (None, value) for name, value in row.terms.items()},
            "effective_from": (None, row.effective_from), "effective_to": (None, row.effective_to),
            "basis_code": (None, basis_code),
        },
    )  # fmt: skip
    return row.pk


@idempotency.once
def put_in_force(draft_id: int, version: int, *, by: Actor, at: datetime) -> int:
    """Put a drafted rule in force from its first day; give the rule's number.

    All is judged again, for other rules may have come since. Raises OwnDraft for the person who drafted it, Invalid,
    PeriodIsTaken, DraftIsSettled, Stale, NotPermitted, NotThere.
    """
    row = _locked(draft_id, version, by=by)
    require(by, "policy.enact", division_code=row.county_code)
    guard_four_eyes(drafter_id=row.drafter_id, account_id=by.account_id)
    terms = row.read()
    _guard(row.county_code, terms=terms, period=row.period, basis_code=row.basis_code, at=at)
    _settle(row, "in_force", by=by, at=at)
    rule = _announce(row, terms, by=by, at=at)
    audit.record(
        county=row.county_code, action="policy.draft.put_in_force", subject=row, by=by, at=at,
        changes={"state": ("open", "in_force"), "rule": (None, rule)},
    )  # fmt: skip
    return rule


@idempotency.once
def discard(draft_id: int, version: int, *, by: Actor, at: datetime) -> None:
    """Throw a draft away; its trace stays. Raises DraftIsSettled, Stale, NotThere."""
    row = _locked(draft_id, version, by=by)
    _settle(row, "discarded", by=by, at=at)
    audit.record(
        county=row.county_code, action="policy.draft.discarded", subject=row, by=by, at=at,
        changes={"state": ("open", "discarded")},
    )  # fmt: skip


def _locked(draft_id: int, version: int, *, by: Actor) -> Draft:
    row = Draft.objects.select_for_update().visible_to(by).filter(pk=draft_id).first()
    if row is None:
        raise NotThere
    if row.state != "open":
        raise DraftIsSettled(state=STATES[row.state])
    if row.version != version:
        raise Stale(version=row.version)
    return row


def _settle(row: Draft, state: str, *, by: Actor, at: datetime) -> None:
    row.state, row.settled_at, row.settled_by = state, at, by.title
    row.version += 1
    row.save(update_fields=["state", "settled_at", "settled_by", "version"])


def _guard(county_code: str, *, terms: Terms, period: Period, basis_code: str, at: datetime) -> None:
    faults = faults_of(county_code, terms=terms, period=period, basis_code=basis_code, today=day_of(at))
    if faults:
        raise Invalid(faults)


def _announce(row: Draft, terms: Terms, *, by: Actor, at: datetime) -> int:
    county, period, basis = row.county_code, row.period, row.basis_code
    match terms:
        case TierTerms():
            return announcement.assess_risk(county, tier=terms.tier, period=period, basis_code=basis, by=by, at=at)
        case CategoryTerms():
            return announcement.categorise(county, terms=terms, period=period, basis_code=basis, by=by, at=at)
        case ProcedureTerms():
            return announcement.set_procedure(county, terms=terms, period=period, basis_code=basis, by=by, at=at)
        case ExemptionTerms():
            return announcement.exempt(county, terms=terms, period=period, basis_code=basis, by=by, at=at)
        case DeskTerms():
            return announcement.assign_desk(county, terms=terms, period=period, by=by, at=at)
