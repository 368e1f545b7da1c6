"""Sets the scene: offices, posts, accounts, the book of rules, the calendar and the enterprises."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fugong.core.calendar import Override
from fugong.core.calendar.overrides import order_office_days
from fugong.people import public as people
from fugong.policy import public as policy
from fugong.registry import public as registry
from fugong.replay.actions.world import World
from fugong.replay.rules import rows

__all__ = ["MAKERS", "load_reference"]

Made = dict[str, object]


def load_reference(world: World, at: datetime) -> None:
    """Load divisions and industries that the registry ships; again changes nothing."""
    nation = people.loader_actor(world.scenario.county_code[:2])
    registry.load_regions(registry.shipped_divisions(), by=nation, at=at)
    registry.load_industries(registry.shipped_industries(), by=nation, at=at)


def division(row: rows.RegionRow, world: World, at: datetime) -> Made:
    """Add a division to the registry's tree."""
    registry.load_regions([registry.DivisionRow(row.code, row.name)], by=world.loader, at=at)
    return {}


def organisation(row: rows.OrganisationRow, world: World, at: datetime) -> Made:
    """Set up a body of the county."""
    people.create_organisation(
        row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        county_code=world.scenario.county_code,
        division_code=row.division_code,
        series=row.series,
        by=world.loader,
        at=at,
    )
    return {}


def post(row: rows.PostRow, world: World, at: datetime) -> Made:
    """Set up a post."""
    people.create_post(
        row.code,
        organisation_code=row.organisation,
        title=row.title,
        role=row.role,
        area=row.area,
        by=world.loader,
        at=at,
    )
    return {}


def account(row: rows.AccountRow, world: World, at: datetime) -> Made:
    """Open a demo account, which works only where the demo runs, and appoint it."""
    county = world.scenario.county_code
    card = people.open_account(
        row.login, display_title=row.display_title, county_code=county, demo=True, by=world.loader, at=at
    )
    people.appoint(card.id, post_code=row.post, since_on=row.since_on, by=world.loader, at=at)
    return {"login": row.login, "account_id": card.id}


def basis(row: rows.BasisRow, world: World, at: datetime) -> Made:
    """Enter a document in the book of rules."""
    document = policy.BasisCard(
        code=row.code,
        title=row.title,
        document_number=row.document_number,
        organ=row.organ,
        issued_on=row.issued_on,
        synthetic=row.synthetic == "yes",
    )
    policy.announce_basis(world.scenario.county_code, document=document, by=world.loader, at=at)
    return {}


def risk(row: rows.RiskRow, world: World, at: datetime) -> Made:
    """Put the county in a tier of risk."""
    county = world.scenario.county_code
    policy.assess_risk(county, tier=row.tier, period=_period(row), basis_code=row.basis, by=world.loader, at=at)
    return {}


def category(row: rows.CategoryRow, world: World, at: datetime) -> Made:
    """Put an industry in a category."""
    terms = policy.CategoryTerms(row.division_code, row.industry_prefix, row.category)
    county = world.scenario.county_code
    policy.categorise(county, terms=terms, period=_period(row), basis_code=row.basis, by=world.loader, at=at)
    return {}


def procedure(row: rows.ProcedureRow, world: World, at: datetime) -> Made:
    """Rule how a category is handled at a tier."""
    terms = policy.ProcedureTerms(
        row.division_code,
        row.tier,
        row.category,
        row.mode,
        tuple(row.checklist),
        row.reply_working_days,
        lead=row.lead,
        deemed_basis=row.deemed_basis,
        carry_over=row.carry_over,
    )
    county = world.scenario.county_code
    policy.set_procedure(county, terms=terms, period=_period(row), basis_code=row.basis, by=world.loader, at=at)
    return {}


def exemption(row: rows.ExemptionRow, world: World, at: datetime) -> Made:
    """Let special law stand in the place of a clause."""
    terms = policy.ExemptionTerms(row.category, row.clause)
    county = world.scenario.county_code
    policy.exempt(county, terms=terms, period=_period(row), basis_code=row.basis, by=world.loader, at=at)
    return {}


def desk(row: rows.DeskRow, world: World, at: datetime) -> Made:
    """Let an organisation answer at a desk."""
    terms = policy.DeskTerms(row.desk, row.industry_prefix, row.organisation)
    policy.assign_desk(world.scenario.county_code, terms=terms, period=_period(row), by=world.loader, at=at)
    return {}


def office_days(row: rows.OfficeDaysRow, world: World, at: datetime) -> Made:
    """Enter the county's order on office days."""
    override = Override(row.from_on, row.until_on, row.working == "yes", row.opens, row.closes, row.basis)
    order_office_days(world.scenario.county_code, override=override, by=world.loader, at=at)
    return {}


def enterprise(row: rows.EnterpriseRow, world: World, at: datetime) -> Made:
    """Register an enterprise with all that is known of it."""
    facts = registry.EnterpriseFacts(
        name=row.name,
        short_name=row.short_name,
        division_code=row.division_code,
        industry_code=row.industry_code,
        registration_type=row.registration_type,
        address=row.address,
        contact_phone=row.contact_phone,
    )
    by = world.loader
    number = registry.register_enterprise(row.uscc, facts=facts, synthetic=True, by=by, at=at)
    registry.set_holder(number, holder=row.holder, since_on=row.since_on, by=by, at=at)
    figures = registry.Figures(staff=row.staff, revenue_wan=row.revenue_wan, assets_wan=row.assets_wan)
    source = world.scenario.name
    registry.record_figures(number, year=row.figures_year, figures=figures, source=source, by=by, at=at)
    registry.classify_by_figures(number, year=row.figures_year, by=by, at=at)
    for kind in row.memberships:
        registry.admit(number, kind=kind, since_on=row.since_on, basis=source, by=by, at=at)
    if row.operator:
        account_id = world.account_of(row.operator)
        registry.appoint_representative(number, account_id=account_id, since_on=row.since_on, by=by, at=at)
    return {"uscc": row.uscc, "enterprise_id": number}


def _period(row: rows.Dated) -> policy.Period:
    return policy.Period(row.effective_from, row.effective_to)


Maker = Callable[[Any, World, datetime], Made]
MAKERS: dict[type[rows.Row], Maker] = {
    rows.RegionRow: division,
    rows.OrganisationRow: organisation,
    rows.PostRow: post,
    rows.AccountRow: account,
    rows.BasisRow: basis,
    rows.RiskRow: risk,
    rows.CategoryRow: category,
    rows.ExemptionRow: exemption,
    rows.ProcedureRow: procedure,
    rows.DeskRow: desk,
    rows.OfficeDaysRow: office_days,
    rows.EnterpriseRow: enterprise,
}
