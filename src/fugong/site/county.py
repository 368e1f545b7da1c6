"""Which county a person works for, as the masthead names it."""

from functools import cache

from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.people import public as people
from fugong.registry import public as registry

COUNTY_DIGITS = 6


def county_of(actor: Actor) -> str:
    """Give the name of the actor's county; nothing for visitors and for who works above any county."""
    code = _county_code(actor)
    return _shipped_names().get(code) or _loaded_name(code) if code else ""


def _county_code(actor: Actor) -> str:
    grants = actor.grants if isinstance(actor, people.Actor) else ()
    for grant in grants:
        if len(grant.area) >= COUNTY_DIGITS:
            return grant.area[:COUNTY_DIGITS]
    ids = [grant.organisation_id for grant in grants if grant.organisation_id and not grant.area]
    found = people.organisations(ids=ids[:1]) if ids else ()
    return found[0].county_code if found else ""


@cache
def _shipped_names() -> dict[str, str]:
    return {row.code: row.name for row in registry.shipped_divisions()}


def _loaded_name(code: str) -> str:
    try:
        return registry.region(code).name
    except NotThere:
        return ""
