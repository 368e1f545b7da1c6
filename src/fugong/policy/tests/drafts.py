"""A county with a book to work on, and drafts in it, for the tests of drafting."""

from datetime import date, datetime
from typing import Final

from fugong.core.clock import BEIJING
from fugong.people import public as doors
from fugong.people.tests import factories as people
from fugong.policy import public as policy
from fugong.policy.actions import drafting
from fugong.policy.rules.terms import Terms, TierTerms

__all__ = ["COUNTY", "NOTICE", "NOW", "TODAY", "drafted", "low_risk_county", "procedure"]

COUNTY: Final = people.COUNTY
TODAY: Final = date(2020, 3, 10)
NOW: Final = datetime(2020, 3, 10, 9, tzinfo=BEIJING)
NOTICE: Final = policy.BasisCard(
    "notice-1", "关于有序复工的通告", "第1号", "县指挥部", date(2020, 2, 8), synthetic=True
)


def low_risk_county(county: str = COUNTY) -> None:
    """Announce what holds on 10 March: low risk, nothing asked; at medium risk a filing."""
    people.make_organisation(county=county, kind="bureau", name=f"{county}经贸局", series="桐经贸复")
    loader, at = doors.loader_actor(county), datetime(2020, 2, 8, 9, tzinfo=BEIJING)
    policy.announce_basis(county, document=NOTICE, by=loader, at=at)
    low = policy.Period(date(2020, 2, 25))
    policy.assess_risk(county, tier="low", period=low, basis_code="notice-1", by=loader, at=at)
    for tier, mode, papers in (("low", "none", ()), ("medium", "filing", ("application_form",))):
        terms = policy.ProcedureTerms(county, tier, "general", mode, papers, 0)
        policy.set_procedure(
            county, terms=terms, period=policy.Period(date(2020, 3, 3)), basis_code="notice-1", by=loader, at=at
        )


def procedure(
    mode: str = "approval", *, tier: str = "medium", days: int = 2, county: str = COUNTY, **more: str
) -> policy.ProcedureTerms:
    """Make a draft procedure; approval within two days at medium risk breaks nothing."""
    papers = () if mode == "none" else ("application_form", "commitment")
    return policy.ProcedureTerms(county, tier, more.pop("category", "general"), mode, papers, days, **more)


def drafted(
    by: doors.Actor, terms: Terms | None = None, *, since: date = date(2020, 3, 16), basis: str = "notice-1",
    county: str = COUNTY, until: date | None = None,
) -> int:  # fmt: skip
    """Draft a rule: medium risk from Monday 16 March unless another is given."""
    return drafting.draft(
        county, terms=terms or TierTerms("medium"), period=policy.Period(since, until), basis_code=basis, by=by, at=NOW
    )
