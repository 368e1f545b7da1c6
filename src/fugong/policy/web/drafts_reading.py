"""Puts a draft of a rule into the words of the reader."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from fugong.core.clock import words as clock_words
from fugong.people import public as people
from fugong.policy.models import Draft
from fugong.policy.models.dated import DatedRule
from fugong.policy.queries.drafts import bases_of
from fugong.policy.rules.book import BasisCard
from fugong.policy.rules.bounds import SPECIAL_LAW_CLAUSES
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.drafts import KINDS, STATES
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, ProcedureTerms, Terms, TierTerms
from fugong.policy.rules.words import CARRY_OVER, CATEGORIES, DESKS, MODES, TIERS

__all__ = ["Line", "line", "lines", "succession"]


@dataclass(frozen=True, slots=True)
class Line:
    """One draft as pages show it: its heading, its facts in words, its document."""

    row: Draft
    kind: str
    state: str
    title: str
    facts: tuple[tuple[str, str], ...]
    basis: BasisCard | None


@dataclass(frozen=True, slots=True)
class Names:
    """The names that drafts of a county mention by code: read once for a whole list."""

    county_code: str
    organisations: Mapping[str, str]
    places: Mapping[str, str]
    documents: Mapping[str, BasisCard]

    def organisation(self, code: str) -> str:
        """Give an organisation's name."""
        return self.organisations.get(code, code) or "—"

    def place(self, division_code: str) -> str:
        """Give the name of the county or one of its townships."""
        return gettext("全县") if division_code == self.county_code else self.places.get(division_code, division_code)

    def document(self, code: str) -> str:
        """Give a document with its number."""
        card = self.documents.get(code)
        return f"{card.title}{card.document_number}" if card else "—"


def line(row: Draft) -> Line:
    """Give a draft in words."""
    return lines(row.county_code, [row])[0]


def lines(county_code: str, rows: Iterable[Draft]) -> list[Line]:
    """Give drafts of one county in words."""
    bodies = people.organisations(county_code=county_code)
    names = Names(
        county_code,
        {body.code: body.name for body in bodies},
        {body.division_code: body.short_name for body in bodies if body.kind == "township"},
        {card.code: card for card in bases_of(county_code)},
    )
    return [_line(row, names) for row in rows]


def _line(row: Draft, names: Names) -> Line:
    terms = row.read()
    return Line(
        row=row,
        kind=gettext(KINDS[row.kind]),
        state=gettext(STATES[row.state]),
        title=_title(terms, names),
        facts=tuple(_facts(terms, names)),
        basis=names.documents.get(row.basis_code),
    )


def succession(rule: DatedRule, since: date) -> str:
    """Say what becomes of a rule about the same matter when the draft takes effect."""
    began = clock_words.day(rule.effective_from)
    if rule.effective_to is None and rule.effective_from < since:
        return gettext("自 %(began)s 起执行的规定，执行到 %(until)s 为止。") % {
            "began": began, "until": clock_words.day(since - timedelta(days=1)),
        }  # fmt: skip
    return gettext("自 %(began)s 起执行的规定与本条期间重叠，本条不能签发。") % {"began": began}


def _title(terms: Terms, names: Names) -> str:
    match terms:
        case TierTerms():
            return gettext("全县划为%(tier)s地区") % {"tier": gettext(TIERS[terms.tier])}
        case CategoryTerms():
            return gettext("行业 %(prefix)s 列为“%(category)s”") % {
                "prefix": terms.industry_prefix or gettext("（所有行业）"),
                "category": gettext(CATEGORIES[terms.category]),
            }
        case ProcedureTerms():
            return gettext("%(category)s（%(tier)s）：%(mode)s") % {
                "category": gettext(CATEGORIES[terms.category]),
                "tier": gettext(TIERS[terms.tier]),
                "mode": gettext(MODES[terms.mode]),
            }
        case DeskTerms():
            return gettext("%(desk)s由%(organisation)s会审") % {
                "desk": gettext(DESKS[terms.desk]),
                "organisation": names.organisation(terms.organisation_code)
                if terms.organisation_code
                else gettext("企业所在地单位"),
            }
        case ExemptionTerms():
            return gettext("“%(category)s”另按专项规定执行") % {"category": gettext(CATEGORIES[terms.category])}


def _facts(terms: Terms, names: Names) -> Iterator[tuple[str, str]]:
    division = getattr(terms, "division_code", "")
    if division:
        yield gettext("适用地区"), names.place(division)
    if isinstance(terms, CategoryTerms | DeskTerms):
        yield gettext("行业代码"), terms.industry_prefix or gettext("（所有行业）")
    if isinstance(terms, ExemptionTerms):
        yield gettext("不适用的上级要求"), gettext(SPECIAL_LAW_CLAUSES[terms.clause])
    if isinstance(terms, ProcedureTerms):
        yield from _facts_of_procedure(terms, names)


def _facts_of_procedure(terms: ProcedureTerms, names: Names) -> Iterator[tuple[str, str]]:
    yield gettext("所需材料"), "、".join(gettext(ITEMS[item]) for item in terms.checklist) or "—"
    if terms.mode == "approval":
        days = terms.reply_working_days
        yield gettext("答复期限"), gettext("%(days)s 个工作日") % {"days": days} if days else gettext("当个工作日")
        yield gettext("逾期视为同意的依据"), names.document(terms.deemed_basis)
    if terms.mode != "none":
        yield gettext("牵头部门"), names.organisation(terms.lead)
        yield gettext("此前的许可"), gettext(CARRY_OVER[terms.carry_over])
