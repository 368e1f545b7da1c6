"""What the worker does for reports by itself: remind who has not reported."""

from fugong.core import clock, jobs
from fugong.people import public as people
from fugong.registry import public as registry
from fugong.reports.actions.reminding import remind_missing


@jobs.periodic("reports.remind", "*/10 * * * *")
def remind_all(timestamp: int) -> None:
    """Look every ten minutes which terms are near or past."""
    del timestamp
    for county in registry.counties():
        remind_missing(county, by=people.clock_actor(county), at=clock.now())
