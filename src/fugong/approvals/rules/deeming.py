"""What silence means: consent where policy says so, and only silence; an objection on record is an answer.

The clock speaks for the office that did not answer by the limit. It never speaks against a desk that said no: such a
case stays overdue, with its red lamp and its reminders, until a person decides. A clock that stands still (the
application lies with the enterprise for correction) runs out for nobody.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from fugong.approvals.rules.lifecycle import State

__all__ = ["deemed_from", "is_deemed_granted"]


def is_deemed_granted(
    *, state: str, deemed_basis: str, due: datetime | None, now: datetime, verdicts: Iterable[str]
) -> bool:
    """Tell whether the limit has passed in silence and silence is consent."""
    runs = state == State.IN_REVIEW and due is not None and bool(deemed_basis)
    return runs and due is not None and now >= due and "disagree" not in set(verdicts)


def deemed_from(due_on: date, *, planned_on: date | None) -> date:
    """Give the first day of a permission by silence: the day after the limit, or the planned day if that is later.

    It does not depend on when the clock's job ran: a power cut must not cost the enterprise a day.
    """
    first = due_on + timedelta(days=1)
    return max(first, planned_on) if planned_on else first
