"""What the worker does for people by itself."""

from fugong.core import jobs
from fugong.people.actions.sweeping import sweep as throw_away


@jobs.periodic("people.sweep", "20 3 * * *")
def sweep(timestamp: int) -> None:
    """Throw away ended sessions and what else has served its time, every night."""
    del timestamp
    throw_away()
