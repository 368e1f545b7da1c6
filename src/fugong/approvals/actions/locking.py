"""Takes an application in hand: locked, within the actor's view, and as the actor saw it."""

from datetime import datetime

from fugong.approvals.models import Application
from fugong.approvals.queries.impartiality import hands_of
from fugong.approvals.rules.eligibility import guard_version
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import NotPermitted, NotThere
from fugong.registry import public as registry


def locked(application_id: int, version: int | None = None, *, by: Actor, at: datetime) -> Application:
    """Lock and load the row. Raises NotThere when out of view, Stale when it changed since ``version``.

    The lock on the application comes before every other lock of a decision; numbers and the audit chain come last.
    """
    row = Application.objects.select_for_update().visible_to(by, on=day_of(at)).filter(pk=application_id).first()
    if row is None:
        raise NotThere
    guard_version(row.version, seen=version)
    return row


def locked_own(application_id: int, version: int | None = None, *, by: Actor, at: datetime) -> Application:
    """Lock an application of an enterprise for which the actor speaks. Raises NotThere, NotPermitted, Stale."""
    require(by, "approvals.apply")
    row = locked(application_id, version, by=by, at=at)
    if not registry.may_act_for(by, row.enterprise_id, on=day_of(at)):
        raise NotPermitted
    return row


def locked_for(
    permission: str, application_id: int, version: int | None = None, *, by: Actor, at: datetime
) -> Application:
    """Lock an application over which the actor holds a right. Raises NotThere, NotPermitted, OwnMatter, Stale."""
    row = locked(application_id, version, by=by, at=at)
    hands_of(by, permission).guard(row)
    return row


def moved(row: Application, **changes: object) -> dict[str, tuple[object, object]]:
    """Set named fields, count the version up and save just these; give before and after for the audit."""
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])
    # Whose account it was stands in every act of the trail already.
    return {
        name: (before[name], value)
        for name, value in changes.items()
        if before[name] != value and not name.endswith("_account_id")
    }
