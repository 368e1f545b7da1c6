"""One application as a page shows it: what was answered, who said what, how it stands, what this reader may do."""

from dataclasses import dataclass
from datetime import date, datetime

from fugong.approvals.models import Appeal, Application, Correction, Opinion, Paper, Restart
from fugong.approvals.queries.appeals import appealable, appeals_of
from fugong.approvals.queries.applications import seen
from fugong.approvals.queries.documents import DocumentRow, documents_of
from fugong.approvals.queries.impartiality import hands_of
from fugong.approvals.queries.sources import source_words
from fugong.approvals.rules.appeals import Ruling
from fugong.approvals.rules.completeness import Task, days_of_masks, tasks
from fugong.approvals.rules.deadlines import Lamp, lamp
from fugong.approvals.rules.lifecycle import OPEN, Move, State, may_move
from fugong.approvals.rules.questions import SECTIONS, of_section
from fugong.approvals.rules.roster import PAPER, PURPOSE
from fugong.core import audit
from fugong.core.calendar import day_of
from fugong.core.calendar.overrides import office_calendar
from fugong.core.permission import Actor
from fugong.core.personal import keeping
from fugong.core.refusals import NotThere
from fugong.policy import public as policy
from fugong.registry import public as registry


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answered question; ``asked`` says what is to be put right, ``before`` is the value at the last return.

    ``offer`` says where the value was prefilled from, as long as it is the one offered.
    """

    key: str
    label: str
    kind: str
    value: object
    before: object
    asked: str
    offer: dict[str, object] | None = None

    @property
    def is_corrected(self) -> bool:
        """Tell whether the value differs from the one that was returned."""
        return self.asked != "" and self.before != self.value

    @property
    def source(self) -> str:
        """Say, in the reader's language, where a prefilled value comes from."""
        return source_words(self.offer) if self.offer else ""


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A section of the form with its answers."""

    key: str
    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class Case:
    """Everything about one application that its page shows; ``last_act`` is the last act's place in the trail."""

    application: Application
    lamp: Lamp
    sections: tuple[AnswerSection, ...]
    tasks: tuple[Task, ...]
    papers: tuple[tuple[str, str], ...]
    files: tuple[Paper, ...]
    opinions: tuple[Opinion, ...]
    own_opinion: Opinion | None
    corrections: tuple[Correction, ...]
    restart: Restart | None
    days_of_masks: float | None
    documents: tuple[DocumentRow, ...]
    roster: keeping.Held | None
    moves: frozenset[str]
    last_act: int
    appeals: tuple[Appeal, ...]
    appealable: Ruling | None

    @property
    def open_correction(self) -> Correction | None:
        """Give what is to be put right now, if anything."""
        return next((c for c in self.corrections if c.answered_at is None), None)

    @property
    def silent(self) -> tuple[str, ...]:
        """Give the offices that had not answered when the application was decided."""
        return tuple(opinion.office for opinion in self.opinions if not opinion.verdict)

    @property
    def is_held_by_objection(self) -> bool:
        """Tell whether silence would be consent here, were it not for a desk that objects."""
        objected = any(opinion.verdict == "disagree" for opinion in self.opinions)
        return bool(self.application.deemed_basis) and self.application.state == State.IN_REVIEW and objected

    @property
    def may_decide(self) -> bool:
        """Tell whether this reader may decide it now."""
        return not self.moves.isdisjoint({Move.GRANT.value, Move.REFUSE.value})

    @property
    def is_ready(self) -> bool:
        """Tell whether every desk has agreed."""
        return all(opinion.verdict not in ("", "disagree") for opinion in self.opinions)


