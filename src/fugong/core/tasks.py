"""What the worker does for core by itself."""

from asgiref.sync import async_to_sync

from fugong.core import audit, clock, idempotency, jobs
from fugong.core.personal.erasing import CARETAKER, erase_due


@jobs.periodic("core.audit.sign_heads", "7 * * * *")
def sign_heads(timestamp: int) -> None:
    """Sign the ends of the counties' chains, every hour, so that little can be rewritten unseen."""
    del timestamp
    audit.sign_heads(at=clock.now())


@jobs.periodic("core.idempotency.forget", "40 19 * * *")
def forget_old_keys(timestamp: int) -> None:
    """Forget, at 3:40 in Beijing, the keys of requests that are too old to be repeated."""
    del timestamp
    idempotency.forget_old()


@jobs.periodic("core.jobs.revive", "*/2 * * * *")
def revive_abandoned_jobs(timestamp: int) -> None:
    """Have the jobs done that a killed worker left in the middle."""
    del timestamp
    async_to_sync(jobs.revive_abandoned)()


@jobs.periodic("core.personal.erase", "30 19 * * *")
def erase_personal_data(timestamp: int) -> None:
    """Erase, at 3:30 in Beijing, the data about persons whose time has run out, and certify it."""
    del timestamp
    erase_due(by=CARETAKER, at=clock.now())
