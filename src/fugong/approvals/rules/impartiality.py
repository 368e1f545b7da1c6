"""Four eyes 回避: nobody decides, or gives an opinion, about what is his own matter; a substitute neither."""

from collections.abc import Collection, Iterable
from datetime import date

from fugong.core.refusals import NotPermitted
from fugong.core.wording import N_

__all__ = ["OwnDecision", "OwnMatter", "guard_other_hand", "is_own_matter"]


class OwnMatter(NotPermitted):
    """Nobody decides, or gives an opinion, about an enterprise for which he speaks or spoke, or what he handed in."""

    code = "own_matter"
    message = N_("您（或您所代理的人员）是该企业现在或办理期间的经办人，应当回避。请由本单位其他人员办理。")


class OwnDecision(NotPermitted):
    """Nobody judges the objection to his own decision."""

    code = "own_decision"
    message = N_("该复核针对的决定由您（或您所代理的人员）作出，应当由其他人员复核。")


def is_own_matter(
    accounts: Collection[int], *, hands: Iterable[int | None], began_on: date, spoke_until: Iterable[date | None]
) -> bool:
    """Tell whether an application is the own matter of one of the accounts.

    ``accounts``: who acts and in whose place; ``hands``: who began it and handed it in; ``spoke_until``: the ends of
    their authorities to speak for the enterprise, none while it lasts. An authority that reached into the day on which
    the application was begun, or beyond, counts, though it be over: else one would resign in order to decide.
    """
    return any(hand in accounts for hand in hands if hand is not None) or any(
        until is None or until >= began_on for until in spoke_until
    )


def guard_other_hand(accounts: Collection[int], *, decided_by: int | None) -> None:
    """Refuse whoever made the decision objected to. Raises OwnDecision; a machine's decision is judged by anybody."""
    if decided_by is not None and decided_by in accounts:
        raise OwnDecision
