"""Base forms, monthly forms, the power plant and the mines: calibrated to the published totals, see README.md."""

import random
from datetime import date, datetime, timedelta

from .daily import BEIJING, CEMENT_WAN, Row, moment, reported_at
from .enterprises import INDUSTRY, TRADE
from .reporting import BY, DAYS, FIRST, LAST, Works

MONTHS = ((2, "2020-02-01"), (3, "2020-03-01"), (4, "2020-04-01"))
INDUSTRY_CUM, TRADE_CUM, GROWTH = 156_000.0, 23_800.0, 1.03
NEW_UNIT, BALANCING = "gy016", {INDUSTRY: "gongdian", TRADE: "youpin"}
GENERATION, GENERATION_LAST, BURN = 139_800.0, 119_100.0, 718_000.0
GENERATED = ("generation_wan_kwh", "generation_last_wan_kwh", "coal_burn_t")
RAW_COAL = {"jiyuan": 1_136.4, "shixi": 1_310.0, "xinglong": 402.0, "meikuang04": 377.0, "huaqiu": 521.0}
# Their published or likely level of a normal day, 万元; for all others it follows from the annual revenue.
NORMAL = {"yuanjin": 236.0, "dianchang": 330.0, "jiyuan": 62.0}


def calibrate(works: dict[str, Works]) -> None:
    """Turn drawn shares of a normal day into 万元, so that the published sums of four months come out."""
    for kind, wanted in ((INDUSTRY, INDUSTRY_CUM), (TRADE, TRADE_CUM)):
        listed = [one for one in works.values() if one.firm.membership == kind]
        free = [one for one in listed if one.firm.key not in NORMAL]
        for one in listed:
            one.normal_day = NORMAL.get(one.firm.key, one.firm.figures["revenue"] / 365)
        fixed = sum(_four_months(one) for one in listed if one not in free)
        factor = (wanted - fixed) / sum(_four_months(one) for one in free)
        for one in free:
            one.normal_day = round(one.normal_day * factor, 2)
        for one in listed:
            one.output = {day: round(share * one.normal_day, 2) for day, share in one.output.items()}
    cement = next(one for one in works.values() if one.firm.key == "yuanjin")
    scale = CEMENT_WAN / sum(cement.output.values())
    cement.output = {day: round(value * scale, 2) for day, value in cement.output.items()}


def base_forms(works: dict[str, Works]) -> dict[str, list[Row]]:
    """Give the base form of all listed enterprises and the plant's years, brought in on the first day."""
    at = moment(FIRST)
    base = [
        _row(at, "2019-01-01", one, values={"normal_output_day_wan": f"{one.normal_day:.2f}"})
        for one in works.values() if one.firm.membership
    ]  # fmt: skip
    plant = next(one for one in works.values() if one.firm.key == "dianchang")
    losses = (("2016", "-14800.00"), ("2017", "-15900.00"), ("2018", "-15500.00"), ("2019", "-16200.00"))
    years = [_row(at, f"{year}-01-01", plant, values={"profit_wan": loss}) for year, loss in losses]
    return {"baseline": sorted(base, key=lambda row: row["uscc"]), "plant_annual": years}


def monthly(works: dict[str, Works]) -> dict[str, list[Row]]:
    """Give the monthly forms of both lists and of the plant."""
    rng = random.Random(20200214)  # noqa: S311  # a reproducible draw, not a secret
    plant = next(one for one in works.values() if one.firm.key == "dianchang")
    profits = (("-4100.00", "-6900.00"), ("-4650.00", "-8200.00"), ("-4590.00", "-9000.00"))
    return {
        "monthly_industry": _list(works, INDUSTRY, "output_value", wanted=INDUSTRY_CUM, rng=rng),
        "monthly_trade": _list(works, TRADE, "sales", wanted=TRADE_CUM, rng=rng),
        "plant_monthly": [
            _row(_month_end(month), on, plant, values={"profit_cum_wan": now, "profit_cum_last_wan": last})
            for (month, on), (now, last) in zip(MONTHS, profits, strict=True)
        ],
    }


