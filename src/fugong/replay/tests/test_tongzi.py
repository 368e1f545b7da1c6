"""The Tongzi pack: made by its generator, its figures borne out; the cement works under two calendars."""

import csv
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import pytest

from fugong.approvals import public as approvals
from fugong.core import lake
from fugong.core.calendar.overrides import office_calendar
from fugong.indicators import public as indicators
from fugong.replay import public as replay
from fugong.replay.queries.folder import SHELVES

PACK = SHELVES[0] / "tongzi-2020"
GENERATED = ("organisations", "posts", "accounts", "enterprises", "events", "forms", "meters", "targets")
BORNE_OUT = ("F10", "F11", "F16", "F17", "F18", "F22", "F26", "F3", "F4", "F5", "F6", "F8", "F9")
CEMENT = "91520322XN0000012N"
SUGGESTED = [
    ("flat", "92520322XN00014373"), ("month_end", "92520322XN0001445X"), ("same_heads", "92520322XN0001445X"),
    ("stopped_but_busy", "92520322XN00012429"), ("threshold", "91520322XN0001330T"),
    ("threshold", "91520322XN0001349P"),
]  # fmt: skip


def test_the_generator_gives_the_same_bytes_as_the_committed_tables(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(PACK / "generate.py"), str(tmp_path)], check=True)  # noqa: S603  # our own
    tables = [f"{table}.csv" for table in GENERATED] + [f"reports/{path.name}" for path in PACK.glob("reports/*.csv")]
    assert len(tables) > len(GENERATED)
    for table in tables:
        assert (tmp_path / table).read_bytes() == (PACK / table).read_bytes(), table


def test_all_enterprises_but_the_named_ones_look_invented() -> None:
    named = {"源锦水泥厂", "吉源煤矿", "桐梓电厂", "遵宝钛业", "狮溪煤矿", "兴隆煤矿", "花秋露天矿"}
    with (PACK / "enterprises.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["name"] for row in rows if not row["name"].startswith("示例")} == named
    assert all(row["uscc"][8:10] == "XN" for row in rows)
    assert sum(row["memberships"] == "" and row["holder"] == "private" for row in rows) >= 300


def tried(code: str, version: int) -> tuple[float, float, float]:
    """Give how many of the coming days ten forecasts of April held, and by how much they and the last day were off."""
    held, errors, naive = [], [], []
    for on in (date(2020, 4, 1) + timedelta(2 * n) for n in range(10)):
        ahead = indicators.outlook_of(code, version, county_code="520322", on=on).days_ahead()[:7]
        came = {
            value.on: float(value.numerator / value.denominator)
            for value in indicators.curve(
                code, county_code="520322", from_on=on, until_on=on + timedelta(7), version=version
            )
        }
        held += [band.low <= came[day] <= band.high for day, band in ahead]
        errors += [abs(band.point - came[day]) for day, band in ahead]
        naive += [abs(came[on] - came[day]) for day, _ in ahead]
    return fmean(held), fmean(errors), fmean(naive)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_pack_bears_out_its_figures() -> None:
    scenario = replay.load("tongzi-2020")
    done = replay.perform(scenario)
    figures = {figure.id: figure for figure in replay.figures_of(scenario)}
    assert list(figures) == [f"F{number}" for number in range(1, 27)]
    assert {state: sorted(f.id for f in figures.values() if f.state == state) for state in ("ok", "wrong")} == {
        "ok": list(BORNE_OUT),
        "wrong": [],
    }
    assert (figures["F7"].state, figures["F7"].computed) == ("pending", 42)
    assert figures["F11"].details["confirmed"] == figures["F11"].details["operating"] == [397, 397]
    assert [figures[each].records for each in ("F4", "F5", "F6", "F8", "F10", "F16", "F22")] == [
        176, 88, 39, 39, 42, 134, 88,
    ]  # fmt: skip
    assert lake.reconcile("520322") == []
    # All five whose load was planted are found, one of them twice, and nobody else.
    found = indicators.VisitSuggestion.objects.values_list("code", "enterprise__uscc")
    assert sorted(found) == SUGGESTED
    for code, version in (("resumption_gross", 2), ("electricity_ratio", 1)):
        inside, error, naive = tried(code, version)
        assert 0.65 <= inside <= 1, code
        assert error < naive, code
    assert figures["F11"].numerator == figures["F11"].denominator == figures["F11"].records
    assert replay.perform(scenario).now == 0
    assert done.total > 1900


def only_the_cement_works(folder: Path, *, with_override: bool) -> Path:
    """Write the part of the pack that tells the cement works' story, with or without the order to work on rest days."""
    folder.mkdir()
    for path in PACK.glob("*.*"):
        if path.suffix in (".csv", ".toml") and (with_override or path.stem != "calendar_overrides"):
            lines = path.read_text("utf-8").splitlines(keepends=True)
            kept = [line for number, line in enumerate(lines) if number == 0 or _is_kept(path.stem, line)]
            (folder / path.name).write_text("".join(kept), "utf-8")
    return folder


def _is_kept(table: str, line: str) -> bool:
    if table in ("enterprises", "meters", "targets", "forms"):
        return line.startswith(CEMENT)
    if table == "events":
        return ",yuanjin." in line
    return table != "accounts" or ",jingbanren," not in line or line.startswith("op-yuanjin")


@pytest.mark.django_db
@pytest.mark.parametrize(("with_override", "due_on"), [(True, date(2020, 2, 15)), (False, date(2020, 2, 17))])
def test_the_cement_works_is_decided_the_same_saturday_and_due_by_the_calendar_in_force(
    tmp_path: Path, *, with_override: bool, due_on: date
) -> None:
    scenario = replay.load(str(only_the_cement_works(tmp_path / "cement", with_override=with_override)))
    replay.perform(scenario)
    [decision] = approvals.decisions_of(CEMENT, until=date(2020, 5, 13))
    assert (decision.filed_on, decision.decided_on) == (date(2020, 2, 15), date(2020, 2, 15))
    assert decision.effective_on == date(2020, 2, 16)
    assert decision.due_on == due_on
    assert office_calendar("520322").is_working(date(2020, 2, 15)) is with_override
    third = next(figure for figure in replay.figures_of(scenario) if figure.id == "F3")
    assert third.state == "ok"
