"""The door of the registry: cards and populations, who may act for whom, and the verbs that keep the register."""

from fugong.registry.actions.membership import admit, strike_off
from fugong.registry.actions.ownership import set_holder
from fugong.registry.actions.reference import load_industries, load_regions
from fugong.registry.actions.registration import close_enterprise, correct_enterprise, register_enterprise
from fugong.registry.actions.representation import appoint_representative, end_representation
from fugong.registry.actions.sizing import classify_by_figures, record_figures, set_size_class, settle_year
from fugong.registry.queries.cards import (
    EnterpriseCard,
    authority_ends,
    enterprise_card,
    enterprise_cards,
    enterprises_of,
    may_act_for,
    representatives_of,
    represented_enterprises,
    township_names,
)
from fugong.registry.queries.places import RegionCard, region, townships
from fugong.registry.queries.search import find_enterprises
from fugong.registry.queries.shipped import shipped_divisions, shipped_industries
from fugong.registry.queries.standing import Population, Standing, members, population, standings
from fugong.registry.rules import uscc
from fugong.registry.rules.kinds import HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES, SIZES
from fugong.registry.rules.reference_rows import DivisionRow, IndustryRow
from fugong.registry.rules.registration import EnterpriseFacts
from fugong.registry.rules.size import Figures

__all__ = [
    "HOLDERS",
    "MEMBERSHIPS",
    "REGISTRATION_TYPES",
    "SIZES",
    "DivisionRow",
    "EnterpriseCard",
    "EnterpriseFacts",
    "Figures",
    "IndustryRow",
    "Population",
    "RegionCard",
    "Standing",
    "admit",
    "appoint_representative",
    "authority_ends",
    "classify_by_figures",
    "close_enterprise",
    "correct_enterprise",
    "end_representation",
    "enterprise_card",
    "enterprise_cards",
    "enterprises_of",
    "find_enterprises",
    "load_industries",
    "load_regions",
    "may_act_for",
    "members",
    "population",
    "record_figures",
    "region",
    "register_enterprise",
    "representatives_of",
    "represented_enterprises",
    "set_holder",
    "set_size_class",
    "settle_year",
    "shipped_divisions",
    "shipped_industries",
    "standings",
    "strike_off",
    "township_names",
    "townships",
    "uscc",
]
