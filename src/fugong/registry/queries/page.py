"""One enterprise as its page shows it: facts, what holds now and what held before, who did what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from fugong.core import audit, exchange
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.registry.models import Enterprise, Merge
from fugong.registry.models.spans import Dated
from fugong.registry.rules import phones
from fugong.registry.rules.kinds import CLOSURES, HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES, SIZES, Closure
from fugong.registry.rules.periods import Period

from .absorbed import merge_of, merges_of
from .cards import EnterpriseCard, cards_of

__all__ = [
    "EnterprisePage",
    "Span",
    "Year",
    "changed_since",
    "enterprise_page",
    "enterprise_seen_by",
    "history_of",
    "merge_seen_by",
    "overtaken",
    "sees_phone",
]


@dataclass(frozen=True)
class Span:
    """A dated fact in words: what, from which day, until which day, on what basis."""

    words: str
    since_on: date
    last_day: date | None
    basis: str
    holds: bool
    taken_back: bool


@dataclass(frozen=True)
class Year:
    """A year of the enterprise: its figures, its class, and where both come from."""

    year: int
    staff: int | None
    revenue_wan: Decimal | None
    assets_wan: Decimal | None
    source: str
    version: int
    size_words: str
    size_source: str


@dataclass(frozen=True)
class EnterprisePage:
    """All that the page of an enterprise shows; words are msgids."""

    card: EnterpriseCard
    registration_words: str
    holder_words: str
    size_words: str
    list_words: tuple[str, ...]
    phone: str
    holders: tuple[Span, ...]
    memberships: tuple[Span, ...]
    years: tuple[Year, ...]
    may_edit: bool
    may_reopen: bool
    closure_words: str
    merged_into: Merge | None
    absorbed: tuple[Merge, ...]


def enterprise_seen_by(actor: Actor, uscc: str, *, on: date) -> Enterprise:
    """Give the enterprise under the code. Raises NotThere when there is none or the actor may not see it."""
    row = Enterprise.objects.visible_to(actor, on=on).filter(uscc=uscc).first()
    if row is None:
        raise NotThere
    return row


def enterprise_page(actor: Actor, uscc: str, *, on: date) -> EnterprisePage:
    """Give the page of an enterprise as on the day. Raises NotThere."""
    row = enterprise_seen_by(actor, uscc, on=on)
    (card,) = cards_of([row], on=on)
    may_edit = actor.may("registry.edit", row.division_code)
    return EnterprisePage(
        card=card,
        registration_words=REGISTRATION_TYPES.get(card.registration_type, ""),
        holder_words=HOLDERS.get(card.holder, ""),
        size_words=SIZES.get(card.size, ""),
        list_words=tuple(MEMBERSHIPS[kind] for kind in card.memberships),
        phone=card.contact_phone if sees_phone(actor, row, on=on) else phones.masked(card.contact_phone),
        holders=tuple(_span(h, HOLDERS[h.holder], basis=h.basis, on=on) for h in row.holders.order_by("-since_on")),
        memberships=tuple(
            _span(m, MEMBERSHIPS[m.kind], basis=m.basis, on=on) for m in row.memberships.order_by("-since_on")
        ),
        years=_years(row),
        may_edit=may_edit and row.closed_on is None,
        may_reopen=may_edit and row.closed_on is not None and row.closure != Closure.MERGED,
        closure_words=CLOSURES[row.closure or Closure.DEREGISTERED] if row.closed_on else "",
        merged_into=merge_of(row) if row.closure == Closure.MERGED else None,
        absorbed=merges_of(row),
    )


def merge_seen_by(actor: Actor, merge_id: int, *, on: date) -> Merge:
    """Give a merge to whoever keeps both registrations. Raises NotThere."""
    row = Merge.objects.select_related("survivor", "merged").filter(pk=merge_id).first()
    visible = Enterprise.objects.visible_to(actor, on=on)
    if row is None or visible.filter(pk__in=[row.survivor_id, row.merged_id]).count() != len(("survivor", "merged")):
        raise NotThere
    return row


def history_of(actor: Actor, uscc: str, *, on: date) -> tuple[Enterprise, list[audit.AuditRow]]:
    """Give the enterprise and the acts on it, latest first. Raises NotThere."""
    row = enterprise_seen_by(actor, uscc, on=on)
    return row, [_without_version(act) for act in (*audit.history(row), *_coming_in_by_list(row))]


def changed_since(enterprise: Enterprise, version: int) -> list[audit.AuditRow]:
    """Give the acts that changed the plain facts after the version somebody saw, latest first."""
    return [
        _without_version(act)
        for act in audit.history(enterprise)
        if any(c.field == "version" and isinstance(c.after, int) and c.after > version for c in act.changes)
    ]


def overtaken(acts: Iterable[audit.AuditRow], *, typed: Mapping[str, object]) -> set[str]:
    """Name the facts that others changed and that somebody's form still shows as it first saw them.

    ``acts`` are those after that form was opened, latest first; such a fact was not touched in the form, and saving
    it as typed would silently take the others' change back.
    """
    first_seen = {change.field: change.before for act in acts for change in act.changes}
    shown = {**typed, "contact_phone": phones.masked(str(typed.get("contact_phone") or ""))}  # as the trail holds it
    return {field for field, before in first_seen.items() if shown.get(field) == before}


def _without_version(act: audit.AuditRow) -> audit.AuditRow:
    return replace(act, changes=tuple(change for change in act.changes if change.field != "version"))


def _coming_in_by_list(row: Enterprise) -> Iterable[audit.AuditRow]:
    """Give the act by which the enterprise was registered with a whole list, and its place there; it came first."""
    for act, number in exchange.history_of_import(row):
        if act.action == "registry.enterprises.registered":
            yield replace(act, note=gettext("随名录导入，第 %(row)s 行。") % {"row": number})


def sees_phone(actor: Actor, row: Enterprise, *, on: date) -> bool:
    """Tell whether the actor keeps the enterprise or speaks for it; others see the number masked."""
    if actor.may("registry.edit", row.division_code):
        return True
    return row.representatives.in_force(on).filter(account_id=actor.account_id or 0).exists()


def _span(row: Dated, words: str, *, basis: str, on: date) -> Span:
    period = Period(row.since_on, row.until_on)
    taken_back = row.until_on == row.since_on
    return Span(words, row.since_on, period.last_day, basis, period.holds_on(on), taken_back)


def _years(row: Enterprise) -> tuple[Year, ...]:
    figures = {f.year: f for f in row.figures.order_by("year", "version")}
    sizes = {s.year: s for s in row.size_classes.order_by("year", "version")}
    years = []
    for year in sorted({*figures, *sizes}, reverse=True):
        f, s = figures.get(year), sizes.get(year)
        years.append(
            Year(
                year=year,
                staff=f.staff if f else None,
                revenue_wan=f.revenue_wan if f else None,
                assets_wan=f.assets_wan if f else None,
                source=f.source if f else "",
                version=f.version if f else 0,
                size_words=SIZES[s.size] if s else "",
                size_source=s.source if s else "",
            )
        )
    return tuple(years)
