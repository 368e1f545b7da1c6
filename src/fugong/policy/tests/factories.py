"""Drafts of rules for tests; any context's tests may use them."""

from datetime import date, datetime, time

from fugong.core.clock import BEIJING
from fugong.people.public import Actor
from fugong.policy.actions import drafting
from fugong.policy.rules.terms import Period, ProcedureTerms
from fugong.policy.rules.words import STANDS


def drafted_procedure(
    by: Actor,
    *,
    mode: str,
    papers: tuple[str, ...],
    since: date,
    basis: str,
    days: int = 0,
    carry_over: str = STANDS,
) -> int:
    """Draft how general enterprises of the drafter's county are handled before any tier is assessed."""
    [county] = by.areas_for("policy.edit")
    terms = ProcedureTerms(county, "unset", "general", mode, papers, days, carry_over=carry_over)
    at = datetime.combine(since, time(9), BEIJING)
    return drafting.draft(county, terms=terms, period=Period(since), basis_code=basis, by=by, at=at)
