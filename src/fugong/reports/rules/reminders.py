"""When is somebody reminded of a report that has not come, and who is told then?"""

from datetime import datetime, timedelta
from typing import Final

from fugong.core.wording import N_

__all__ = ["STEPS", "WATCHED", "step_due"]

# Before the term, at the term, and a day after it, when the township and the county are told as well.
NEAR: Final = timedelta(hours=2)
ESCALATED: Final = timedelta(days=1)
# What is older than this is a matter for people, not for another reminder.
WATCHED: Final = timedelta(days=7)
STEPS: Final = {
    "near": N_("临近截止，提醒企业"),
    "overdue": N_("已逾期，催报企业"),
    "escalated": N_("逾期一天，转乡镇和县里督促"),
}


def step_due(due_at: datetime, now: datetime) -> str:
    """Give the step that is due now for a report that has not come; nothing long before the term or long after it."""
    if not due_at - NEAR <= now <= due_at + WATCHED:
        return ""
    if now < due_at:
        return "near"
    return "overdue" if now < due_at + ESCALATED else "escalated"
