"""Answering: what an enterprise says in a form of the house is remembered, and what the form cost it is counted."""

from collections.abc import Mapping
from datetime import datetime

from fugong.core import idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.registry.models import Answer, BurdenEntry, Enterprise
from fugong.registry.queries.cards import may_act_for
from fugong.registry.rules.burden import Effort, week_of
from fugong.registry.rules.house_forms import HouseForm


@idempotency.once
def remember(
    enterprise_id: int,
    *,
    form: HouseForm,
    reference: str,
    answers: Mapping[str, object],
    effort: Effort,
    by: Actor,
    at: datetime,
) -> None:
    """Keep the answers, by fact, of a form that is handed in, and enter its cost in the ledger. Raises NotThere.

    A value said again in another form is a new version with its own day; said again in the same one it is not. The
    caller records the act of handing in, of which this is a part.
    """
    if not may_act_for(by, enterprise_id, on=day_of(at)):
        raise NotThere
    # The enterprise's row is the lock: two forms handed in at once would both write the next version.
    enterprise = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise_id)
    said = {fact: value for fact, value in answers.items() if value not in (None, "")}
    last = {row.fact: row for row in Answer.objects.of([enterprise_id]).filter(fact__in=list(said)).said_last()}
    Answer.objects.bulk_create(
        Answer(
            county_code=enterprise.county_code,
            enterprise=enterprise,
            fact=fact,
            version=last[fact].version + 1 if fact in last else 1,
            value=value,
            form=form.key,
            reference=reference,
            said_at=at,
            said_by=by.title,
        )
        for fact, value in said.items()
        if fact not in last or (last[fact].value, last[fact].form, last[fact].reference) != (value, form.key, reference)
    )
    _enter(enterprise, form=form, reference=reference, effort=effort, at=at)


@idempotency.once
def enter_burden(
    enterprise_id: int, *, form: HouseForm, reference: str, effort: Effort, by: Actor, at: datetime
) -> None:
    """Enter the cost of a form whose answers are kept elsewhere, such as a report. Raises NotThere."""
    if not may_act_for(by, enterprise_id, on=day_of(at)):
        raise NotThere
    enterprise = Enterprise.objects.get(pk=enterprise_id)
    _enter(enterprise, form=form, reference=reference, effort=effort, at=at)


def _enter(enterprise: Enterprise, *, form: HouseForm, reference: str, effort: Effort, at: datetime) -> None:
    BurdenEntry.objects.create(
        county_code=enterprise.county_code,
        enterprise=enterprise,
        form=form.key,
        reference=reference,
        department=form.department,
        handed_in_at=at,
        week_from=week_of(day_of(at)),
        asked=effort.asked,
        kept=effort.kept,
        typed=effort.typed,
        seconds=effort.seconds,
    )
