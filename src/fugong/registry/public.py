"""The door of the registry: cards and populations, who may act for whom, what was said before, and its verbs."""

from fugong.registry.actions.answering import enter_burden
from fugong.registry.actions.answering import remember as remember_answers
from fugong.registry.actions.bulk import change_memberships
from fugong.registry.actions.closing import close_enterprise, reopen_enterprise
from fugong.registry.actions.membership import admit, strike_off
from fugong.registry.actions.merging import merge, undo_merge
from fugong.registry.actions.ownership import set_holder
from fugong.registry.actions.reference import load_industries, load_regions
from fugong.registry.actions.registration import correct_enterprise, register_enterprise
from fugong.registry.actions.representation import appoint_representative, end_representation, hand_over
from fugong.registry.actions.sizing import classify_by_figures, record_figures, set_size_class, settle_year
from fugong.registry.queries.absorbed import with_absorbed
from fugong.registry.queries.answers import KnownAnswer, known_answers
from fugong.registry.queries.cards import (
    EnterpriseCard,
    authority_ends,
    enterprise_card,
    enterprise_cards,
    enterprises_of,
    industry_names_in_use,
    may_act_for,
    representatives_of,
    represented_enterprises,
    township_names,
)
from fugong.registry.queries.places import RegionCard, counties, region, townships, townships_inside
from fugong.registry.queries.search import find_enterprises
from fugong.registry.queries.shipped import shipped_divisions, shipped_industries
from fugong.registry.queries.standing import (
    Population,
    Standing,
    members,
    membership_days,
    numbers_of,
    population,
    population_of,
    standings,
)
from fugong.registry.rules import uscc
from fugong.registry.rules.burden import Effort, effort, working_seconds
from fugong.registry.rules.house_forms import Asked, HouseForm, form_title
from fugong.registry.rules.house_forms import declare as declare_form
from fugong.registry.rules.kinds import HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES, SIZES
from fugong.registry.rules.obstacles import register_obstacle
from fugong.registry.rules.reference_rows import DivisionRow, IndustryRow
from fugong.registry.rules.registration import EnterpriseFacts
from fugong.registry.rules.size import Figures

__all__ = [
    "HOLDERS",
    "MEMBERSHIPS",
    "REGISTRATION_TYPES",
    "SIZES",
    "Asked",
    "DivisionRow",
    "Effort",
    "EnterpriseCard",
    "EnterpriseFacts",
    "Figures",
    "HouseForm",
    "IndustryRow",
    "KnownAnswer",
    "Population",
    "RegionCard",
    "Standing",
    "admit",
    "appoint_representative",
    "authority_ends",
    "change_memberships",
    "classify_by_figures",
    "close_enterprise",
    "correct_enterprise",
    "counties",
    "declare_form",
    "effort",
    "end_representation",
    "enter_burden",
    "enterprise_card",
    "enterprise_cards",
    "enterprises_of",
    "find_enterprises",
    "form_title",
    "hand_over",
    "industry_names_in_use",
    "known_answers",
    "load_industries",
    "load_regions",
    "may_act_for",
    "members",
    "membership_days",
    "merge",
    "numbers_of",
    "population",
    "population_of",
    "record_figures",
    "region",
    "register_enterprise",
    "register_obstacle",
    "remember_answers",
    "reopen_enterprise",
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
    "townships_inside",
    "undo_merge",
    "uscc",
    "with_absorbed",
    "working_seconds",
]
