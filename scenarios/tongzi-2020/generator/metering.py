"""Meters and what they count: one for each listed enterprise and sixty small ones, with a reference month."""

import random
from datetime import date, timedelta

from .daily import SATURDAY, SAYS_STOPPED, Row, moment, reported_at
from .reporting import BY, DAYS, FIRST, Works

DECEMBER = tuple(date(2019, 12, 1) + timedelta(n) for n in range(31))
# Planted for the detectors; the README says so, and the platform calls nobody a cheat.
HUGGING, FLAT, JUMPING = ("xw040", "xw041"), "xw050", "xw051"
ZERO, SHARED = "xw052", ("xw053", "xw054")
SMALL = 60


def meters(works: dict[str, Works]) -> list[Row]:
    """Give meters.csv: number, enterprise, first day."""
    rows = []
    for number, one in enumerate(_metered(works), 1):
        rows.append(_meter(f"DB{number:05d}", one.firm.uscc))
        if one.firm.key in ("dianchang", "yuanjin", "taiye"):
            rows.append(_meter(f"DB{number:05d}B", one.firm.uscc))
    shared = next(row["meter_no"] for row in rows if row["uscc"] == _uscc(works, SHARED[0]))
    return [row for row in rows if row["uscc"] != _uscc(works, SHARED[1])] + [_meter(shared, _uscc(works, SHARED[1]))]


def readings(works: dict[str, Works]) -> list[Row]:
    """Give reports/meter_readings.csv, in order of time."""
    rng = random.Random(20200216)  # noqa: S311  # a reproducible draw, not a secret
    served: dict[str, list[str]] = {}
    for row in meters(works):
        served.setdefault(row["uscc"], []).append(row["meter_no"])
    rows, told = [], set()
    for day in (*DECEMBER, *DAYS):
        at = moment(FIRST) if day in DECEMBER else reported_at(day)
        for uscc, numbers in served.items():
            load = _load(works[uscc], day, rng) / len(numbers)
            for number in numbers:
                if (number, day) not in told:
                    told.add((number, day))
                    rows.append({"at": at.isoformat(), "by": BY, "on": day.isoformat(), "meter_no": number,
                                 "kwh": f"{load:.1f}"})  # fmt: skip
    return sorted(rows, key=lambda row: (row["at"], row["on"], row["meter_no"]))


def _metered(works: dict[str, Works]) -> list[Works]:
    small = [one for one in works.values() if one.firm.key.startswith("xw")][:SMALL]
    return [one for one in works.values() if one.firm.membership] + small


def _load(one: Works, day: date, rng: random.Random) -> float:
    mean, weekend = one.reference_kwh, day.weekday() >= SATURDAY
    if one.firm.key == ZERO:
        return 0.0 if day in DECEMBER else mean * 0.5
    if day in DECEMBER:
        return mean * (0.85 if weekend else 1.06) * rng.uniform(0.95, 1.05)
    planted = _planted(one, day, rng)
    if planted is not None:
        return mean * planted
    if not one.runs(day):
        return mean * rng.uniform(0.04, 0.12)
    return mean * (0.42 + 0.55 * one.ramp(day)) * (0.88 if weekend else 1.0) * rng.uniform(0.95, 1.05)


def _planted(one: Works, day: date, rng: random.Random) -> float | None:
    """Give the load, in shares of the reference, of those planted for the detectors."""
    if one.firm.key == SAYS_STOPPED:
        return rng.uniform(0.8, 0.9)
    if not one.runs(day):
        return None
    if one.firm.key in HUGGING:
        return rng.uniform(0.304, 0.312)
    if one.firm.key == FLAT:
        return 0.08
    if one.firm.key == JUMPING:
        return 0.95 if (day + timedelta(2)).month != day.month else rng.uniform(0.33, 0.4)
    return None


def _meter(number: str, uscc: str) -> Row:
    return {"meter_no": number, "uscc": uscc, "since_on": "2019-12-01"}


def _uscc(works: dict[str, Works], key: str) -> str:
    return next(one.firm.uscc for one in works.values() if one.firm.key == key)
