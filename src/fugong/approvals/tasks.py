"""What the worker does for approvals."""

from fugong.approvals.actions import reminding, roster
from fugong.approvals.queries import applications
from fugong.approvals.queries.roster import without_clock
from fugong.core import clock, jobs
from fugong.people import public as people


@jobs.job("approvals.remind")
def remind(application_id: int) -> None:
    """Remind the offices of one application, if its answer is still awaited and near or past its limit."""
    by = people.clock_actor(applications.county_of(application_id))
    reminding.remind(application_id, by=by, at=clock.now())


@jobs.periodic("approvals.start_clocks", "20 19 * * *")
def start_clocks(timestamp: int) -> None:
    """Start, at 3:20 in Beijing, the clocks of rosters whose applications are settled; erasing follows at 3:30."""
    del timestamp
    for application_id in without_clock():
        by = people.clock_actor(applications.county_of(application_id))
        roster.start_clock(application_id, by=by, at=clock.now())
