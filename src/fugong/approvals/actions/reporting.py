"""Telling the registry what was said: answers are remembered for later forms, the effort goes into the ledger."""

from collections.abc import Mapping
from datetime import datetime

from fugong.approvals.models import Application, Correction
from fugong.approvals.rules.prefilling import asked_under, remembered
from fugong.approvals.rules.questions import QUESTIONS
from fugong.core.permission import Actor
from fugong.core.wording import N_
from fugong.registry import public as registry

# The application as a form of the house: what it asks of the enterprise, and who wants it.
FORM = registry.HouseForm(
    key="approvals.application",
    title=N_("复产申请"),
    department=N_("经贸主管部门"),
    asked=tuple(registry.Asked(question.fact_key, question.label, question.kind) for question in QUESTIONS),
)


def report(
    row: Application, *, correction: Correction | None, corrected: Mapping[str, object], by: Actor, at: datetime
) -> None:
    """Report one handing in: of the whole form, or of what a correction asked for and what was changed for it."""
    papers = frozenset(row.papers)
    seconds = row.filling_seconds + registry.working_seconds(row.saved_at, at)
    if correction is None:
        offered = {key: offer["value"] for key, offer in row.prefilled.items()}
        asked = [question.key for question in asked_under(papers)]
        effort = registry.effort(asked, offered=offered, answers=row.answers, seconds=seconds)
    else:
        changed = {key: row.answers.get(key) for key in corrected}
        effort = registry.effort({*correction.items, *changed}, offered={}, answers=changed, seconds=seconds)
    registry.remember_answers(
        row.enterprise_id, form=FORM, reference=row.reference, answers=remembered(papers, row.answers), effort=effort,
        by=by, at=at,
    )  # fmt: skip
    # The next handing in, after a correction, is counted from here.
    row.filling_seconds, row.saved_at = 0, at
    row.save(update_fields=["filling_seconds", "saved_at"])
