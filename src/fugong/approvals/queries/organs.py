"""Which organ decides: the office on whose behalf somebody holds the right, by the series of its documents."""

from fugong.core.permission import Actor
from fugong.core.refusals import NotPermitted
from fugong.core.wording import N_
from fugong.people import public as people


def series_of(by: Actor) -> str:
    """Give the series in which the actor's office numbers its decisions. Raises NotPermitted when it has none."""
    organs = people.organisations(ids=by.organisations_for("approvals.decide"))
    series = next((organ.series for organ in organs if organ.series), "")
    if not series:
        raise NotPermitted(N_("您所在单位没有发文字号，不能作出决定。请联系安全管理员维护单位信息。"))
    return series
