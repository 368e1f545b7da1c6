"""The office clock decides where nobody did and policy says that silence is consent."""

from datetime import date, datetime

from fugong.approvals.actions.locking import locked_for
from fugong.approvals.actions.review import decided
from fugong.approvals.models import Application
from fugong.approvals.rules.deeming import deemed_from, is_deemed_granted
from fugong.approvals.rules.lifecycle import Move, after
from fugong.core import idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.people import public as people
from fugong.policy import public as policy


@idempotency.once
def deem_granted(application_id: int, *, by: Actor, at: datetime) -> str:
    """Grant what nobody answered in time; give the document number, or nothing where the clock has no say (yet).

    Desks that kept silent stay on record as silent. What a desk wanted as a condition becomes one. Raises NotThere,
    NotPermitted, OwnMatter.
    """
    row = locked_for("approvals.decide", application_id, by=by, at=at)
    opinions = list(row.opinions.order_by("pk"))
    if row.due_at is None or not is_deemed_granted(
        state=row.state, deemed_basis=row.deemed_basis, due=row.due_at, now=at, verdicts=[o.verdict for o in opinions]
    ):
        return ""
    silent = "、".join(opinion.office for opinion in opinions if not opinion.verdict)
    conditions = [f"{o.office}：{o.text}" for o in opinions if o.verdict == "agree_with_conditions"]
    fields = {
        "state": after(row.state, Move.GRANT, mode=row.mode),
        "effective_on": deemed_from(day_of(row.due_at), planned_on=_planned(row)),
        "conditions": conditions,
        "decided_by_clock": True,
    }
    kind = "granted_with_conditions" if conditions else "granted"
    return decided(
        row, "approvals.application.deemed_granted", kind, fields=fields, by=by, at=at,
        organ=_deciding_organ(row), note=silent,
    )  # fmt: skip


def _planned(row: Application) -> date | None:
    planned = row.answers.get("planned_restart_on")
    return date.fromisoformat(str(planned)) if planned else None


def _deciding_organ(row: Application) -> people.OrganisationCard:
    """Give the organ whose silence this is: the lead that the rule of the day of submission named."""
    triage = policy.triage(
        county_code=row.county_code, division_code=row.division_code, industry_code=row.industry_code,
        on=day_of(row.submitted_at or row.started_at),
    )  # fmt: skip
    return people.organisation(triage.lead)
