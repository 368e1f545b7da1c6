"""The offices' desk: opinions in parallel, return for correction, and the decision with its number."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from fugong.approvals.actions.announcing import announce
from fugong.approvals.actions.locking import locked_for, moved
from fugong.approvals.models import Application, Correction
from fugong.approvals.rules.eligibility import OpinionSeen, guard_effective_day, guard_opinions
from fugong.approvals.rules.lifecycle import Move, after
from fugong.approvals.rules.opinions import guard_opinion
from fugong.approvals.rules.questions import QUESTIONS
from fugong.approvals.rules.reasons import REFUSAL, guard_reasons
from fugong.core import audit, idempotency, numbering
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, NotPermitted, Problem
from fugong.core.wording import N_
from fugong.people import public as people

_KEYS = frozenset(question.key for question in QUESTIONS)
MOST_CONDITIONS = 10


@idempotency.once
def opine(application_id: int, *, verdict: str, text: str = "", by: Actor, at: datetime) -> None:
    """Give, or revise before the decision, the opinion of the actor's own office.

    Raises CannotMove, NotPermitted when no opinion of this office is asked, Invalid for an objection without reason.
    """
    row = locked_for("approvals.opine", application_id, by=by, at=at)
    opinion = row.opinions.filter(organisation_id__in=by.organisations_for("approvals.opine")).first()
    if opinion is None:
        raise NotPermitted
    guard_opinion(row.state, verdict=verdict, text=text)
    before = opinion.verdict
    opinion.verdict, opinion.text, opinion.given_at, opinion.given_by = verdict, text, at, by.title
    opinion.save(update_fields=["verdict", "text", "given_at", "given_by"])
    moved(row)
    audit.record(
        county=row.county_code, action="approvals.opinion.given", subject=row, by=by, at=at,
        changes={"verdict": (before, verdict)}, note=f"{opinion.office}：{text}" if text else opinion.office,
    )  # fmt: skip


@idempotency.once
def return_for_correction(
    application_id: int, version: int, *, items: Mapping[str, str], note: str = "", by: Actor, at: datetime
) -> None:
    """Give the application back with everything that is to be put right, named at once; the clock stands still.

    ``items`` maps question keys to what is asked. Raises Invalid, CannotMove, Stale, NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.RETURN, mode=row.mode)
    asked = {key: ask for key, ask in items.items() if key in _KEYS}
    if not asked:
        raise Invalid([Problem("items", N_("请至少选择一项需要补正的内容。"))])
    changes = moved(row, state=state, due_at=None)
    Correction.objects.create(
        county_code=row.county_code, application=row, items=asked, note=note, answers_before=row.answers,
        returned_at=at, returned_by=by.title,
    )  # fmt: skip
    audit.record(
        county=row.county_code, action="approvals.application.returned", subject=row, by=by, at=at, changes=changes,
        note=note,
    )  # fmt: skip


@idempotency.once
def grant(
    application_id: int,
    version: int,
    *,
    effective_on: date,
    conditions: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> str:
    """Permit the restart from a day on, with or without conditions; give the document number.

    Granted is not resumed. Raises CannotGrant naming silent or objecting offices, CannotMove, Invalid, Stale,
    NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.GRANT, mode=row.mode)
    guard_opinions(OpinionSeen(o.office, o.verdict) for o in row.opinions.order_by("pk"))
    guard_effective_day(effective_on, on=day_of(at))
    told = [condition.strip() for condition in conditions if condition.strip()]
    if len(told) > MOST_CONDITIONS:
        raise Invalid([Problem("conditions", N_("附加条件不能超过 %(most)s 条。"), {"most": MOST_CONDITIONS})])
    fields = {"state": state, "effective_on": effective_on, "conditions": told}
    return _decided(row, "approvals.application.granted", fields=fields, by=by, at=at)


@idempotency.once
def refuse(
    application_id: int, version: int, *, reasons: Iterable[str], note: str = "", by: Actor, at: datetime
) -> str:
    """Refuse the application with at least one reason code; give the document number.

    Raises Invalid, CannotMove, Stale, NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.REFUSE, mode=row.mode)
    fields = {"state": state, "reasons": list(guard_reasons(reasons, known=REFUSAL)), "decision_note": note}
    return _decided(row, "approvals.application.refused", fields=fields, by=by, at=at)


def _decided(row: Application, action: str, *, fields: Mapping[str, object], by: Actor, at: datetime) -> str:
    organ, year = _organ(by), day_of(at).year
    announce(row, "approvals.application.decided", state=str(fields["state"]), at=at)
    # From here on the county's decisions wait for each other: number, row, audit, commit.
    number = numbering.written(organ.series, year, numbering.take(organ.series, county=row.county_code, year=year))
    changes = moved(row, **fields, decided_at=at, decided_by=by.title, document_number=number)
    audit.record(county=row.county_code, action=action, subject=row, by=by, at=at, changes=changes)
    return number


def _organ(by: Actor) -> people.OrganisationCard:
    organs = people.organisations(ids=by.organisations_for("approvals.decide"))
    organ = next((organ for organ in organs if organ.series), None)
    if organ is None:
        raise NotPermitted(N_("您所在单位没有发文字号，不能作出决定。请联系安全管理员维护单位信息。"))
    return organ
