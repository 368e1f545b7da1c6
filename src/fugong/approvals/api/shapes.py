"""What machines ask and are told about applications; the questions of the form are the fields."""

import datetime as dt
from typing import Annotated, Any

from django.utils.translation import gettext
from pydantic import Field, StrictBool, StrictInt, create_model

from fugong.approvals.queries.case import Case
from fugong.approvals.rules.lifecycle import STATE_WORDS
from fugong.approvals.rules.opinions import LONGEST_OPINION
from fugong.approvals.rules.questions import QUESTIONS, SECTIONS, Question
from fugong.approvals.rules.reasons import REFUSAL, SUSPENSION, VERDICTS
from fugong.core import api
from fugong.policy import public as policy

LONGEST_NOTE = 1000
MOST_CONDITIONS = 10

Application = api.Number
Uscc = Annotated[str, Field(pattern="^[0-9A-HJ-NP-RTUWXY]{18}$", description="Unified social credit code")]
Mode: Any = api.one_of(policy.MODES)
State: Any = api.one_of(STATE_WORDS)
Verdict: Any = api.one_of(VERDICTS)
RefusalReason: Any = api.one_of(REFUSAL)
SuspensionReason: Any = api.one_of(SUSPENSION)
SectionKey: Any = api.one_of(section.key for section in SECTIONS)
QuestionKey: Any = api.one_of(question.key for question in QUESTIONS)
Note = Annotated[api.Prose, Field(max_length=LONGEST_NOTE)]


def _type_of(question: Question) -> Any:
    """Give the type of an answer; whether it is needed hangs on the papers that the policy of the day wants."""
    if question.kind == "whole_number":
        kind: Any = Annotated[StrictInt, Field(ge=question.at_least, le=question.at_most)]
    elif question.kind == "yes":
        kind = StrictBool
    elif question.kind == "day":
        kind = api.Day
    else:
        kind = Annotated[api.Prose, Field(max_length=question.longest)]
    return Annotated[kind | None, Field(description=question.label)]


_ANSWERS: dict[str, Any] = {question.key: (_type_of(question), None) for question in QUESTIONS}
Answers: Any = create_model("Answers", __base__=api.Asked, **_ANSWERS)


def typed(answers: Any) -> dict[str, str]:
    """Give the answers as a form would hand them in."""
    given = answers.model_dump(exclude_none=True).items()
    return {key: ("on" if value else "") if isinstance(value, bool) else str(value) for key, value in given}


class Filed(api.Asked):
    """A whole application at one stroke; ``committed`` takes the declaration of the form."""

    uscc: Uscc
    answers: Answers
    committed: StrictBool


class Begun(api.Asked):
    """The enterprise for which an application is begun."""

    uscc: Uscc


class HandedIn(api.Asked):
    """The declaration of the form."""

    committed: StrictBool


class OpinionGiven(api.Asked):
    """What the own office says."""

    verdict: Verdict
    text: Annotated[api.Prose, Field(max_length=LONGEST_OPINION)] = ""


class Granted(api.Asked):
    """From which day on, under which conditions."""

    effective_on: api.Day
    conditions: Annotated[
        list[Annotated[api.Prose, Field(max_length=200)]], Field(default_factory=list, max_length=MOST_CONDITIONS)
    ]


class Refused(api.Asked):
    """Why the application is not granted."""

    reasons: Annotated[list[RefusalReason], Field(min_length=1, max_length=len(REFUSAL))]
    note: Note = ""


class Item(api.Asked):
    """One answer that is to be put right, and what is asked."""

    question: QuestionKey
    ask: Annotated[api.Prose, Field(min_length=1, max_length=200)]


class Returned(api.Asked):
    """Everything that is to be put right, at once."""

    items: Annotated[list[Item], Field(min_length=1, max_length=len(QUESTIONS))]
    note: Note = ""


