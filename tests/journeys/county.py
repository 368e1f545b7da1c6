"""A small county for journeys, set up through the product's own doors: offices, people, policy, enterprises.

Its clock stands at half past nine on Friday, 14 February 2020, an office day of a county under approval.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from fugong.core.clock import BEIJING
from fugong.people import public as people
from fugong.policy import public as policy
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_industries, valid_uscc

CODE: Final = "520322"
TOWNSHIP: Final = "520322101"
MORNING: Final = datetime(2020, 2, 14, 9, 30, tzinfo=BEIJING)
SINCE: Final = date(2020, 1, 1)
PAPERS: Final = (
    "application_form", "commitment", "prevention_plan", "emergency_plan", "supplies_list", "isolation_place",
    "safety_check",
)  # fmt: skip
CEMENT: Final = "3011"

OFFICES: Final = (
    # code, name, kind, division, series of its documents
    ("example-government", "示例县人民政府", "county", CODE, ""),
    ("example-bureau", "示例县经贸局", "bureau", CODE, "示经贸复"),
    ("example-health", "示例县卫健局", "department", CODE, ""),
    ("example-energy", "示例县能源局", "department", CODE, ""),
    ("example-township", "示例镇人民政府", "township", TOWNSHIP, ""),
)
POSTS: Final = (
    # login, office, role, area, title
    ("officer", "example-bureau", "officer", CODE, "经贸局经办"),
    ("second.officer", "example-bureau", "officer", CODE, "经贸局副经办"),
    ("township", "example-township", "reviewer", TOWNSHIP, "示例镇会审"),
    ("health", "example-health", "reviewer", CODE, "卫健局会审"),
    ("industry", "example-energy", "reviewer", CODE, "能源局会审"),
    ("operator", "example-government", "operator", "", "示例水泥厂经办"),
    ("other.operator", "example-government", "operator", "", "示例机械厂经办"),
    ("leader", "example-government", "county_leader", CODE, "县领导"),
    ("supervisor", "example-government", "supervisor", CODE, "督查专员"),
    ("responsible.leader", "example-government", "leader", CODE, "包保领导"),
    ("liaison", "example-bureau", "liaison", CODE, "企业联络员"),
    ("system", "example-government", "system_admin", CODE, "系统管理员"),
    ("security", "example-government", "security_admin", CODE, "安全管理员"),
    ("audit", "example-government", "audit_admin", CODE, "审计管理员"),
)


@dataclass(frozen=True)
class Firm:
    """An enterprise of the county."""

    id: int
    uscc: str
    name: str


@dataclass(frozen=True)
class County:
    """What a journey needs to know of the county."""

    accounts: dict[str, int]
    cement: Firm
    machines: Firm
    password: str = people.DEMO_PASSWORD


def set_up() -> County:
    """Build the county: everything a first day in office needs, and two enterprises that wait to restart."""
    loader = people.loader_actor(CODE)
    registry.load_regions(registry.shipped_divisions(), by=people.loader_actor(""), at=MORNING)
    make_industries(CEMENT)
    accounts = _offices_and_people(loader)
    _policy(loader)
    cement = add_firm("示例水泥厂01", holder="state", account_id=accounts["operator"])
    machines = add_firm("示例机械厂07", holder="private", account_id=accounts["other.operator"])
    return County(accounts=accounts, cement=cement, machines=machines)


def _offices_and_people(loader: people.Actor) -> dict[str, int]:
    for code, name, kind, division, series in OFFICES:
        people.create_organisation(
            code, name=name, short_name=name, kind=kind, county_code=CODE, division_code=division, series=series,
            by=loader, at=MORNING,
        )  # fmt: skip
    accounts = {}
    for login, office, role, area, title in POSTS:
        post = f"post-{login.replace('.', '-')}"
        people.create_post(
            post, organisation_code=office, title=title, role=role, area=area, by=loader, at=MORNING
        )  # fmt: skip
        card = people.open_account(login, display_title=title, county_code=CODE, demo=True, by=loader, at=MORNING)
        people.appoint(card.id, post_code=post, since_on=SINCE, by=loader, at=MORNING)
        accounts[login] = card.id
    return accounts


def _policy(loader: people.Actor) -> None:
    paper = policy.BasisCard(
        "example-notice", "关于分类有序组织企业复工的通告", "示例〔2020〕1号", "示例县指挥部", SINCE, synthetic=True
    )
    policy.announce_basis(CODE, document=paper, by=loader, at=MORNING)
    always = policy.Period(SINCE)
    policy.assess_risk(CODE, tier="medium", period=always, basis_code=paper.code, by=loader, at=MORNING)
    approval = policy.ProcedureTerms(CODE, "medium", "general", "approval", PAPERS, 0)
    policy.set_procedure(CODE, terms=approval, period=always, basis_code=paper.code, by=loader, at=MORNING)
    for desk, office in (("township", ""), ("health", "example-health"), ("industry", "example-energy")):
        terms = policy.DeskTerms(desk, "", office)
        policy.assign_desk(CODE, terms=terms, period=always, by=loader, at=MORNING)


def add_firm(name: str, *, holder: str, account_id: int) -> Firm:
    """Register one more enterprise and let the account speak for it."""
    loader = people.loader_actor(CODE)
    code = valid_uscc(county_code=CODE)
    facts = registry.EnterpriseFacts(
        name=name,
        division_code=TOWNSHIP,
        industry_code=CEMENT,
        registration_type="173",
        short_name=name,
        address="示例路1号",
        contact_phone="0851-26620000",
    )
    number = registry.register_enterprise(code, facts=facts, synthetic=True, by=loader, at=MORNING)
    registry.set_holder(number, holder=holder, since_on=SINCE, by=loader, at=MORNING)
    registry.appoint_representative(number, account_id=account_id, since_on=SINCE, by=loader, at=MORNING)
    return Firm(number, code, name)
