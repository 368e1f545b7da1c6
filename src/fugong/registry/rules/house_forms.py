"""Does a new form ask for something the platform holds already? Every form of the house says at start-up what it asks.

A context declares its forms in its ``apps.py``; the check of all forms together runs with Django's own checks, so a
form that asks twice stops the start and never reaches an enterprise.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry.rules.facts import KINDS, REGISTER_FACTS
from fugong.registry.rules.labels import plain_label

__all__ = ["Asked", "HouseForm", "asked_twice", "declare", "declared", "fact_labels", "form_title"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form: the fact it asks for, its name on the form, its kind."""

    fact: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class HouseForm:
    """A form of the house: its key, its title, the department that wants it, and all it asks."""

    key: str
    title: str
    department: str
    asked: tuple[Asked, ...]


@dataclass(slots=True)
class _Known:
    """What is known of a fact so far: who asked it first, under which names, of which kind."""

    where: str
    kind: str
    labels: frozenset[str]
    may_be_asked: bool = True


_declared: dict[str, HouseForm] = {}


def declare(form: HouseForm) -> None:
    """Enter a form; the same key again replaces it."""
    _declared[form.key] = form


def declared() -> tuple[HouseForm, ...]:
    """Give the forms of the house in order of their keys."""
    return tuple(_declared[key] for key in sorted(_declared))


def form_title(key: str) -> str:
    """Give a form's title (a msgid), or its key when it is no longer declared."""
    return _declared[key].title if key in _declared else key


def fact_labels() -> dict[str, str]:
    """Give the name (a msgid) of every fact that the register holds or a form asks."""
    asked = {question.fact: question.label for form in declared() for question in form.asked}
    return asked | {fact.key: fact.label for fact in REGISTER_FACTS if fact.key not in asked}


def asked_twice(forms: Iterable[HouseForm]) -> tuple[Problem, ...]:
    """Name every question that asks for a known fact under another key, name or kind; ``field`` is form and fact."""
    known = {fact.key: _Known(fact.lives_in, fact.kind, fact.labels, fact.may_be_checked) for fact in REGISTER_FACTS}
    problems: list[Problem] = []
    for form in forms:
        seen: set[str] = set()
        for question in form.asked:
            found = _problem_with(question, known, seen)
            if found is not None:
                sentence, facts = found
                problems.append(Problem(f"{form.key}.{question.fact}", sentence, facts | {"label": question.label}))
            seen.add(question.fact)
            known.setdefault(question.fact, _Known(form.key, question.kind, frozenset({plain_label(question.label)})))
    return tuple(problems)


def _problem_with(question: Asked, known: dict[str, _Known], seen: set[str]) -> tuple[str, dict[str, object]] | None:
    if question.kind not in KINDS:
        return N_("“%(label)s”的填写类型“%(kind)s”未定义。"), {"kind": question.kind}
    if question.fact in seen:
        return N_("“%(label)s”在同一表单中重复询问。"), {}
    fact = known.get(question.fact)
    if fact is None:
        return _known_under_another_key(question, known)
    return _differs_from_known(question, fact)


def _differs_from_known(question: Asked, fact: _Known) -> tuple[str, dict[str, object]] | None:
    if not fact.may_be_asked:
        return N_("“%(label)s”已登记在企业台账（%(where)s），只能展示，不得再次要求填写。"), {"where": fact.where}
    if fact.kind != question.kind:
        return (
            N_("“%(label)s”与 %(where)s 中的同一事项填写类型不同（%(kind)s 与 %(known)s）。"),
            {"where": fact.where, "kind": question.kind, "known": fact.kind},
        )
    if plain_label(question.label) not in fact.labels:
        return N_("“%(label)s”与 %(where)s 是同一事项，却用了另一个名称。"), {"where": fact.where}
    return None


def _known_under_another_key(question: Asked, known: dict[str, _Known]) -> tuple[str, dict[str, object]] | None:
    name = plain_label(question.label)
    for key, fact in known.items():
        if name in fact.labels:
            return (
                N_("“%(label)s”平台已有（事项 %(known)s，见 %(where)s），请沿用该事项，不得另立名目重复询问。"),
                {"known": key, "where": fact.where},
            )
    return None
