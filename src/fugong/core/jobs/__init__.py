"""Background work in the database's own queue: a job is deferred inside the business transaction.

What was committed is done, what was rolled back never was: the queue is the outbox. Actions name a job; only
``tasks`` modules define one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec

from procrastinate.contrib.django import app

from fugong.core import clock

__all__ = ["defer", "job", "names", "periodic"]

P = ParamSpec("P")


def job(name: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Register a function of a ``tasks`` module under the job's name (``context.verb``)."""

    def register(function: Callable[P, None]) -> Callable[P, None]:
        app.task(name=name)(function)
        return function

    return register


def periodic(name: str, cron: str) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Register a job that the worker starts by itself at the times of ``cron`` (Beijing time is the server's)."""

    def register(function: Callable[[int], None]) -> Callable[[int], None]:
        app.periodic(cron=cron)(app.task(name=name)(function))
        return function

    return register


def defer(name: str, /, *, at: datetime | None = None, **arguments: Any) -> None:
    """Put a job into the queue, in the transaction that is open; not before ``at`` if given."""
    app.configure_task(name, schedule_at=None if at is None else clock.real(at)).defer(**arguments)


def names() -> frozenset[str]:
    """Give the names of all registered jobs."""
    return frozenset(app.tasks)