class Suspended(api.Asked):
    """Why the permission rests."""

    reason: SuspensionReason
    note: Note = ""


class Reinstated(api.Asked):
    """What there is to say about it."""

    note: Note = ""


class Restarted(api.Asked):
    """The enterprise's own word that it works since a day."""

    uscc: Uscc
    restarted_on: api.Day


class ApplicationsAsked(api.PageAsked):
    """Which applications: the filters of the ledger."""

    words: Annotated[str, Field(max_length=60, description="Part of the name, beginning of the code")] = ""
    uscc: Uscc | None = None
    mode: Mode | None = None
    state: State | None = None
    submitted_on: api.Day | None = None
    decided_on: api.Day | None = None
    overdue: bool = False


class ApplicationTold(api.Told):
    """An application as the ledger shows it."""

    id: int
    version: int
    uscc: str
    enterprise_name: str
    division_code: str
    mode: str
    tier: str
    state: str
    started_at: dt.datetime
    submitted_at: dt.datetime | None
    due_at: dt.datetime | None
    decided_at: dt.datetime | None
    effective_on: dt.date | None
    document_number: str


class OpinionTold(api.Told):
    """What an office said; empty while it is silent."""

    desk: str
    office: str
    verdict: str
    text: str
    requested_at: dt.datetime
    given_at: dt.datetime | None


class CorrectionTold(api.Told):
    """One return for correction: what was asked, when, and when it was answered."""

    items: dict[str, str]
    note: str
    returned_at: dt.datetime
    answered_at: dt.datetime | None


class CaseTold(ApplicationTold):
    """An application with everything a decision needs, and what this token may do with it now."""

    papers: list[str]
    reply_working_days: int
    basis: str
    answers: dict[str, str | int | bool | None]
    conditions: list[str]
    reasons: list[str]
    decision_note: str
    opinions: list[OpinionTold]
    corrections: list[CorrectionTold]
    restarted_on: dt.date | None
    lamp: str
    moves: list[str]

    @classmethod
    def of(cls, case: Case) -> "CaseTold":
        """Write down a case."""
        row = case.application
        plain = {name: getattr(row, name) for name in ApplicationTold.model_fields}
        also = ("papers", "reply_working_days", "basis", "answers", "conditions", "reasons", "decision_note")
        return cls(
            **plain,
            **{name: getattr(row, name) for name in also},
            opinions=[OpinionTold.from_orm(opinion) for opinion in case.opinions],
            corrections=[CorrectionTold.from_orm(correction) for correction in case.corrections],
            restarted_on=case.restart.restarted_on if case.restart else None,
            lamp=case.lamp.colour,
            moves=sorted(case.moves),
        )


class RestartTold(api.Told):
    """A confirmed restart."""

    id: int
    uscc: str
    restarted_on: dt.date


class StepTold(api.Told):
    """One step of the explanation, in words, with the document it rests on."""

    text: str
    basis: str


class TriageTold(api.Told):
    """How an enterprise would be handled today, and why."""

    tier: str
    category: str
    mode: str
    papers: list[str]
    reply_working_days: int
    basis: str
    explanation: list[StepTold]

    @classmethod
    def of(cls, triage: policy.Triage) -> "TriageTold":
        """Write down a triage in the reader's language."""
        return cls(
            tier=triage.tier,
            category=triage.category,
            mode=triage.mode,
            papers=list(triage.checklist),
            reply_working_days=triage.reply_working_days,
            basis=_document(triage.basis),
            explanation=[StepTold(text=_said(step), basis=_document(step.basis)) for step in triage.explanation],
        )


def _said(step: policy.Step) -> str:
    facts = {name: gettext(value) if isinstance(value, str) and value else value for name, value in step.facts.items()}
    return gettext(step.text) % facts if facts else gettext(step.text)


def _document(basis: policy.BasisCard | None) -> str:
    return f"{basis.document_number} {basis.title}".strip() if basis else ""