def plant_and_mines(works: dict[str, Works]) -> dict[str, list[Row]]:
    """Give the plant's days since New Year and the mines' days since the forms began."""
    rng = random.Random(20200215)  # noqa: S311  # a reproducible draw, not a secret
    plant = next(one for one in works.values() if one.firm.key == "dianchang")
    days = [date(2020, 1, 1) + timedelta(n) for n in range((LAST - date(2020, 1, 1)).days + 1)]
    # Short of coal until late March, then at full call.
    now = _scaled([(760 if day < date(2020, 3, 21) else 1463) * rng.uniform(0.93, 1.07) for day in days], GENERATION, 2)
    last = _scaled([889 * rng.uniform(0.92, 1.08) for _ in days], GENERATION_LAST, 2)
    burn = _scaled([value * rng.uniform(0.985, 1.015) for value in now], BURN, 1)
    generated = [
        _row(moment(FIRST) if day < FIRST else reported_at(day),
             day.isoformat(), plant, values=dict(zip(GENERATED, (f"{a:.2f}", f"{b:.2f}", f"{c:.1f}"), strict=True)))
        for day, a, b, c in zip(days, now, last, burn, strict=True)
    ]  # fmt: skip
    dug = []
    for key, mean in RAW_COAL.items():
        mine = next(one for one in works.values() if one.firm.key == key)
        for day in DAYS:
            tonnes = mean * rng.uniform(0.9, 1.1) if mine.runs(day) else 0.0
            at = reported_at(day)
            dug.append(_row(at, day.isoformat(), mine, values={
                "raw_coal_t": f"{tonnes:.1f}", "coal_sold_t": f"{tonnes * rng.uniform(0.9, 1.05):.1f}",
            }))  # fmt: skip
    dug.sort(key=lambda row: (row["at"], row["period_on"], row["uscc"]))
    return {"plant_daily": generated, "mine_daily": dug}


def targets(works: dict[str, Works]) -> list[Row]:
    """Give targets.csv: what the mines are to dig this year."""
    wanted = {"jiyuan": "350000", "shixi": "450000", "xinglong": "140000"}
    firms = {one.firm.key: one.firm.uscc for one in works.values()}
    return [
        {"at": "2020-02-20T10:00:00+08:00", "by": BY, "uscc": firms[key], "item": "raw_coal_t", "year": "2020",
         "value": value, "basis": "2020年煤炭生产目标任务（示例）"}
        for key, value in wanted.items()
    ]  # fmt: skip


def _list(works: dict[str, Works], kind: str, item: str, *, wanted: float, rng: random.Random) -> list[Row]:
    listed = [one for one in works.values() if one.firm.membership == kind]
    months = {one.firm.key: _months(one) for one in listed}
    balancing = BALANCING[kind]
    months[balancing][0] += round(wanted - sum(sum(three) for three in months.values()), 2)
    new = months[NEW_UNIT] if kind == INDUSTRY else [0.0]
    base_total = round((wanted - sum(new)) / GROWTH, 2)
    base = {key: [value * rng.uniform(0.85, 1.12) for value in three] for key, three in months.items()}
    base[NEW_UNIT] = [0.0] * 3
    factor = base_total / sum(sum(base[one.firm.key]) for one in listed)
    rows = []
    for one in listed:
        now, last = months[one.firm.key], [round(value * factor, 2) for value in base[one.firm.key]]
        for number, (month, on) in enumerate(MONTHS):
            values = {
                f"{item}_wan": now[number], f"{item}_last_wan": last[number],
                f"{item}_cum_wan": sum(now[: number + 1]), f"{item}_cum_last_wan": sum(last[: number + 1]),
            }  # fmt: skip
            told = {key: f"{value:.2f}" for key, value in values.items()}
            rows.append(_row(_month_end(month), on, one, values=told))
    return sorted(rows, key=lambda row: (row["at"], row["uscc"]))


def _months(one: Works) -> list[float]:
    sums = [round(sum(value for day, value in one.output.items() if day.month == month), 2) for month, _ in MONTHS]
    sums[0] = round(sums[0] + _january(one), 2)
    return sums


def _four_months(one: Works) -> float:
    shares = sum(share for day, share in one.output.items() if day <= date(2020, 4, 30))
    return one.normal_day * shares + _january(one)


def _january(one: Works) -> float:
    # Until the festival on the 24th, and the ninth of February for those who never stopped to report.
    return 0.0 if one.firm.key == "yuanjin" else round(one.normal_day * 21, 2)


def _scaled(values: list[float], wanted: float, places: int) -> list[float]:
    factor = wanted / sum(values)
    scaled = [round(value * factor, places) for value in values]
    scaled[-1] = round(scaled[-1] + wanted - sum(scaled), places)
    return scaled


def _month_end(month: int) -> datetime:
    return datetime(2020, month + 1, 4, 15, 0, tzinfo=BEIJING)


def _row(at: datetime, on: str, one: Works, *, values: Row) -> Row:
    return {"at": at.isoformat(), "by": BY, "period_on": on, "uscc": one.firm.uscc, "reason": "", **values}
