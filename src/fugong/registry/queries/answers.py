"""What an enterprise has said before: offered to later forms, and shown to whoever may see the enterprise."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.registry.models import Answer, Enterprise
from fugong.registry.rules import house_forms, phones

from .absorbed import with_absorbed
from .page import enterprise_seen_by, sees_phone

__all__ = ["AnswerVersion", "KnownAnswer", "SaidFact", "answers_shown", "known_answers"]


@dataclass(frozen=True)
class KnownAnswer:
    """What was said last to one fact, when and in which form."""

    value: object
    said_on: date
    form: str
    reference: str


@dataclass(frozen=True)
class AnswerVersion:
    """One version of an answer as a page shows it."""

    value: object
    form_words: str
    reference: str
    said_at: datetime
    said_by: str
    registered_as: str


@dataclass(frozen=True)
class SaidFact:
    """One fact with what was said last and what was said before."""

    words: str
    kind: str
    latest: AnswerVersion
    earlier: tuple[AnswerVersion, ...]


def known_answers(enterprise_id: int, facts: Iterable[str]) -> dict[str, KnownAnswer]:
    """Give what was said last to each of these facts, also under a registration that was merged into this one."""
    rows = Answer.objects.of(with_absorbed(enterprise_id)).filter(fact__in=list(facts)).said_last()
    return {row.fact: KnownAnswer(row.value, day_of(row.said_at), row.form, row.reference) for row in rows}


def answers_shown(actor: Actor, uscc: str, *, on: date) -> tuple[Enterprise, tuple[SaidFact, ...]]:
    """Give all that the enterprise has said, by fact, the latest version first. Raises NotThere."""
    enterprise = enterprise_seen_by(actor, uscc, on=on)
    rows = Answer.objects.of(with_absorbed(enterprise.pk)).select_related("enterprise")
    by_fact: dict[str, list[Answer]] = defaultdict(list)
    for row in rows.order_by("fact", "-said_at", "-version"):
        by_fact[row.fact].append(row)
    kinds = {asked.fact: asked.kind for form in house_forms.declared() for asked in form.asked}
    labels, sees = house_forms.fact_labels(), sees_phone(actor, enterprise, on=on)
    said = []
    for fact, versions in by_fact.items():
        kind = kinds.get(fact, "text")
        masks = kind == "phone" and not sees
        latest, *earlier = (_shown(row, masks=masks, own=enterprise) for row in versions)
        said.append(SaidFact(labels.get(fact, fact), kind, latest, tuple(earlier)))
    return enterprise, tuple(said)


def _shown(row: Answer, *, masks: bool, own: Enterprise) -> AnswerVersion:
    return AnswerVersion(
        value=phones.masked(str(row.value)) if masks else row.value,
        form_words=house_forms.form_title(row.form),
        reference=row.reference,
        said_at=row.said_at,
        said_by=row.said_by,
        registered_as="" if row.enterprise_id == own.pk else row.enterprise.name,
    )
