"""The page of a county's book of rules that is open on one day: plain rows, each with its basis."""

from dataclasses import dataclass
from datetime import date

from fugong.policy.rules.words import STANDS

__all__ = [
    "Assessment",
    "BasisCard",
    "Categorisation",
    "DeskRule",
    "Exemption",
    "OpenPage",
    "ProcedureRule",
]


@dataclass(frozen=True, slots=True)
class BasisCard:
    """The document a rule rests on; synthetic ones were invented for a scenario and say so."""

    code: str
    title: str
    document_number: str
    organ: str
    issued_on: date
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """The county's tier of risk since a day."""

    tier: str
    effective_from: date
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class Categorisation:
    """Which category an industry belongs to in a place; an empty prefix means every industry."""

    division_code: str
    industry_prefix: str
    category: str
    effective_from: date
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class ProcedureRule:
    """How a category of enterprises is handled at a tier of risk in a place.

    ``lead`` is the organisation that receives and answers; with ``deemed_basis`` silence until the limit is consent;
    ``carry_over`` says whether permissions given before this rule stand.
    """

    division_code: str
    tier: str
    category: str
    mode: str
    checklist: tuple[str, ...]
    reply_working_days: int
    effective_from: date
    basis: BasisCard
    lead: str = ""
    deemed_basis: BasisCard | None = None
    carry_over: str = STANDS


@dataclass(frozen=True, slots=True)
class Exemption:
    """For this category special law stands in the place of one clause of a higher order."""

    category: str
    clause: str
    effective_from: date
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class DeskRule:
    """Which organisation answers at a desk; a township desk without one is found by the enterprise's place."""

    desk: str
    industry_prefix: str
    organisation_code: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """All rules of one county that hold on one day."""

    on: date
    assessment: Assessment | None
    categorisations: tuple[Categorisation, ...]
    procedures: tuple[ProcedureRule, ...]
    exemptions: tuple[Exemption, ...] = ()
