"""Whom a change of phase concerns: the enterprises for which the rule of the day has something to settle or to end."""

from datetime import date

from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.carrying import ends_permission, ends_running, is_settled_by
from fugong.approvals.rules.lifecycle import State
from fugong.core.calendar import day_of
from fugong.policy import public as policy
from fugong.registry import public as registry


def carried(county_code: str, *, on: date) -> tuple[int, ...]:
    """Give the enterprises of the county that must be carried over, as ``actions.carrying`` does for each."""
    book = policy.open_book(county_code, on=on)
    return (*_waiting(county_code, book), *(_ended(county_code, book, on) if book.ends_permissions else ()))


def counties() -> tuple[str, ...]:
    """Give the counties in which anything was applied for or runs."""
    found = {*Application.objects.values_list("county_code", flat=True).order_by().distinct()}
    return tuple(sorted(found | {*Restart.objects.values_list("county_code", flat=True).order_by().distinct()}))


def _waiting(county_code: str, book: policy.OpenBook) -> tuple[int, ...]:
    rows = Application.objects.filter(county_code=county_code, state__in=[State.IN_REVIEW, State.RETURNED])
    return tuple(
        enterprise
        for enterprise, state, division, industry in rows.order_by("pk").values_list(
            "enterprise_id", "state", "division_code", "industry_code"
        )
        if (today := book.triage(division_code=division, industry_code=industry)) is not None
        and is_settled_by(today.mode, state=state)
    )


def _ended(county_code: str, book: policy.OpenBook, on: date) -> tuple[int, ...]:
    standing = {
        row.enterprise_id: row
        for row in Application.objects.standing().filter(county_code=county_code).only(
            "enterprise_id", "state", "decided_at"
        )
    }  # fmt: skip
    running = dict(
        Restart.objects.filter(county_code=county_code, stopped_on=None).values_list("enterprise_id", "restarted_on")
    )
    ended = []
    for card in registry.enterprise_cards(standing.keys() | running.keys(), on=on).values():
        today = book.triage(division_code=card.division_code, industry_code=card.industry_code)
        if today is None:
            continue
        row = standing.get(card.id)
        given_on = day_of(row.decided_at) if row and row.decided_at else None
        end_before = today.permissions_end_before
        lapses = row is not None and ends_permission(row.state, given_on=given_on, end_before=end_before)
        if lapses or (
            card.id in running and ends_running(running[card.id], permitted_on=given_on, end_before=end_before)
        ):
            ended.append(card.id)
    return tuple(ended)