def case(actor: Actor, application_id: int, *, now: datetime) -> Case:
    """Give one application in full. Raises NotThere when the actor may not see it."""
    row = seen(actor, application_id, on=day_of(now))
    calendar = office_calendar(row.county_code)
    corrections = tuple(row.corrections.order_by("-returned_at"))
    opinions = tuple(row.opinions.order_by("pk"))
    offices = actor.organisations_for("approvals.opine")
    own_opinion = next((opinion for opinion in opinions if opinion.organisation_id in offices), None)
    papers = frozenset(row.papers)
    return Case(
        application=row,
        lamp=lamp(row.state, due=row.due_at, now=now, calendar=calendar),
        sections=_sections(row, corrections[0] if corrections else None),
        tasks=tasks(row.answers, papers=papers, on=day_of(now)),
        papers=tuple((paper, policy.ITEMS.get(paper, paper)) for paper in row.papers),
        files=tuple(row.files.filter(taken_out_at=None).select_related("attachment").order_by("pk")),
        opinions=opinions,
        own_opinion=own_opinion,
        corrections=corrections,
        restart=Restart.objects.filter(enterprise_id=row.enterprise_id, stopped_on=None).first(),
        days_of_masks=days_of_masks(row.answers),
        documents=documents_of(row, calendar=calendar),
        roster=keeping.held(row, purpose=PURPOSE.code) if PAPER in papers else None,
        moves=_moves(actor, row, own_opinion, on=day_of(now)),
        last_act=audit.place_of(row),
        appeals=(appeals := appeals_of(row)),
        appealable=appealable(row, appeals, now=now),
    )


def history(actor: Actor, application_id: int, *, now: datetime) -> list[audit.AuditRow]:
    """Give who did what to the application and its restarts, latest first. Raises NotThere."""
    row = seen(actor, application_id, on=day_of(now))
    return audit.history(row, *Restart.objects.filter(application=row), *row.appeals.all())


def acts_since(actor: Actor, application_id: int, *, place: int, now: datetime) -> list[audit.AuditRow]:
    """Give what was done to the application after the act that the reader saw last, latest first. Raises NotThere."""
    return audit.history(seen(actor, application_id, on=day_of(now)), after=place)


def applications_of(actor: Actor, uscc: str, *, on: date) -> tuple[list[Application], list[Restart]]:
    """Give an enterprise's applications and restarts, latest first, as far as the actor may see them."""
    enterprise = registry.enterprise_card(uscc, on=on)
    registrations = registry.with_absorbed(enterprise.id)
    rows = Application.objects.visible_to(actor, on=on).handed_in().filter(enterprise_id__in=registrations)
    seen_there = actor.may("approvals.view", enterprise.division_code) or registry.may_act_for(
        actor, enterprise.id, on=on
    )
    if not seen_there:
        raise NotThere
    restarts = Restart.objects.filter(enterprise_id__in=registrations).order_by("-restarted_on")
    return list(rows.order_by("-submitted_at")), list(restarts)


def _sections(row: Application, last: Correction | None) -> tuple[AnswerSection, ...]:
    asked: dict[str, str] = last.items if last else {}
    before: dict[str, object] = last.answers_before if last else {}
    papers = frozenset(row.papers)
    return tuple(
        AnswerSection(
            section.key,
            section.title,
            tuple(
                AnswerRow(
                    q.key, q.label, q.kind, row.answers.get(q.key), before.get(q.key), asked.get(q.key, ""),
                    kept_offer(row, q.key),
                )
                for q in of_section(section.key, papers=papers)
            ),
        )
        for section in SECTIONS
        if of_section(section.key, papers=papers)
    )  # fmt: skip


def kept_offer(row: Application, key: str) -> dict[str, object] | None:
    """Give where an answer was prefilled from; nothing once the person has changed it."""
    offer: dict[str, object] | None = row.prefilled.get(key)
    return offer if offer is not None and offer["value"] == row.answers.get(key) else None


def _moves(actor: Actor, row: Application, own_opinion: Opinion | None, *, on: date) -> frozenset[str]:
    # Who speaks for the enterprise has the enterprise's moves and no office's; who did so before has none.
    if registry.may_act_for(actor, row.enterprise_id, on=on):
        return _moves_of_enterprise(row)
    moves = set()
    if actor.may("approvals.decide", row.division_code) and not hands_of(actor, "approvals.decide").own_matter(row):
        office = (Move.RETURN, Move.GRANT, Move.REFUSE, Move.SUSPEND, Move.REINSTATE, Move.REVOKE)
        moves |= {move.value for move in office if may_move(row.state, move)}
    if own_opinion and row.state == State.IN_REVIEW and actor.may("approvals.opine", row.division_code):
        moves |= set() if hands_of(actor, "approvals.opine").own_matter(row) else {"opine"}
    return frozenset(moves)


def _moves_of_enterprise(row: Application) -> frozenset[str]:
    if row.state not in OPEN:
        return frozenset()
    return frozenset({Move.WITHDRAW.value} if row.state == State.IN_REVIEW else {Move.WITHDRAW.value, "write"})
