"""Rosters of invented people, and applications of which the county's rule asks one."""

from datetime import datetime
from typing import Final

from fugong.approvals.actions import review, roster, submission
from fugong.approvals.actions.drafting import save_section
from fugong.approvals.queries.roster import own_person, own_roster
from fugong.approvals.rules.questions import SECTIONS
from fugong.core.calendar import day_of

from . import factories
from .factories import LATER, SOON, Filing
from .offices import ALL_PAPERS, MORNING, is_ruled, officer, ruled

PHONE: Final = "13987654321"
WELDER: Final = "GH-0427\t特种焊工\t武汉市江岸区\t2020-02-12\t集中观察\t13987654321"
FITTER: Final = "GH-0428\t钳工\t黄梅县\t2020/2/10\t无需隔离"
MARKS: Final = ("GH-0427", "特种焊工", "武汉市江岸区", "13987654321", "GH-0428", "钳工", "黄梅县")


def roster_draft(*lines: str, at: datetime = MORNING) -> Filing:
    """Fill in everything of an application with a roster; not yet handed in."""
    _let_the_rule_ask_a_roster(at)
    filing = factories.draft_application(at=at)
    for section in SECTIONS:
        typed = factories.answers(at=at)
        save_section(filing.application_id, filing.version, section=section.key, typed=typed, by=filing.operator, at=at)
    roster.add(filing.application_id, pasted="\n".join(lines or (WELDER, FITTER)), by=filing.operator, at=at)
    return filing


def roster_in_review(*lines: str, at: datetime = MORNING) -> Filing:
    """Hand it in."""
    filing = roster_draft(*lines, at=at)
    submission.submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=at)
    return filing


def roster_granted(at: datetime = MORNING) -> Filing:
    """Let the desks agree and the bureau grant it."""
    filing = roster_in_review(at=at)
    for desk in factories.DESKS:
        factories.opine(filing, desk, at=at + SOON)
    review.grant(
        filing.application_id, filing.version, effective_on=day_of(at), by=officer(filing.row.county_code),
        at=at + LATER,
    )  # fmt: skip
    return filing


def draft_without_lines() -> Filing:
    """Begin an application of which a roster is asked, and put nobody on it."""
    _let_the_rule_ask_a_roster(MORNING)
    return factories.draft_application()


def shown_to_enterprise(filing: Filing) -> list[str]:
    """Give what the enterprise's list says, a line an entry."""
    lines = own_roster(filing.operator, filing.application_id, now=MORNING).lines
    return [f"{line.number} {line.own_number} {line.isolation} {line.phone}".strip() for line in lines]


def person(filing: Filing, number: int) -> dict[str, str]:
    """Give one entry in full, as the enterprise sees it."""
    return dict(own_person(filing.operator, filing.application_id, number, now=MORNING))


def _let_the_rule_ask_a_roster(at: datetime) -> None:
    if not is_ruled("520322", on=day_of(at)):
        ruled("approval", papers=(*ALL_PAPERS, "roster"))
