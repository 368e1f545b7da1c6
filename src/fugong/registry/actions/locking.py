"""How every act on an enterprise begins: find it in the actor's view, lock its row, ask for the right."""

from datetime import datetime

from fugong.core.permission import Actor, require
from fugong.core.refusals import NotThere, Refused
from fugong.core.wording import N_
from fugong.registry.models import Enterprise
from fugong.registry.rules.kinds import CLOSURES, Closure


class EnterpriseIsClosed(Refused):
    """Nothing is registered about an enterprise that no longer exists."""

    code = "registry.enterprise_is_closed"
    message = N_("该企业已于 %(day)s %(closure)s，不能再办理。")


def enterprise_for_change(enterprise_id: int, *, by: Actor, at: datetime) -> Enterprise:
    """Lock the enterprise for a change by the actor.

    Raises NotThere outside the actor's view, NotPermitted without the right, EnterpriseIsClosed.
    """
    enterprise = enterprise_in_hand(enterprise_id, by=by, at=at)
    if enterprise.closed_on is not None:
        closure = CLOSURES[enterprise.closure or Closure.DEREGISTERED]
        raise EnterpriseIsClosed(day=enterprise.closed_on.isoformat(), closure=closure)
    return enterprise


def enterprise_in_hand(enterprise_id: int, *, by: Actor, at: datetime) -> Enterprise:
    """Lock the enterprise, closed or not, for whoever keeps it. Raises NotThere, NotPermitted."""
    visible = Enterprise.objects.visible_to(by, on=at.date())
    enterprise = visible.select_for_update(of=("self",)).filter(pk=enterprise_id).first()
    if enterprise is None:
        raise NotThere
    require(by, "registry.edit", division_code=enterprise.division_code)
    return enterprise
