"""What the worker does for approvals."""

from fugong.approvals.actions import reminding
from fugong.approvals.queries import applications
from fugong.core import clock, jobs
from fugong.people import public as people


@jobs.job("approvals.remind")
def remind(application_id: int) -> None:
    """Remind the offices of one application, if its answer is still awaited and near or past its limit."""
    by = people.clock_actor(applications.county_of(application_id))
    reminding.remind(application_id, by=by, at=clock.now())
