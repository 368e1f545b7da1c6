"""Background work in the database's own queue: a job is deferred inside the business transaction.

What was committed is done, what was rolled back never was: the queue is the outbox. Actions name a job; only
``tasks`` modules define one. A job may be run twice (a worker was killed after the work and before the mark), so each
does nothing where its work is done already.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from fugong.core import clock
from fugong.core.refusals import Refused

__all__ = ["defer", "job", "names", "periodic", "revive_abandoned"]

P = ParamSpec("P")

MOST_ATTEMPTS = 12
LONGEST_WAIT_SECONDS = 3600


class TryAgain(BaseRetryStrategy):
    """A job that failed is tried again, ever later, for about six hours; one that was refused is not.

    A refusal is an answer of the business and would be the same again; anything else may be an outage.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Decide whether and when this job is tried again."""
        if isinstance(exception, Refused) or job.attempts >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** (job.attempts + 2), LONGEST_WAIT_SECONDS)})


def job(name: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Register a function of a ``tasks`` module under the job's name (``context.verb``)."""

    def register(function: Callable[P, None]) -> Callable[P, None]:
        app.task(name=name, retry=TryAgain())(function)
        return function

    return register


def periodic(name: str, cron: str) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Register a job that the worker starts by itself at the times of ``cron``.

    The times are in UTC: ``0 16 * * *`` is midnight in Beijing. A time missed by more than ten minutes is left out.
    """

    def register(function: Callable[[int], None]) -> Callable[[int], None]:
        app.periodic(cron=cron)(app.task(name=name, retry=TryAgain())(function))
        return function

    return register


def defer(name: str, /, *, at: datetime | None = None, **arguments: Any) -> None:
    """Put a job into the queue, in the transaction that is open; not before ``at`` if given."""
    app.configure_task(name, schedule_at=None if at is None else clock.real(at)).defer(**arguments)


def names() -> frozenset[str]:
    """Give the names of all registered jobs."""
    return frozenset(app.tasks)


async def revive_abandoned() -> int:
    """Put the jobs of workers that no longer give a sign of life back into the queue; give their number."""
    abandoned = list(await app.job_manager.get_stalled_jobs())
    for left in abandoned:
        await app.job_manager.retry_job(left)
    return len(abandoned)
