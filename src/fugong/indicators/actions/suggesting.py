"""Suggesting visits where signals disagree, and noting what came of them."""

import datetime as dt

from django.db import IntegrityError

from fugong.core import audit, idempotency, lake, texts, webhooks
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem, Stale
from fugong.core.wording import N_
from fugong.indicators.models import CellStamp, VisitAnswer, VisitSuggestion
from fugong.indicators.queries.signals import signals_in
from fugong.indicators.rules.contradictions import DETECTORS_VERSION, LOOKED_AT, Finding, findings
from fugong.indicators.rules.visits import ANSWERS, is_new
from fugong.registry import public as registry

__all__ = ["SUGGESTED", "answer_visit", "suggest_visits"]

SUGGESTED = "indicators.visit.suggested"
_LONGEST_TEXT = 200


@idempotency.once
def suggest_visits(county_code: str, *, by: Actor, at: dt.datetime) -> int:
    """Suggest a visit for every new disagreement of signals up to the day before; give how many.

    What was suggested already is not repeated while it goes on. Raises NotPermitted.
    """
    stamp = CellStamp.objects.select_for_update().filter(county_code=county_code).first()
    require(by, "indicators.visit", division_code=county_code)
    if stamp is None:
        return 0
    until_on = day_of(at) - dt.timedelta(days=1)
    known: dict[tuple[int, str], list[dt.date]] = {}
    before = VisitSuggestion.objects.filter(county_code=county_code, last_on__gt=until_on - 2 * LOOKED_AT)
    for enterprise_id, code, last_on in before.values_list("enterprise_id", "code", "last_on"):
        known.setdefault((enterprise_id, code), []).append(last_on)
    found = {
        told.enterprise_id: new
        for told in signals_in(county_code, until_on=until_on, as_of=lake.AsOf(stamp.position))
        if (new := [one for one in findings(told.days) if is_new(one, known.get((told.enterprise_id, one.code), ()))])
    }
    cards = registry.enterprise_cards(found, on=day_of(at))
    for enterprise_id, matters in found.items():
        for one in matters:
            _suggest(cards[enterprise_id], one, position=stamp.position, by=by, at=at)
    return sum(len(matters) for matters in found.values())


@idempotency.once
def answer_visit(suggestion_id: int, *, kind: str, said: str, by: Actor, at: dt.datetime) -> None:
    """Note what a visit or the enterprise said to a suggestion.

    Raises NotThere, NotPermitted, Invalid naming every fault, Stale when somebody has answered already.
    """
    row = VisitSuggestion.objects.filter(pk=suggestion_id).first()
    if row is None:
        raise NotThere
    require(by, "indicators.visit", division_code=row.division_code)
    text = texts.clean_line(said)[:_LONGEST_TEXT]
    problems = [
        None if kind in ANSWERS else Problem("kind", N_("请选择核实结果。")),
        None if text else Problem("said", N_("请写明核实到的情况。")),
    ]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    answer = VisitAnswer(
        county_code=row.county_code, suggestion=row, kind=kind, said=text, answered_at=at, answered_by=by.title
    )
    try:
        answer.save(force_insert=True)
    except IntegrityError:
        raise Stale from None
    audit.record(
        county=row.county_code, action="indicators.visit.answered", subject=row, by=by, at=at,
        changes={"kind": (None, kind)}, note=text,
    )  # fmt: skip


def _suggest(card: registry.EnterpriseCard, one: Finding, *, position: int, by: Actor, at: dt.datetime) -> None:
    row = VisitSuggestion.objects.create(
        county_code=card.county_code, division_code=card.division_code, enterprise_id=card.id, code=one.code,
        first_on=one.first_on, last_on=one.last_on, facts=one.facts, detectors=DETECTORS_VERSION, position=position,
        suggested_at=at,
    )  # fmt: skip
    payload = {
        "id": row.pk, "uscc": card.uscc, "enterprise_name": card.name, "finding": one.code,
        "first_on": one.first_on.isoformat(), "last_on": one.last_on.isoformat(),
    }  # fmt: skip
    webhooks.announce(
        SUGGESTED, county=card.county_code, payload=payload, right="indicators.view", at=at,
        division_code=card.division_code,
    )  # fmt: skip
    audit.record(
        county=card.county_code, action=SUGGESTED, subject=row, by=by, at=at,
        changes={"code": (None, one.code), "last_on": (None, one.last_on)}, note=card.name,
    )  # fmt: skip
