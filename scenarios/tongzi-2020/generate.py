"""Makes the large tables of the Tongzi 2020 scenario: offices, enterprises, events, reports, readings, targets.

    python3 scenarios/tongzi-2020/generate.py [FOLDER]

Standard library only, one fixed seed: the same bytes on every machine (a test regenerates and compares). The small
tables (policy, calendar, desks, figures) are written by hand and stand beside it. README.md says what is synthetic.
"""

import csv
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator import daily, enterprises, metering, monthly, offices, reporting, timeline  # noqa: E402  # the pack's own parts, found beside this file

SEED = 20200210


def main(folder: Path) -> None:
    """Write the tables into the folder."""
    rng = random.Random(SEED)  # noqa: S311  # a reproducible draw, not a secret
    firms = enterprises.all_firms(rng)
    events = timeline.events_of(firms, rng)
    write(folder / "organisations.csv", offices.organisations())
    write(folder / "posts.csv", offices.posts())
    write(folder / "accounts.csv", [*offices.accounts(), *enterprises.accounts(firms)])
    write(folder / "enterprises.csv", [enterprises.row(firm) for firm in firms])
    write(folder / "events.csv", events)
    write_reports(folder, reporting.works_of(firms, events))


def write_reports(folder: Path, works: dict[str, reporting.Works]) -> None:
    """Write the forms, all reports, the meters with their readings, and the targets."""
    (folder / "reports").mkdir(exist_ok=True)
    daily.draw_output(one for one in works.values() if one.firm.membership)
    monthly.calibrate(works)
    sheets = daily.daily(works) | monthly.base_forms(works) | monthly.monthly(works) | monthly.plant_and_mines(works)
    for form, rows in sheets.items():
        write(folder / "reports" / f"{form}.csv", rows)
    write(folder / "reports" / "meter_readings.csv", metering.readings(works))
    write(folder / "forms.csv", reporting.forms())
    write(folder / "meters.csv", metering.meters(works))
    write(folder / "targets.csv", monthly.targets(works))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as UTF-8 CSV with one kind of line end everywhere."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
