"""What a change of phase does to what was begun or obtained before it: nobody applies again for what stands."""

from datetime import date

from fugong.approvals.rules.lifecycle import EFFECTIVE, State

__all__ = ["ends_permission", "ends_running", "is_settled_by"]


def is_settled_by(mode: str, *, state: str) -> bool:
    """Tell whether an open application is settled because today's rule asks for no decision.

    What waits for the offices is recorded under the new rule: its papers and its declaration were handed in. What lies
    with the enterprise for correction is settled where nothing is asked any more; under commitment or filing it stays
    there and is recorded when it is handed in again.
    """
    if state == State.IN_REVIEW:
        return mode != "approval"
    return state == State.RETURNED and mode == "none"


def ends_permission(state: str, *, given_on: date | None, end_before: date | None) -> bool:
    """Tell whether a permission no longer stands: rules may end those given before a day, and mostly end none."""
    standing = state in EFFECTIVE or state == State.SUSPENDED
    return standing and end_before is not None and given_on is not None and given_on < end_before


def ends_running(restarted_on: date, *, permitted_on: date | None, end_before: date | None) -> bool:
    """Tell whether an enterprise has to stop until it has a permission of today's handling.

    ``permitted_on`` is the day of its permission that still stands, if it has one.
    """
    if end_before is None or restarted_on >= end_before:
        return False
    return permitted_on is None or permitted_on < end_before
