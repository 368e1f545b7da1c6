"""What the worker does for indicators by itself: keep the lake and the cells up with what was reported, and look
whose signals disagree.
"""

from fugong.core import clock, jobs
from fugong.indicators.actions.rolling import roll
from fugong.indicators.actions.suggesting import suggest_visits
from fugong.people import public as people
from fugong.registry import public as registry


@jobs.periodic("indicators.roll", "* * * * *")
def roll_all(timestamp: int) -> None:
    """Count, every minute, what is new; a county in which nothing is new costs a few questions."""
    del timestamp
    for county in registry.counties():
        roll(county, at=clock.now())


@jobs.periodic("indicators.suggest_visits", "40 2 * * *")
def suggest_all(timestamp: int) -> None:
    """Look, at 10:40 in Beijing, when the daily reports are due, whose signals disagree."""
    del timestamp
    for county in registry.counties():
        suggest_visits(county, by=people.clock_actor(county), at=clock.now())
