"""Who may apply, who may be granted, and who may confirm a restart; each refusal says what to do instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fugong.approvals.rules.lifecycle import EFFECTIVE, OPEN, State
from fugong.core.refusals import Invalid, Problem, Refused, Stale
from fugong.core.wording import N_

__all__ = [
    "AlreadyApplied",
    "AlreadyRunning",
    "CannotBeMerged",
    "CannotGrant",
    "EnterpriseIsClosed",
    "NoApplicationNeeded",
    "NotYetAllowed",
    "OpinionSeen",
    "guard_application",
    "guard_effective_day",
    "guard_existing",
    "guard_merge",
    "guard_opinions",
    "guard_restart",
    "guard_restart_day",
    "guard_version",
]

# A restart longer ago than this is a slip of the year.
LONGEST_AGO = timedelta(days=366)


class NoApplicationNeeded(Refused):
    """The policy in force asks for no application; the enterprise restarts and confirms."""

    code = "no_application_needed"
    message = N_("按照现行规定，贵企业复产无需申请，可直接复产，并请在复产后点“确认复产”。")


class AlreadyApplied(Refused):
    """The enterprise has an application that is open or in force."""

    code = "already_applied"
    message = N_("贵企业已有一份办理中或有效的复产申请，不能重复申请。请在“我的申请”中查看。")


class EnterpriseIsClosed(Refused):
    """The enterprise no longer exists."""

    code = "enterprise_is_closed"
    message = N_("该企业已于 %(closed_on)s 注销，不能再办理复产事项。")


class CannotGrant(Refused):
    """The opinions do not carry a grant."""

    code = "cannot_grant"


class CannotBeMerged(Refused):
    """Something of the registration that is to be closed is not settled."""

    code = "approvals.cannot_be_merged"


class NotYetAllowed(Refused):
    """The enterprise may not run on that day."""

    code = "not_yet_allowed"


class AlreadyRunning(Refused):
    """The restart was confirmed before."""

    code = "already_running"
    message = N_("贵企业已于 %(restarted_on)s 确认复产，无需重复确认。")


@dataclass(frozen=True, slots=True)
class OpinionSeen:
    """What a decision needs to know of an opinion; an empty verdict is one not yet given."""

    office: str
    verdict: str


def guard_version(version: int, *, seen: int | None) -> None:
    """Refuse to act on what somebody changed since it was seen; without a version seen, nothing is compared.

    Raises Stale.
    """
    if seen is not None and version != seen:
        raise Stale(version=version)


def guard_existing(closed_on: date | None, *, on: date) -> None:
    """Refuse anything for an enterprise that was struck off by the day. Raises EnterpriseIsClosed."""
    if closed_on is not None and closed_on <= on:
        raise EnterpriseIsClosed(closed_on=closed_on.isoformat())


def guard_application(*, mode: str, states_of_others: Iterable[str]) -> None:
    """Refuse an application that is not needed, or a second one. Raises NoApplicationNeeded, AlreadyApplied."""
    if any(states_of_others):
        raise AlreadyApplied
    if mode == "none":
        raise NoApplicationNeeded


def guard_merge(*, merged: str | None, survivor: str | None, only_merged_runs: bool) -> None:
    """Refuse to close a second registration while something of it would be lost. Raises CannotBeMerged.

    ``merged`` and ``survivor`` are the states of their standing applications.
    """
    if merged in OPEN:
        raise CannotBeMerged(N_("拟并入的登记有尚未办结的复产申请，请先由企业撤回或由主管部门办结，再合并。"))
    if merged == State.SUSPENDED:
        raise CannotBeMerged(N_("拟并入的登记复产许可已暂停，请先恢复或另行处理，再合并。"))
    if (merged in EFFECTIVE and survivor not in EFFECTIVE) or only_merged_runs:
        raise CannotBeMerged(N_("复产许可或复产确认只在拟并入的登记上，不能转移。请改以它为保留的企业。"))


def guard_opinions(opinions: Iterable[OpinionSeen]) -> None:
    """Refuse a grant while a desk has not answered, or has objected. Raises CannotGrant naming the offices."""
    seen = tuple(opinions)
    silent = [opinion.office for opinion in seen if not opinion.verdict]
    if silent:
        raise CannotGrant(N_("尚未收到以下单位的意见：%(offices)s。请催办后再作决定。"), offices="、".join(silent))
    against = [opinion.office for opinion in seen if opinion.verdict == "disagree"]
    if against:
        raise CannotGrant(
            N_("以下单位不同意：%(offices)s。请退回补正、不予同意，或与该单位会商后由其修改意见。"),
            offices="、".join(against),
        )


def guard_effective_day(effective_on: date, *, on: date) -> None:
    """Refuse a decision that takes effect in the past or after more than ninety days. Raises Invalid."""
    furthest_days = 90
    if not 0 <= (effective_on - on).days <= furthest_days:
        raise Invalid([Problem("effective_on", N_("起始日期应在今天起 90 天之内。"))])


def guard_restart_day(restarted_on: date, *, on: date) -> None:
    """Refuse a restart in the future, or so long ago that the year must be wrong. Raises Invalid."""
    if restarted_on < on - LONGEST_AGO:
        raise Invalid([Problem("restarted_on", N_("复产日期在一年以前，请核对年份。"))])
    if restarted_on > on:
        raise Invalid([Problem("restarted_on", N_("复产日期不能晚于今天。请在实际复产之后再确认。"))])


def guard_restart(*, mode: str, permission: str | None, allowed_from: date | None, restarted_on: date) -> None:
    """Refuse a restart that lacks the permission which the mode of its day asks for.

    ``permission`` is the state of the enterprise's application in force, ``allowed_from`` its first day.
    Raises NotYetAllowed.
    """
    if permission == "suspended":
        raise NotYetAllowed(N_("贵企业的复产许可已暂停，恢复之前不能确认复产。请联系经贸主管部门。"))
    if permission in EFFECTIVE:
        if allowed_from is not None and restarted_on < allowed_from:
            raise NotYetAllowed(N_("复产日期不能早于许可的起始日期 %(from_on)s。"), from_on=allowed_from.isoformat())
    elif mode != "none":
        raise NotYetAllowed(N_("按照现行规定，贵企业需先取得许可或完成备案，才能确认复产。请先提交复产申请。"))
