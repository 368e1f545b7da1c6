"""What the worker does for core by itself."""

import logging
from datetime import timedelta

from asgiref.sync import async_to_sync

from fugong.core import audit, clock, idempotency, jobs, lake, webhooks
from fugong.core.exchange import exporting, working
from fugong.core.personal.erasing import CARETAKER, erase_due

_log = logging.getLogger(__name__)


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


@jobs.periodic("core.lake.join", "10 18 * * *")
def join_lakes(timestamp: int) -> None:
    """Have joined, at 2:10 in Beijing, the small files that a day of refreshes left; each county by itself."""
    del timestamp
    for county in lake.counties():
        jobs.defer("core.lake.join_county", county_code=county)


@jobs.job("core.lake.join_county")
def join_lake(*, county_code: str) -> None:
    """Join a county's small files; damaged ones are named in the log."""
    for path in lake.join(county_code, at=clock.now()).damaged:
        _log.error("The lake's file %s is damaged or missing: run `fugong lake reconcile %s`.", path, county_code)


@jobs.periodic("core.jobs.revive", "*/2 * * * *")
def revive_abandoned_jobs(timestamp: int) -> None:
    """Have the jobs done that a killed worker left in the middle."""
    del timestamp
    async_to_sync(jobs.revive_abandoned)()


@jobs.job("core.exchange.check")
def check_batch(*, batch_id: int) -> None:
    """Judge every row of a file that was handed in."""
    working.check(batch_id, at=clock.now())


@jobs.job("core.exchange.take_over")
def take_batch_over(*, batch_id: int) -> None:
    """Take over the rows of a confirmed batch."""
    working.take_over(batch_id, at=clock.now())


@jobs.job("core.exchange.make_file")
def make_export(*, export_id: int) -> None:
    """Make the file of a large export."""
    exporting.make_file(export_id, at=clock.now())


@jobs.periodic("core.exchange.expire", "17 * * * *")
def expire_exports(timestamp: int) -> None:
    """Take away, every hour, the exported files whose time is over."""
    del timestamp
    exporting.expire(at=clock.now())


@jobs.job("core.webhooks.deliver")
def deliver_event(delivery_id: int) -> None:
    """Bring one event to one who is subscribed."""
    webhooks.deliver(delivery_id, at=clock.now())


@jobs.job("core.webhooks.resume")
def resume_deliveries() -> None:
    """Bring everything that waited while a subscription was paused."""
    webhooks.catch_up(at=clock.now(), late=timedelta(0))


@jobs.periodic("core.webhooks.catch_up", "*/10 * * * *")
def catch_up_deliveries(timestamp: int) -> None:
    """Bring what no job brings any more, so that no event is ever given up."""
    del timestamp
    webhooks.catch_up(at=clock.now())


@jobs.periodic("core.webhooks.forget", "50 19 * * *")
def forget_deliveries(timestamp: int) -> None:
    """Forget, at 3:50 in Beijing, the events that were taken a month ago."""
    del timestamp
    webhooks.forget_old(at=clock.now())


@jobs.periodic("core.personal.erase", "30 19 * * *")
def erase_personal_data(timestamp: int) -> None:
    """Erase, at 3:30 in Beijing, the data about persons whose time has run out, and certify it."""
    del timestamp
    erase_due(by=CARETAKER, at=clock.now())
