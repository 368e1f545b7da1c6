"""Reads out of an address and its reader which county and which period are meant."""

from datetime import date

from fugong.core.permission import Actor
from fugong.core.refusals import NotThere

_COUNTY = 6


def period_from(text: str) -> date:
    """Give the day that names a period. Raises NotThere for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotThere from None


def county_of(actor: Actor) -> str:
    """Give the county whose reports the actor reads. Raises NotThere where several could be meant."""
    areas = actor.areas_for("reports.view")
    if not areas or len(areas[0]) < _COUNTY:
        raise NotThere
    return areas[0][:_COUNTY]
