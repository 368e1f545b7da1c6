"""A county's offices and rules as the tests of approvals need them: a bureau, three desks, one procedure.

Monday 2020-02-17 is the day of the tests; by the State's calendar the offices are open from 9:00 to 17:00.
"""

from datetime import date, datetime
from typing import Final

from fugong.core.calendar import BEIJING
from fugong.people import public as people
from fugong.people.tests import factories as people_factories
from fugong.policy import public as policy
from fugong.registry.tests import factories as registry_factories

COUNTY: Final = registry_factories.COUNTY
TOWNSHIP: Final = registry_factories.TOWNSHIP
OTHER_TOWNSHIP: Final = registry_factories.OTHER_TOWNSHIP
OTHER_COUNTY: Final = registry_factories.OTHER_COUNTY
TOWNSHIP_ELSEWHERE: Final = registry_factories.TOWNSHIP_ELSEWHERE
MONDAY: Final = date(2020, 2, 17)
MORNING: Final = datetime(2020, 2, 17, 9, 30, tzinfo=BEIJING)
RULED_SINCE: Final = date(2020, 1, 2)
# The roster is asked where a test says so: every application would need one.
ALL_PAPERS: Final = tuple(paper for paper in policy.ITEMS if paper != "roster")
FEW_PAPERS: Final = ("application_form", "commitment")
INDUSTRY: Final = "3011"
DESKS: Final = ("township", "health", "industry")
SERIES: Final = {COUNTY: "桐经贸复", OTHER_COUNTY: "习经贸复"}


def officer(county: str = COUNTY) -> people.Actor:
    """Make an officer of the county's bureau, who decides."""
    return people_factories.in_office("officer", organisation=people_factories.make_organisation(**_bureau(county)))


def reviewer(desk: str, division: str = TOWNSHIP) -> people.Actor:
    """Make a reviewer at a desk; the township's sees the township, the departments' see the county."""
    area = division if desk == "township" else division[:6]
    organisation = people_factories.make_organisation(**_desk(desk, division))
    return people_factories.in_office("reviewer", organisation=organisation, area=area)


def desk_code(desk: str, division: str = TOWNSHIP) -> str:
    """Make the organisation that sits at a desk for an enterprise of this township; give its code."""
    return people_factories.make_organisation(**_desk(desk, division)).code


def approval_policy(county: str = COUNTY, *, reply_working_days: int = 0, since: date = RULED_SINCE) -> None:
    """Rule that enterprises need a permission, on all papers, after three opinions."""
    ruled("approval", county=county, papers=ALL_PAPERS, reply_working_days=reply_working_days, since=since)


def commitment_policy(county: str = COUNTY, *, since: date = RULED_SINCE) -> None:
    """Rule that a commitment is enough."""
    ruled("commitment", county=county, papers=FEW_PAPERS, since=since)


def filing_policy(county: str = COUNTY, *, since: date = RULED_SINCE) -> None:
    """Rule that filing is enough."""
    ruled("filing", county=county, papers=FEW_PAPERS, since=since)


def no_application_policy(county: str = COUNTY, *, since: date = RULED_SINCE) -> None:
    """Rule that no application is needed."""
    ruled("none", county=county, papers=(), since=since)


def deeming_policy(county: str = COUNTY, *, reply_working_days: int = 0, since: date = RULED_SINCE) -> None:
    """Rule that enterprises need a permission, and that silence until the limit is consent."""
    ruled(
        "approval", county=county, papers=ALL_PAPERS, reply_working_days=reply_working_days, since=since, is_deemed=True
    )


def ruled(
    mode: str,
    *,
    county: str = COUNTY,
    papers: tuple[str, ...],
    reply_working_days: int = 0,
    since: date = RULED_SINCE,
    is_deemed: bool = False,
    carry_over: str = "stands",
) -> None:
    """Announce how general enterprises of a county are handled from a day on; the rule before it ends."""
    by, at = people.loader_actor(county), datetime.combine(since, MORNING.timetz())
    if not _has_desks(county):
        notice = policy.BasisCard("notice", "关于有序复工的通告（示例）", "第1号", "县指挥部", since, synthetic=True)
        policy.announce_basis(county, document=notice, by=by, at=at)
        _seat_desks(county, since, by=by, at=at)
    terms = policy.ProcedureTerms(
        county, "unset", "general", mode, papers, reply_working_days,
        deemed_basis="notice" if is_deemed else "", carry_over=carry_over,
    )  # fmt: skip
    policy.set_procedure(county, terms=terms, period=policy.Period(since), basis_code="notice", by=by, at=at)


def is_ruled(county: str, *, on: date) -> bool:
    """Tell whether a general enterprise of the county could apply on the day, or would need not to."""
    try:
        policy.triage(county_code=county, division_code=f"{county}101", industry_code=INDUSTRY, on=on)
    except policy.NoPolicyInForce:
        return False
    return True


def _has_desks(county: str) -> bool:
    for_ever = date(2100, 1, 1)
    return bool(policy.desks_for(county_code=county, division_code=f"{county}101", industry_code=INDUSTRY, on=for_ever))


def _seat_desks(county: str, since: date, *, by: people.Actor, at: datetime) -> None:
    people_factories.make_organisation(**_bureau(county))
    for township in (TOWNSHIP, OTHER_TOWNSHIP, TOWNSHIP_ELSEWHERE):
        if township.startswith(county):
            desk_code("township", township)
    for desk in DESKS:
        code = "" if desk == "township" else desk_code(desk, f"{county}101")
        policy.assign_desk(county, terms=policy.DeskTerms(desk, "", code), period=policy.Period(since), by=by, at=at)


def _bureau(county: str) -> dict[str, str]:
    return {"county": county, "kind": "bureau", "name": "经贸局", "series": SERIES[county]}


def _desk(desk: str, division: str) -> dict[str, str]:
    county = division[:6]
    if desk == "township":
        return {"county": county, "kind": "township", "division": division}
    name = {"health": "卫生健康局", "industry": "行业主管局"}[desk]
    return {"code": f"{desk}-{county}", "county": county, "kind": "department", "name": name}
