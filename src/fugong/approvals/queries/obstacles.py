"""What of approvals stands against closing an enterprise's second registration in favour of the first."""

from datetime import date

from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.eligibility import guard_merge
from fugong.core.refusals import Refused

__all__ = ["open_matters"]


def open_matters(merged_id: int, survivor_id: int, on: date) -> Refused | None:
    """Say what must be settled first; nothing when the two can become one.

    A permission is given to one registration and does not move to another; so the registration that holds it is the
    one to keep.
    """
    states = dict(
        Application.objects.standing()
        .filter(enterprise_id__in=[merged_id, survivor_id])
        .values_list("enterprise_id", "state")
    )
    running = set(
        Restart.objects.filter(enterprise_id__in=[merged_id, survivor_id])
        .running_on(on)
        .values_list("enterprise_id", flat=True)
    )
    try:
        guard_merge(
            merged=states.get(merged_id),
            survivor=states.get(survivor_id),
            only_merged_runs=merged_id in running and survivor_id not in running,
        )
    except Refused as refusal:
        return refusal
    return None
