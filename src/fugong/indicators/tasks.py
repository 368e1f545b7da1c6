"""What the worker does for indicators by itself: keep the lake and the cells up with what was reported."""

from fugong.core import clock, jobs
from fugong.indicators.actions.rolling import roll
from fugong.registry import public as registry


@jobs.periodic("indicators.roll", "* * * * *")
def roll_all(timestamp: int) -> None:
    """Count, every minute, what is new; a county in which nothing is new costs a few questions."""
    del timestamp
    for county in registry.counties():
        roll(county, at=clock.now())
