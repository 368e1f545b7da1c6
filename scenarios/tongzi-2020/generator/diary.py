"""Collects the events of the scenario, with the office hours and the posts that act."""

import json
import random
from datetime import date, datetime, timedelta, timezone

from .answers import answers
from .enterprises import Firm
from .offices import industry_reviewer, township_reviewer

OFFICER = "jingmao"
HEALTH = "weijian"
BEIJING = timezone(timedelta(hours=8))


class Diary:
    """Collects events; an event's id is the enterprise's key and what happened."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.rows: list[dict[str, str]] = []

    def add(self, firm: Firm, act: str, at: datetime, *, by: str, subject: str, tag: str, **arguments: object) -> str:
        """Note one event; give its id."""
        identity = f"{firm.key}.{tag}"
        self.rows.append(
            {
                "at": at.isoformat(),
                "id": identity,
                "action": act,
                "by": by,
                "subject": subject,
                "arguments": json.dumps(arguments, ensure_ascii=False, sort_keys=True) if arguments else "",
            }
        )
        return identity

    def clock(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Give a moment of a day, some minutes after the one named."""
        named = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)
        return named + timedelta(minutes=self.rng.randrange(40))

    def file(self, firm: Firm, day: date, *, mode: str, tag: str = "file", hour: int = 8, minute: int = 20) -> str:
        """Let the enterprise hand in at one stroke, planning to restart the day after."""
        given = answers(firm, planned_on=day + timedelta(days=1), mode=mode)
        at = self.clock(day, hour, minute)
        return self.add(firm, "application.file", at, by=firm.operator, subject=firm.uscc, tag=tag, answers=given)

    def opine(self, firm: Firm, case: str, day: date, *, desk: str, hour: int, tag: str = "", **said: object) -> None:
        """Let a desk give its opinion."""
        by = {"township": township_reviewer(firm.place), "health": HEALTH, "industry": industry_reviewer(firm.industry)}
        arguments = {"verdict": "agree", **said}
        at = self.clock(day, hour)
        self.add(firm, "application.opine", at, by=by[desk], subject=case, tag=f"{desk}{tag}", **arguments)

    def all_agree(self, firm: Firm, case: str, day: date, *, tag: str = "") -> None:
        """Let the three desks agree in the course of the day."""
        self.opine(firm, case, day, desk="township", hour=10, tag=tag, text="现场核查，防控措施到位。")
        self.opine(firm, case, day, desk="health", hour=11, tag=tag)
        self.opine(firm, case, day, desk="industry", hour=14, tag=tag)

    def grant(self, firm: Firm, case: str, day: date, *, effective_on: date, conditions: tuple[str, ...] = ()) -> None:
        """Let the bureau agree, from a day on."""
        arguments: dict[str, object] = {"effective_on": effective_on.isoformat()}
        if conditions:
            arguments["conditions"] = list(conditions)
        self.add(firm, "application.grant", self.clock(day, 15, 30), by=OFFICER, subject=case, tag="grant", **arguments)

    def restart(self, firm: Firm, on: date, *, confirmed_on: date | None = None, tag: str = "restart") -> None:
        """Let the enterprise confirm its restart, the same day or the next."""
        at = self.clock(confirmed_on or on, 9 + self.rng.randrange(6))
        self.add(firm, "restart.confirm", at, by=firm.operator, subject=firm.uscc, tag=tag, restarted_on=on.isoformat())
