"""Daily reports: operation, staff, output; late, missing and corrected ones as in any office."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from .enterprises import INDUSTRY, TRADE
from .reporting import BY, COMPLETE, DAYS, LAST, Works

BEIJING = timezone(timedelta(hours=8))
LATE, MISSING, WRONG = 0.025, 0.01, 0.0012
SATURDAY = 5
REASONS = ("漏填夜班人数", "单位填错，应为万元", "统计口径更正", "外协人员未计入", "抄录错误")
# Planted for the detectors: the same head-count every day, whatever the load.
SAME_HEADS = ("xw020", "xw021")
# Declared stopped while the meter runs.
SAYS_STOPPED = "xw031"
# Their days are summed up by published figures, so none is missing.
PUNCTUAL = ("yuanjin", "jiyuan", "dianchang")
Row = dict[str, str]


class Sheet:
    """One form's rows on their way into a file."""

    def __init__(self, columns: tuple[str, ...], rng: random.Random) -> None:
        self.columns, self.rng = columns, rng
        self.rows: list[Row] = []

    def put(self, at: datetime, on: date, uscc: str, *, values: Row, reason: str = "") -> None:
        """Note one report."""
        blank = dict.fromkeys(self.columns, "")
        head = {"at": at.isoformat(), "by": BY, "period_on": on.isoformat(), "uscc": uscc, "reason": reason}
        self.rows.append(head | blank | values)

    def report(self, on: date, uscc: str, values: Row, *, wrong: Row | None = None, punctual: bool = False) -> None:
        """Note a day's report at its usual time, late, or not at all; a wrong one is corrected two days later."""
        punctual = punctual or on in COMPLETE or on > date(2020, 4, 1)
        drawn = self.rng.random()
        if not punctual and drawn < MISSING:
            return
        late = not punctual and drawn < MISSING + LATE
        at = reported_at(on, late=late)
        if wrong is None or on in COMPLETE or late:
            self.put(at, on, uscc, values=values)
            return
        self.put(at, on, uscc, values=values | wrong)
        self.put(moment(on + timedelta(2), "16:10"), on, uscc, values=values, reason=self.rng.choice(REASONS))

    def sorted(self) -> list[Row]:
        """Give the rows in order of time, corrections in a batch of their own."""
        return sorted(self.rows, key=lambda row: (row["at"], bool(row["reason"]), row["period_on"], row["uscc"]))


def moment(day: date, clock: str = "09:30") -> datetime:
    """Give the moment of a batch."""
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}:00").replace(tzinfo=BEIJING)


def reported_at(on: date, *, late: bool = False) -> datetime:
    """Give when a day is reported: half past nine the day after, ten past four if late; at six where asked for."""
    if on in COMPLETE:
        return moment(on, "18:00")
    return moment(on + timedelta(1), "16:10" if late else "09:30")


def daily(works: dict[str, Works]) -> dict[str, list[Row]]:
    """Give the three daily forms; what each puts out a day stays on the works, for the months."""
    rng = random.Random(20200212)  # noqa: S311  # a reproducible draw, not a secret
    common, more = ("operating", "staff_at_post"), ("mask_days", "difficulties")
    industry = (*common, "output_value_wan", "output_t", "sold_t", "orders_wan", *more)
    trade = (*common, "sales_wan", *more)
    sheets = {
        INDUSTRY: Sheet(industry, rng), TRADE: Sheet(trade, rng), "": Sheet(("operating", "staff_at_post"), rng),
    }  # fmt: skip
    for one in works.values():
        sheet = sheets[one.firm.membership]
        for day in DAYS:
            values = _day(one, day, rng)
            if one.firm.membership:
                key = "output_value_wan" if one.firm.membership == INDUSTRY else "sales_wan"
                values |= _more(one, day, rng) | {key: f"{one.output.get(day, 0.0):.2f}"}
            if one.firm.key == "yuanjin":
                values |= _cement(one, day)
            corrected = rng.random() < WRONG and values["operating"] == "yes"
            fewer = {"staff_at_post": str(int(values["staff_at_post"]) * 3 // 4)} if corrected else None
            sheet.report(day, one.firm.uscc, values, wrong=fewer, punctual=one.firm.key in PUNCTUAL)
    names = {INDUSTRY: "daily_industry", TRADE: "daily_trade", "": "daily_small"}
    return {names[kind]: sheet.sorted() for kind, sheet in sheets.items()}


def draw_output(works: Iterable[Works]) -> None:
    """Draw what every listed enterprise puts out on each day, in its own normal days."""
    rng = random.Random(20200213)  # noqa: S311  # a reproducible draw, not a secret
    for one in works:
        for day in DAYS:
            weekend = 0.9 if day.weekday() >= SATURDAY else 1.0
            one.output[day] = one.ramp(day) * weekend * rng.uniform(0.94, 1.05) if one.runs(day) else 0.0


def _day(one: Works, day: date, rng: random.Random) -> Row:
    staff = one.firm.figures["staff"]
    if one.firm.key == SAYS_STOPPED and day < date(2020, 4, 20):
        return {"operating": "no", "staff_at_post": "0"}
    if not one.runs(day):
        return {"operating": "no", "staff_at_post": str(min(staff, rng.choice((0, 0, 1, 2))))}
    there = staff if one.firm.key in SAME_HEADS else round(staff * min(1.03, one.ramp(day) * rng.uniform(0.97, 1.06)))
    return {"operating": "yes", "staff_at_post": str(max(1, there))}


def _more(one: Works, day: date, rng: random.Random) -> Row:
    difficulties = [word for word, share in (("logistics", 0.3), ("labour", 0.25), ("supplies", 0.2), ("orders", 0.12))
                    if day < date(2020, 3, 20) and rng.random() < share]  # fmt: skip
    told = {"mask_days": str(rng.randint(3, 15)), "difficulties": "|".join(difficulties)}
    if one.firm.membership == INDUSTRY:
        told["orders_wan"] = f"{one.normal_day * rng.uniform(15, 40):.2f}"
    return told


def _cement(one: Works, day: date) -> Row:
    # Calibrated (F4): 610,000 t made and as much sold, the sales a day behind and uneven.
    made = one.output[day] * 610_000 / CEMENT_WAN
    sold = one.output.get(day - timedelta(1), 0.0) * 610_000 / CEMENT_WAN if day < LAST else made * 1.9
    return {"output_t": f"{made:.1f}", "sold_t": f"{sold:.1f}"}


CEMENT_WAN = 18_600.0
