"""What the worker does for approvals."""

from fugong.approvals.actions import batches, reminding
from fugong.approvals.queries import applications
from fugong.approvals.queries import batches as orders
from fugong.core import clock, jobs
from fugong.people import public as people


@jobs.job("approvals.remind")
def remind(application_id: int) -> None:
    """Remind the offices of one application, if its answer is still awaited and near or past its limit."""
    by = people.clock_actor(applications.county_of(application_id))
    reminding.remind(application_id, by=by, at=clock.now())


@jobs.job("approvals.work_off")
def work_off(batch_id: int) -> None:
    """Decide the applications of an order one by one, each in a transaction of its own and by the right of its day."""
    account_id = orders.account_of(batch_id)
    for item_id in orders.waiting_items(batch_id):
        batches.work_on(item_id, by=people.actor_of(account_id, on=clock.today()), at=clock.now())
    batches.finish(batch_id, by=people.actor_of(account_id, on=clock.today()), at=clock.now())
