"""The forms of the county, and how each enterprise works day by day: the ground of reports, meters and months.

Everything here is drawn from a seed of its own, so that the older tables keep their bytes.
"""

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from .enterprises import INDUSTRY, TRADE, Firm

SEED = 20200211
FIRST, LAST = date(2020, 2, 10), date(2020, 5, 13)
DAYS = tuple(FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))
BY = "jingmao"
BASIS = "示例通告第6号（企业复工复产监测报表制度）"
# Everybody has reported on these days; the county asked for the first before the holiday.
COMPLETE = (date(2020, 4, 30), LAST)
# Enterprises that confirmed a restart and began some days later: the curve of operation lies below that of word.
LAGGING, FIRST_LAGGING = 23, 7


@dataclass
class Works:
    """One enterprise as it runs: from which days on, at which normal level, with which load."""

    firm: Firm
    confirmed: list[tuple[date, date | None]]
    lag: int = 0
    normal_day: float = 0.0
    reference_kwh: float = 0.0
    output: dict[date, float] = field(default_factory=dict)

    def runs(self, day: date) -> bool:
        """Tell whether it runs on the day."""
        return any(
            since + timedelta(self.lag) <= day and (until is None or day < until) for since, until in self.confirmed
        )

    def ramp(self, day: date) -> float:
        """Give how far it has come, from a half at its restart to nearly all after five weeks."""
        if not self.runs(day):
            return 0.0
        begun = max(since for since, _ in self.confirmed[:1])
        return min(0.98, 0.5 + 0.48 * (day - begun).days / 35)


def works_of(firms: list[Firm], events: list[dict[str, str]]) -> dict[str, Works]:
    """Give every enterprise as it runs, by its code, from the restarts and stops that the events tell."""
    rng = random.Random(SEED)  # noqa: S311  # a reproducible draw, not a secret
    spans: dict[str, list[tuple[date, date | None]]] = {}
    opened: dict[str, str] = {}
    for event in events:
        if event["action"] == "application.file":
            opened[event["id"]] = event["subject"]
        if event["action"] == "restart.confirm":
            since = date.fromisoformat(json.loads(event["arguments"])["restarted_on"])
            spans.setdefault(event["subject"], []).append((since, None))
        if event["action"] == "application.suspend":
            stopped = spans[opened[event["subject"]]]
            stopped[-1] = (stopped[-1][0], date.fromisoformat(event["at"][:10]))
    works = {}
    for number, firm in enumerate(firms):
        lag = rng.randint(2, 4) if number % LAGGING == FIRST_LAGGING and firm.key not in ("yuanjin", "jiyuan") else 0
        one = Works(firm, spans.get(firm.uscc, []), lag)
        one.reference_kwh = firm.figures["staff"] * rng.uniform(9, 30) * (3 if firm.membership == INDUSTRY else 1)
        works[firm.uscc] = one
    return works


def forms() -> list[dict[str, str]]:
    """Give forms.csv."""
    operating, staff = {"item": "operating", "required": True}, {"item": "staff_at_post", "required": True}
    more = [{"item": "orders_wan"}, {"item": "mask_days"}, {"item": "difficulties"}]
    industry = [operating, staff, {"item": "output_value_wan", "required": True, "high": "2000"},
                {"item": "output_t"}, {"item": "sold_t"}, *more]  # fmt: skip
    trade = [operating, staff, {"item": "sales_wan", "required": True, "high": "500"}, *more[1:]]
    month = ("", "_last", "_cum", "_cum_last")
    output = [{"item": f"output_value{part}_wan", "required": True} for part in month]
    sales = [{"item": f"sales{part}_wan", "required": True} for part in month]
    plant = [{"item": f"{item}", "required": True}
             for item in ("generation_wan_kwh", "generation_last_wan_kwh", "coal_burn_t")]  # fmt: skip
    profit = [{"item": "profit_cum_wan", "required": True}, {"item": "profit_cum_last_wan", "required": True}]
    coal = [{"item": "raw_coal_t", "required": True}, {"item": "coal_sold_t", "required": True}]
    annual = [{"item": "profit_wan", "required": True}]
    lists, base = f"{INDUSTRY}|{TRADE}", [{"item": "normal_output_day_wan", "required": True}]
    return [
        _form("daily_industry", "规上工业企业复工复产日报", "day", items=industry, memberships=INDUSTRY),
        _form("daily_trade", "限上商贸企业复工复产日报", "day", items=trade, memberships=TRADE),
        _form("daily_small", "小微及其他企业复工日报", "day", items=[operating, staff], others="yes"),
        _form("plant_daily", "发电企业生产日报", "day", items=plant, prefixes="4411"),
        _form("mine_daily", "煤矿生产日报", "day", items=coal, prefixes="0610"),
        _form("monthly_industry", "规上工业总产值月报", "month", items=output, memberships=INDUSTRY),
        _form("monthly_trade", "限上商贸销售额月报", "month", items=sales, memberships=TRADE),
        _form("plant_monthly", "发电企业经营月报", "month", items=profit, prefixes="4411"),
        _form(
            "plant_annual",
            "发电企业经营年报",
            "year",
            items=annual,
            prefixes="4411",
        ),
        _form("baseline", "企业基期情况表", "year", items=base, memberships=lists),
    ]


def _form(
    code: str, title: str, kind: str, *, items: list[dict[str, object]], memberships: str = "", prefixes: str = "",
    others: str = "no",
) -> dict[str, str]:  # fmt: skip
    due = {"day": ("1", "10:00"), "month": ("5", "17:00"), "year": ("60", "17:00")}[kind]
    return {
        "code": code, "title": title, "period_kind": kind, "memberships": memberships, "industry_prefixes": prefixes,
        "others": others, "items": json.dumps(items, ensure_ascii=False), "due_days": due[0], "due_time": due[1],
        "effective_from": FIRST.isoformat(), "basis": BASIS,
    }  # fmt: skip
