"""The single stories of the scenario: the cement works, refusals, corrections, a suspension, and the open cases."""

from datetime import date, datetime, timedelta

from .answers import FULL, SHORT, answers
from .diary import Diary
from .enterprises import Firm
from .offices import industry_reviewer, township_reviewer

RETURNED_TURN = 3
SUSPENDED_NUMBER = 25


def _at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}:00+08:00")


def cement_works(diary: Diary, firm: Firm) -> None:
    """Tell F3: filed on Saturday 2020-02-15, decided the same day, at work the next."""
    day = date(2020, 2, 15)
    given = answers(firm, planned_on=day + timedelta(days=1), mode=FULL)
    case = diary.add(
        firm, "application.file", _at(day, "09:12"), by=firm.operator, subject=firm.uscc, tag="file", answers=given
    )
    opinions = (
        ("township", "10:40", township_reviewer(firm.place), "现场核查，厂区实行封闭管理，防控措施到位。"),
        ("health", "11:25", "weijian", "防疫物资和隔离场所符合要求。"),
        ("industry", "14:10", industry_reviewer(firm.industry), "原料、用电有保障，同意复产。"),
    )
    for desk, clock, by, text in opinions:
        diary.add(firm, "application.opine", _at(day, clock), by=by, subject=case, tag=desk, verdict="agree", text=text)
    diary.add(
        firm, "application.grant", _at(day, "15:36"), by="jingmao", subject=case, tag="grant", effective_on="2020-02-16"
    )
    diary.add(
        firm, "restart.confirm", _at(date(2020, 2, 16), "08:25"), by=firm.operator, subject=firm.uscc, tag="restart",
        restarted_on="2020-02-16",
    )  # fmt: skip


