"""Enterprises as other contexts may know them: frozen cards, by number, by code, by who speaks for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.registry.models import Enterprise, Industry, Merge, Region, Representative

from .standing import standings

__all__ = [
    "EnterpriseCard",
    "enterprise_card",
    "enterprise_cards",
    "enterprises_of",
    "may_act_for",
    "representatives_of",
    "represented_enterprises",
]


@dataclass(frozen=True)
class EnterpriseCard:
    """An enterprise with its names in words and its dated facts as they were on one day."""

    id: int
    uscc: str
    name: str
    short_name: str
    county_code: str
    division_code: str
    township_name: str
    industry_code: str
    industry_name: str
    registration_type: str
    holder: str
    size: str
    memberships: tuple[str, ...]
    address: str
    contact_phone: str
    staff: int | None
    synthetic: bool
    closed_on: date | None
    version: int


def enterprise_card(enterprise: int | str, *, on: date) -> EnterpriseCard:
    """Give the card of an enterprise by its number or its code. Raises NotThere."""
    rows = Enterprise.objects.all()
    row = (rows.filter(pk=enterprise) if isinstance(enterprise, int) else rows.filter(uscc=enterprise)).first()
    if row is None:
        raise NotThere
    return cards_of([row], on=on)[0]


def enterprise_cards(enterprise_ids: Iterable[int], *, on: date) -> dict[int, EnterpriseCard]:
    """Give the cards of these enterprises by number; unknown numbers are left out. Six queries for any number."""
    rows = Enterprise.objects.filter(pk__in=list(enterprise_ids)).by_name()
    return {card.id: card for card in cards_of(rows, on=on)}


def enterprises_of(actor: Actor, *, on: date) -> tuple[EnterpriseCard, ...]:
    """Give the enterprises for which the actor speaks on the day, in pinyin order."""
    if actor.account_id is None:
        return ()
    spoken_for = Representative.objects.in_force(on).filter(account_id=actor.account_id).values("enterprise_id")
    return tuple(cards_of(Enterprise.objects.filter(pk__in=spoken_for).existing(on).by_name(), on=on))


def may_act_for(actor: Actor, enterprise_id: int, *, on: date) -> bool:
    """Tell whether the actor speaks for the enterprise on the day."""
    if actor.account_id is None:
        return False
    rows = Representative.objects.in_force(on)
    return rows.filter(account_id=actor.account_id, enterprise_id=enterprise_id).exists()


def represented_enterprises(actor: Actor, *, on: date) -> tuple[int, ...]:
    """Give the numbers of the enterprises for which the actor speaks on the day; one query.

    Registrations merged into them are among these: what was handed in there stays readable. ``may_act_for`` tells for
    which of them the actor may act.
    """
    if actor.account_id is None:
        return ()
    own = Representative.objects.in_force(on).filter(account_id=actor.account_id).values("enterprise_id")
    absorbed = Merge.objects.in_effect().filter(survivor_id__in=own).values("merged_id")
    rows = Enterprise.objects.filter(Q(pk__in=own) | Q(pk__in=absorbed)).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def representatives_of(enterprise_id: int, *, on: date) -> tuple[int, ...]:
    """Give the accounts that speak for the enterprise on the day."""
    rows = Representative.objects.in_force(on).filter(enterprise_id=enterprise_id)
    return tuple(rows.order_by("account_id").values_list("account_id", flat=True))


def authority_ends(account_ids: Iterable[int]) -> dict[tuple[int, int], tuple[date | None, ...]]:
    """Give, by account and enterprise, when each authority to speak for it ended; none while it lasts. One query."""
    ids = list(account_ids)
    ends: dict[tuple[int, int], tuple[date | None, ...]] = {}
    if ids:
        rows = Representative.objects.filter(account_id__in=ids).order_by("pk")
        for account_id, enterprise_id, until_on in rows.values_list("account_id", "enterprise_id", "until_on"):
            key = (account_id, enterprise_id)
            ends[key] = (*ends.get(key, ()), until_on)
    return ends


def cards_of(rows: Iterable[Enterprise], *, on: date) -> list[EnterpriseCard]:
    """Make the cards of rows that are already chosen, in their order."""
    enterprises = list(rows)
    stood = standings((row.pk for row in enterprises), on=on)
    townships = township_names({row.division_code for row in enterprises})
    industries = industry_names({(row.industry_edition, row.industry_code) for row in enterprises})
    return [
        EnterpriseCard(
            id=row.pk,
            uscc=row.uscc,
            name=row.name,
            short_name=row.short_name,
            county_code=row.county_code,
            division_code=row.division_code,
            township_name=townships.get(row.division_code, row.division_code),
            industry_code=row.industry_code,
            industry_name=industries.get((row.industry_edition, row.industry_code), row.industry_code),
            registration_type=row.registration_type,
            holder=stood[row.pk].holder,
            size=stood[row.pk].size,
            memberships=stood[row.pk].memberships,
            address=row.address,
            contact_phone=row.contact_phone,
            staff=stood[row.pk].staff,
            synthetic=row.synthetic,
            closed_on=row.closed_on,
            version=row.version,
        )
        for row in enterprises
    ]


def township_names(codes: Iterable[str]) -> dict[str, str]:
    """Give the names of divisions by code."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "name"))


def industry_names_in_use(codes: Iterable[str]) -> dict[str, str]:
    """Give the names of sections, divisions, groups or classes of the edition in use by code."""
    return dict(Industry.objects.in_use().filter(code__in=set(codes)).values_list("code", "name"))


def industry_names(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Give the names of industry classes by edition and code."""
    codes = {code for _, code in keys}
    rows = Industry.objects.filter(code__in=codes).values_list("edition", "code", "name")
    return {(edition, code): name for edition, code, name in rows}
