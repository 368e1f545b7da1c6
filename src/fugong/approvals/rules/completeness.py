"""Is the application complete? Everything that is missing or wrong is named at once (行政许可法 §32)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fugong.approvals.rules.questions import QUESTIONS, SECTIONS, Answer, Question, of_section, read
from fugong.core.refusals import Problem
from fugong.core.wording import N_

__all__ = ["Task", "days_of_masks", "differs", "problems_in", "problems_in_section", "read_section", "tasks"]

# A plan further away than this is a slip of the year, not a plan.
FURTHEST_PLAN = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list: state is ``not_started``, ``in_progress`` or ``done``."""

    key: str
    title: str
    hint: str
    state: str


def read_section(
    section: str, raw: Mapping[str, str], *, papers: frozenset[str]
) -> tuple[dict[str, Answer | None], list[Problem]]:
    """Read what was typed into a section: the answers that can be read, and the problems of those that cannot."""
    answers: dict[str, Answer | None] = {}
    problems: list[Problem] = []
    for question in of_section(section, papers=papers):
        result = read(question, raw.get(question.key, ""))
        if isinstance(result, Problem):
            problems.append(result)
        else:
            answers[question.key] = result
    return answers, problems


def problems_in_section(
    section: str, answers: Mapping[str, Answer | None], *, papers: frozenset[str], on: date
) -> list[Problem]:
    """Name what a section still lacks, and answers that cannot all be true."""
    missing = [
        _ask_for(q) for q in of_section(section, papers=papers) if q.required and answers.get(q.key) in (None, "")
    ]
    return missing + (_problems_in_plan(answers, on) if section == "plan" else [])


def problems_in(answers: Mapping[str, Answer | None], *, papers: frozenset[str], on: date) -> list[Problem]:
    """Name everything that the whole application lacks, in the order of the form."""
    return [
        problem
        for section in SECTIONS
        for problem in problems_in_section(section.key, answers, papers=papers, on=on)
    ]  # fmt: skip


def tasks(answers: Mapping[str, Answer | None], *, papers: frozenset[str], on: date) -> tuple[Task, ...]:
    """Give the task list; a section in which nothing is asked does not appear."""
    lines = []
    for section in SECTIONS:
        asked = of_section(section.key, papers=papers)
        if not asked:
            continue
        begun = any(answers.get(question.key) not in (None, "") for question in asked)
        done = not problems_in_section(section.key, answers, papers=papers, on=on)
        state = "done" if done else "in_progress" if begun else "not_started"
        lines.append(Task(section.key, section.title, section.hint, state))
    return tuple(lines)


def days_of_masks(answers: Mapping[str, Answer | None]) -> float | None:
    """Give for how many days the masks last (stock ÷ daily need), where both were answered."""
    stock, need = answers.get("masks_stock"), answers.get("masks_daily_need")
    return round(stock / need, 1) if isinstance(stock, int) and isinstance(need, int) and need else None


def differs(key: str, typed: str, kept: object) -> bool:
    """Tell whether what was typed says something else than what is kept."""
    question = next(question for question in QUESTIONS if question.key == key)
    return read(question, typed) != kept and (typed.strip() != "" or kept not in (None, ""))


def _ask_for(question: Question) -> Problem:
    sentence = N_("请确认“%(label)s”。") if question.kind == "yes" else N_("请填写“%(label)s”。")
    return Problem(question.key, sentence, {"label": question.label})


def _problems_in_plan(answers: Mapping[str, Answer | None], on: date) -> list[Problem]:
    problems = []
    total, first = answers.get("staff_total"), answers.get("staff_first_batch")
    if isinstance(total, int) and isinstance(first, int) and first > total:
        problems.append(
            Problem("staff_first_batch", N_("首批返岗人数不能多于职工总数 %(total)s 人。"), {"total": total})
        )
    planned = answers.get("planned_restart_on")
    if isinstance(planned, str) and planned:
        problems += _problems_in_day(date.fromisoformat(planned), on)
    return problems


def _problems_in_day(planned: date, on: date) -> list[Problem]:
    if planned < on:
        return [Problem("planned_restart_on", N_("计划复产日期不能早于今天（%(today)s）。"), {"today": on.isoformat()})]
    if planned > on + FURTHEST_PLAN:
        return [Problem("planned_restart_on", N_("计划复产日期超过 180 天之后，请核对年份。"))]
    return []