def returned_then_granted(diary: Diary, firm: Firm, day: date, *, objected: bool) -> None:
    """Return once for correction; in some cases because the health desk objected."""
    case = diary.file(firm, day, mode=FULL)
    diary.opine(firm, case, day, desk="township", hour=10)
    if objected:
        diary.opine(firm, case, day, desk="health", hour=11, verdict="disagree", text="口罩存量不足三日用量。")
    back = {"masks_stock": "请补充口罩至三日以上用量。", "isolation_place": "请写明隔离间的具体位置。"}
    diary.add(
        firm, "application.return", diary.clock(day, 15), by="jingmao", subject=case, tag="return", items=back,
        note="请补正后再次提交，时限暂停计算。",
    )  # fmt: skip
    again = day + timedelta(days=1)
    first = max(1, firm.figures["staff"] * 2 // 3)
    supplies = {
        "masks_stock": str(first * 20), "masks_daily_need": str(first * 2),
        "thermometers": str(2 + firm.figures["staff"] // 100), "disinfectant_l": str(40 + firm.figures["staff"] // 2),
    }  # fmt: skip
    diary.add(
        firm, "application.save", diary.clock(again, 8), by=firm.operator, subject=case, tag="save-plan",
        section="plan", typed=_plan(firm, again),
    )  # fmt: skip
    diary.add(
        firm, "application.save", diary.clock(again, 9), by=firm.operator, subject=case, tag="save",
        section="supplies", typed=supplies,
    )  # fmt: skip
    diary.add(firm, "application.submit", diary.clock(again, 10), by=firm.operator, subject=case, tag="submit")
    diary.opine(firm, case, again, desk="health", hour=11, tag="-again" if objected else "")
    diary.opine(firm, case, again, desk="industry", hour=14)
    diary.grant(firm, case, again, effective_on=again + timedelta(days=1))
    diary.restart(firm, again + timedelta(days=1))


def _plan(firm: Firm, day: date) -> dict[str, str]:
    given = answers(firm, planned_on=day + timedelta(days=1), mode=FULL)
    return {key: given[key] for key in ("planned_restart_on", "staff_total", "staff_first_batch")}


def refused_then_committed(diary: Diary, firm: Firm) -> None:
    """Refuse in February for want of supplies; a commitment is enough from 02-25 on."""
    day = date(2020, 2, 17)
    case = diary.file(firm, day, mode=FULL)
    diary.opine(firm, case, day, desk="township", hour=10)
    diary.opine(firm, case, day, desk="health", hour=11, verdict="disagree", text="口罩、消毒液均不足，短期无法补齐。")
    diary.opine(firm, case, day, desk="industry", hour=14)
    diary.add(
        firm, "application.refuse", diary.clock(day, 16), by="jingmao", subject=case, tag="refuse",
        reasons=["supplies_short"], note="物资补齐后可重新申请。",
    )  # fmt: skip
    diary.file(firm, date(2020, 2, 27), mode=SHORT, tag="file-again")
    diary.restart(firm, date(2020, 2, 28))


def withdrawn_then_committed(diary: Diary, firm: Firm) -> None:
    """Withdraw on the eve of the new rule, then commit under it."""
    case = diary.file(firm, date(2020, 2, 24), mode=FULL)
    diary.add(
        firm, "application.withdraw", diary.clock(date(2020, 2, 24), 16), by=firm.operator, subject=case, tag="withdraw"
    )
    diary.file(firm, date(2020, 2, 26), mode=SHORT, tag="file-again")
    diary.restart(firm, date(2020, 2, 27))


def suspended_then_reinstated(diary: Diary, firm: Firm, case: str) -> None:
    """Stop for two days in March because the measures slipped; let back at work after they were mended."""
    diary.add(
        firm, "application.suspend", diary.clock(date(2020, 3, 10), 11), by="jingmao", subject=case, tag="suspend",
        reason="prevention_failed", note="抽查发现入口未测温登记，限期整改。",
    )  # fmt: skip
    diary.add(
        firm, "application.reinstate", diary.clock(date(2020, 3, 12), 10), by="jingmao", subject=case, tag="reinstate",
        note="整改到位，经复查同意恢复。",
    )  # fmt: skip
    diary.restart(firm, date(2020, 3, 12), confirmed_on=date(2020, 3, 13), tag="restart-again")


def venue_refused(diary: Diary, firm: Firm, day: date) -> None:
    """Refuse a crowded venue without a place to isolate; it applies again later."""
    case = diary.file(firm, day, mode=FULL)
    diary.opine(firm, case, day, desk="township", hour=10)
    diary.opine(firm, case, day, desk="health", hour=11, verdict="disagree", text="场所密闭，无独立隔离间。")
    diary.opine(firm, case, day, desk="industry", hour=14)
    diary.add(
        firm, "application.refuse", diary.clock(day, 16), by="jingmao", subject=case, tag="refuse",
        reasons=["isolation_lacking"], note="整改后可重新申请。",
    )  # fmt: skip


def open_cases(diary: Diary, firms: list[Firm]) -> None:
    """Leave on the desks what still lies there when the demo begins, 2020-04-30 16:20."""
    waiting, township, returned, overdue, draft = firms
    day = date(2020, 4, 30)
    case = diary.file(waiting, day, mode=FULL, hour=8, minute=30)
    diary.all_agree(waiting, case, day)
    case = diary.file(township, day, mode=FULL, hour=9, minute=10)
    diary.opine(township, case, day, desk="health", hour=11)
    diary.opine(township, case, day, desk="industry", hour=14)
    before = date(2020, 4, 29)
    case = diary.file(returned, before, mode=FULL)
    diary.opine(returned, case, before, desk="township", hour=10)
    diary.add(
        returned, "application.return", diary.clock(before, 14), by="jingmao", subject=case, tag="return",
        items={"emergency_plan": "请补充停业处置的具体步骤。", "isolation_place": "请写明隔离间的具体位置。"},
    )  # fmt: skip
    case = diary.file(overdue, date(2020, 4, 28), mode=FULL)
    diary.all_agree(overdue, case, date(2020, 4, 28))
    begun = _at(day, "15:10")
    case = diary.add(draft, "application.start", begun, by=draft.operator, subject=draft.uscc, tag="start")
    diary.add(
        draft, "application.save", begun + timedelta(minutes=12), by=draft.operator, subject=case, tag="save",
        section="plan", typed=_plan(draft, day),
    )  # fmt: skip
