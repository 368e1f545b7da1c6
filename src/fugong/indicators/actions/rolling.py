"""Counts the cells of a county: what is new in the lake is counted into the days it speaks of."""

import datetime as dt
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from django.db import connection, transaction

from fugong.core import clock, lake
from fugong.core.calendar import day_of
from fugong.indicators.models import CellFile, CellStamp
from fugong.indicators.queries.cells import CELLS
from fugong.indicators.queries.counting import prepare, sums_of
from fugong.indicators.queries.definitions import all_definitions
from fugong.indicators.rules.definition import Kind
from fugong.indicators.rules.groups import stored_for

__all__ = ["Rolled", "definitions_digest", "roll"]

_ROLL_LOCK = 0x4647_4349
# So long a replaced file of cells stays at least.
KEPT = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rolled:
    """What was counted: how many days, up to which position."""

    days: int
    position: int


def roll(county_code: str, *, at: dt.datetime, anew: bool = False) -> Rolled:
    """Bring the lake up to date and count the days that changed; all of them if ``anew`` or a definition changed."""
    with transaction.atomic():
        _alone(county_code)
        position = lake.refresh(county_code, at=at).position
        stamp = CellStamp.objects.filter(county_code=county_code).first()
        digest = definitions_digest()
        usable = stamp and stamp.definitions == digest and not anew and _all_there(county_code)
        known = stamp.position if stamp and usable else -1
        if stamp and known == position:
            # Nothing is new: what is there is as true now as it was.
            stamp.computed_at = at
            stamp.save(update_fields=["computed_at"])
            return Rolled(0, position)
        with lake.counting(county_code, position=position) as opened:
            days = _changed(opened, after=known, today=day_of(at))
            replaced = [path for month in _months(days) for path in _count(opened, month)]
        told = {"position": position, "computed_at": at, "definitions": digest, "key": uuid4().hex[:16]}
        CellStamp.objects.update_or_create(county_code=county_code, defaults=told)
    _remove_replaced(county_code, replaced, at=at)
    return Rolled(len(days), position)


def definitions_digest() -> str:
    """Give the hash of all definitions: cells counted under other ones do not count."""
    return hashlib.sha256(" ".join(one.digest for one in all_definitions()).encode()).hexdigest()


def _changed(opened: lake.Lake[lake.CountingEngine], *, after: int, today: dt.date) -> list[dt.date]:
    """Give the days to count anew: within the county's season, those of which anything new speaks."""
    season = _season(opened, today)
    came = lake.changed_days(opened, after=after)
    if season is None or came is None:
        return []
    since, until = season
    first, last = came
    # What lies before the season (a reference month, a base) bears on every day of it.
    if after >= 0 and first >= since:
        since, until = first, min(until, last or until)
    return [since + dt.timedelta(n) for n in range((until - since).days + 1)]


def _season(opened: lake.Lake[lake.CountingEngine], today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Give the days from the first duty to report or restart to the last day anybody spoke of, or today."""
    ((duty,),) = opened.engine.rows("SELECT min(since_on) FROM duties WHERE period_kind = 'day'")
    ((first, restart),) = opened.engine.rows("SELECT min(restarted_on), max(restarted_on) FROM restarts")
    ((report,),) = opened.engine.rows("SELECT max(period_on) FROM report_values WHERE period_on = period_end_on")
    begins = [day for day in (duty, first) if day]
    if not begins:
        return None
    return min(begins), max(min(begins), min(today, max(day for day in (report, restart, *begins) if day)))


def _months(days: Sequence[dt.date]) -> list[list[dt.date]]:
    return [list(group) for _, group in groupby(days, key=lambda day: (day.year, day.month))]


def _count(opened: lake.Lake[lake.CountingEngine], days: Sequence[dt.date]) -> list[Path]:
    """Count these days of one month and put them into the month's file; give the file that was replaced."""
    engine = opened.engine
    engine.keep("cells", lake.empty(CELLS))
    for period in ("day", "month"):
        wanted = [one for one in all_definitions() if one.period == period and one.kind is not Kind.INDEX]
        prepare(engine, wanted, days)
        for one in wanted:
            engine.add("cells", sums_of(engine, one, by=stored_for(one.code)))
    month = f"{days[0]:%Y-%m}"
    known = CellFile.objects.filter(county_code=opened.county_code, month=month).first()
    question = lake.select(lake.names_of(CELLS), "cells")
    if known and (lake.folder() / known.path).is_file():
        engine.files("cells_before", CELLS, [lake.folder() / known.path])
        question = lake.union([question, lake.select(lake.names_of(CELLS), "cells_before", where=_untouched(days))])
    path = f"{_place(opened.county_code)}/{month}-{uuid4().hex[:8]}.parquet"
    ordered = lake.select("*", f"({question}) AS c", order="code, version, breakdown, grp, day")
    rows = engine.write(ordered, lake.folder() / path)
    CellFile.objects.update_or_create(
        county_code=opened.county_code, month=month, defaults={"path": path, "rows": rows}
    )
    return [lake.folder() / known.path] if known else []


def _place(county_code: str) -> str:
    return f"cells/county={county_code}"


def _all_there(county_code: str) -> bool:
    """Tell whether no file of cells is missing; they are not worth a backup's care and can be counted anew."""
    paths = CellFile.objects.filter(county_code=county_code).values_list("path", flat=True)
    return all((lake.folder() / path).is_file() for path in paths)


def _remove_replaced(county_code: str, replaced: Sequence[Path], *, at: dt.datetime) -> None:
    """Remove what was replaced an hour ago or longer: whoever read it has finished; none while a backup is taken."""
    moment = clock.real(at).timestamp()
    for path in replaced:
        if path.is_file():
            os.utime(path, (moment, moment))
    with transaction.atomic():
        if not lake.may_remove_files():
            return
        named = set(CellFile.objects.filter(county_code=county_code).values_list("path", flat=True))
        for path in (lake.folder() / _place(county_code)).glob("*.parquet"):
            old = path.stat().st_mtime <= moment - KEPT.total_seconds()
            if old and str(path.relative_to(lake.folder())) not in named:
                path.unlink(missing_ok=True)


def _untouched(days: Sequence[dt.date]) -> str:
    """Say in SQL which cells stay: of days not counted now, and of no month's figure, which is counted every time."""
    monthly = ", ".join(f"'{one.code}'" for one in all_definitions() if one.period == "month")
    counted = ", ".join(f"DATE '{day}'" for day in days)
    return f"day NOT IN ({counted}) AND code NOT IN ({monthly})"


def _alone(county_code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ROLL_LOCK, int(county_code)])
