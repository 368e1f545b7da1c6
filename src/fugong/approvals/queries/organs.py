"""In whose name a document goes out: the deciding office, or the county's bureau for what no officer decided."""

from fugong.core.permission import Actor
from fugong.core.refusals import NotPermitted
from fugong.core.wording import N_
from fugong.people import public as people

__all__ = ["bureau_of", "own_organ"]


def own_organ(by: Actor) -> people.OrganisationCard:
    """Give the organ in whose name the actor decides. Raises NotPermitted when it numbers no documents."""
    organs = people.organisations(ids=by.organisations_for("approvals.decide"))
    organ = next((organ for organ in organs if organ.series), None)
    if organ is None:
        raise NotPermitted(N_("您所在单位没有发文字号，不能作出决定。请联系安全管理员维护单位信息。"))
    return organ


def bureau_of(county_code: str) -> people.OrganisationCard | None:
    """Give the county's bureau that numbers documents: in its name goes out what no officer decided."""
    return next((organ for organ in people.organisations(county_code, kind="bureau") if organ.series), None)
