"""How a higher context hears of what happened in a lower one: one job per subscriber, in the same transaction.

The lower context announces a frozen dataclass of plain values; a higher one subscribes a job of its ``tasks`` in its
``apps.py``. The job gets the event's fields as arguments, days and moments as ISO text.
"""

import json
from dataclasses import fields
from typing import Any, ClassVar, Protocol

from django.core.serializers.json import DjangoJSONEncoder

from fugong.core import jobs

__all__ = ["Event", "publish", "subscribe", "subscribed_jobs"]


class Event(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


_subscribers: dict[type[Event], list[str]] = {}


def subscribe(event: type[Event], job_name: str) -> None:
    """Have the job run for every such event from now on; twice is once."""
    found = _subscribers.setdefault(event, [])
    if job_name not in found:
        found.append(job_name)


def publish(event: Event) -> None:
    """Announce what happened; call it inside the action's transaction, before number and audit."""
    told = {each.name: getattr(event, each.name) for each in fields(event)}
    arguments = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    for job_name in _subscribers.get(type(event), ()):
        jobs.defer(job_name, **arguments)


def subscribed_jobs() -> frozenset[str]:
    """Give the names of all jobs that are subscribed to something."""
    return frozenset(name for found in _subscribers.values() for name in found)
