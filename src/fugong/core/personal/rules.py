"""Why data about persons is held and until when; how much of it a reader sees, and what he must say to see more.

网信办 2020-02-04 notice: only what joint prevention needs, for nothing else. 个人信息保护法 §6 (minimum), §19 (shortest
time), §28 (health and whereabouts are sensitive), §47 (erase when the purpose is achieved or the time has run out).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_

__all__ = [
    "MOST_VIEWS_AN_HOUR",
    "OF_ITS_GROUP",
    "REASONS",
    "NoRetention",
    "PersonalField",
    "Purpose",
    "Retention",
    "TooManyViews",
    "erase_on",
    "guard_pace",
    "guard_reason",
    "holds_numbers_of_persons",
    "in_beijing",
    "latest_day",
    "masked_phone",
    "retention_on",
]

MOST_VIEWS_AN_HOUR = 20
# What a field of sealed records states instead of one purpose: its group names it.
OF_ITS_GROUP = "as its group says"

# Why somebody looks at a field in full: what the purpose can need, and nothing else.
REASONS = {
    "follow_up": N_("隔离观察随访"),
    "case_tracing": N_("病例或密切接触者排查"),
    "verify_entry": N_("核实申报内容"),
    "asked_by_person": N_("本人查询或更正"),
}


class NoRetention(Refused):
    """No rule says how long such data may be kept on that day; then it may not be collected at all."""

    code = "no_retention"
    message = N_("现行规定没有确定此类个人信息的保存期限，不能收集。")


class TooManyViews(Refused):
    """Somebody looks at more persons in full than a case can need."""

    code = "too_many_views"
    status = 429
    message = N_("一小时内查看个人信息全文不得超过 %(most)s 次。请稍后再办；确需批量核对的，请联系企业经办人。")


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One thing asked about a person; ``use`` says for what and stands beside the field, lists show it ``masked``."""

    key: str
    label: str
    use: str
    longest: int
    required: bool = True
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records may be kept, since a day.

    They go ``days_after_settled`` days after the matter they were collected for is settled, and ``longest_days`` days
    after the first of them was kept in any case; without such a limit they last as long as the matter.
    """

    effective_from: date
    days_after_settled: int
    basis: str
    longest_days: int | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to hold data about persons: what is asked, on which basis, for how long."""

    code: str
    words: str
    basis: str
    fields: tuple[PersonalField, ...]
    retentions: tuple[Retention, ...]

    def flaws(self) -> list[str]:
        """Name what is missing before data may be held for it: basis, use of each field, limits of time."""
        found = [f"field {field.key} does not say what it is used for" for field in self.fields if not field.use]
        if not self.basis or not all(retention.basis for retention in self.retentions):
            found.append("it has no legal basis")
        if not self.retentions:
            found.append("it has no expiry")
        if any(
            r.days_after_settled < 0 or (r.longest_days is not None and r.longest_days < 1) for r in self.retentions
        ):
            found.append("its expiry is no number of days")
        return found


def retention_on(purpose: Purpose, day: date) -> Retention:
    """Give the rule of keeping in force on the day. Raises NoRetention."""
    in_force = [retention for retention in purpose.retentions if retention.effective_from <= day]
    if not in_force:
        raise NoRetention
    return max(in_force, key=lambda retention: retention.effective_from)


def latest_day(retention: Retention, *, kept_on: date) -> date:
    """Give the day on which records first kept on that day go in any case. Raises NoRetention for one without limit."""
    if retention.longest_days is None:
        raise NoRetention
    return kept_on + timedelta(days=retention.longest_days)


def erase_on(retention: Retention, *, latest: date, settled_on: date) -> date:
    """Give the day on which records go once their matter is settled; a clock only ever moves forward to the reader."""
    return min(latest, settled_on + timedelta(days=retention.days_after_settled))


# The calendar says the same; but it stands above what keeps requests from acting twice, which stands on this package.
_BEIJING = timezone(timedelta(hours=8))


def in_beijing(at: datetime) -> date:
    """Give the day of a moment as it is counted here."""
    return at.astimezone(_BEIJING).date()


_SHOWN = 4
_FRONT = 3


def masked_phone(phone: str) -> str:
    """Give a telephone number with its middle hidden, as 138****1234."""
    if len(phone) <= _SHOWN * 2:
        return "*" * len(phone)
    return f"{phone[:_FRONT]}****{phone[-_SHOWN:]}"


# Numbers by which a person is known: identity numbers, passports, telephones.
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}")


def holds_numbers_of_persons(text: str) -> bool:
    """Tell whether a text that will be kept for ever has a number in it by which somebody is known."""
    return _LONG_NUMBER.search(text) is not None


def guard_reason(reason: str, note: str) -> None:
    """Refuse a look without a known reason and own words, or with somebody's number in them. Raises Invalid."""
    problems = []
    if reason not in REASONS:
        problems.append(Problem("reason", N_("请选择查看原因。")))
    if not note.strip():
        problems.append(Problem("note", N_("请说明具体事由。")))
    if holds_numbers_of_persons(note):
        problems.append(Problem("note", N_("事由将长期留痕，不要写电话、证件号码。")))
    if problems:
        raise Invalid(problems)


def guard_pace(views_in_the_last_hour: int) -> None:
    """Refuse the look that is one too many. Raises TooManyViews."""
    if views_in_the_last_hour >= MOST_VIEWS_AN_HOUR:
        raise TooManyViews(most=MOST_VIEWS_AN_HOUR)
