"""Which answers does a new application already have? What the register holds, else what the enterprise said last.

Declarations (防控机制到位 and the like) are never offered ticked: whoever signs must have looked today. Plans and
findings of one restart are not offered either; both stay with the application they were made in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fugong.approvals.rules.questions import QUESTIONS, Answer, Question, read
from fugong.core.refusals import Problem

__all__ = ["Offer", "asked_under", "offers", "remembered", "stored"]


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer offered: its value and, unless it is the register's, the form and the day on which it was given."""

    value: Answer
    form: str = ""
    said_on: date | None = None


def asked_under(papers: frozenset[str]) -> tuple[Question, ...]:
    """Give all questions that are asked when these papers are required."""
    return tuple(question for question in QUESTIONS if not question.paper or question.paper in papers)


def offers(papers: frozenset[str], *, register: Mapping[str, object], said: Mapping[str, Offer]) -> dict[str, Offer]:
    """Give the offered answers by question; one that today's question would refuse is not offered."""
    found: dict[str, Offer] = {}
    for question in asked_under(papers):
        held = register.get(question.fact_key)
        offer = said.get(question.fact_key) if held in (None, "") else Offer(str(held))
        if offer is None or not question.is_carried:
            continue
        value = read(question, str(offer.value))
        if value is not None and not isinstance(value, Problem):
            found[question.key] = Offer(value, offer.form, offer.said_on)
    return found


def stored(offered: Mapping[str, Offer]) -> dict[str, dict[str, object]]:
    """Give the offers as the application keeps them beside its answers."""
    return {
        key: {"value": offer.value, "form": offer.form, "on": offer.said_on.isoformat() if offer.said_on else ""}
        for key, offer in offered.items()
    }


def remembered(papers: frozenset[str], answers: Mapping[str, object]) -> dict[str, object]:
    """Give by fact what is worth remembering of these answers for later forms."""
    return {
        question.fact_key: answers[question.key]
        for question in asked_under(papers)
        if question.is_carried and answers.get(question.key) not in (None, "")
    }
