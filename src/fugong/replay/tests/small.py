"""A small scenario for tests: another county, two enterprises, one approval; written as a folder like any other."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from fugong.registry.tests.factories import valid_uscc

COUNTY = "520323"
TOWN = f"{COUNTY}199"
ANSWERS = (
    '{"contact_post": "办公室", "contact_phone": "0851-00000001", "planned_restart_on": "2020-02-16",'
    ' "staff_total": "30", "staff_first_batch": "20", "mechanism_in_place": "yes", "staff_checked": "yes",'
    ' "facilities_in_place": "yes", "disinfection_in_place": "yes", "training_in_place": "yes"}'
)
MANIFEST = f"""\
format = 1
name = "small"
county_code = "{COUNTY}"
demo_clock = 2020-03-01T09:00:00+08:00
[title]
zh = "小示例"
en = "A small example"
[period]
from = 2020-02-01
until = 2020-03-31
[synthetic]
zh = "全部为虚构。"
en = "All invented."
"""


def code(number: int) -> str:
    """Give a valid code of an invented enterprise."""
    return valid_uscc(number, county_code=COUNTY)


TABLES = {
    "regions": f"code,name\n{TOWN},示例镇\n",
    "organisations": f"""\
code,name,short_name,kind,division_code,series
t-bureau,示例县经贸局,县经贸局,bureau,{COUNTY},示经贸复
t-town,示例镇人民政府,示例镇,township,{TOWN},
t-firms,示例县复工企业,复工企业,department,{COUNTY},
""",
    "posts": f"""\
code,organisation,title,role,area
t-officer,t-bureau,经贸局经办,officer,{COUNTY}
t-reviewer,t-town,示例镇会审经办,reviewer,{TOWN}
t-operator,t-firms,企业经办人,operator,
""",
    "accounts": """\
login,display_title,post,since_on,demo
t-officer,经贸局经办,t-officer,2020-01-01,yes
t-reviewer,示例镇会审经办,t-reviewer,2020-01-01,
t-op-1,示例一厂经办人,t-operator,2020-01-01,yes
t-op-2,示例二厂经办人,t-operator,2020-01-01,
""",
    "bases": """\
code,title,document_number,organ,issued_on,synthetic
notice-1,关于有序复工的通告,示例通告第1号,示例县指挥部,2020-02-08,yes
""",
    "risk_assessments": "tier,effective_from,basis\nlow,2020-02-25,notice-1\n",
    "procedures": f"""\
division_code,tier,category,mode,checklist,reply_working_days,effective_from,basis
{COUNTY},unset,general,approval,application_form|commitment,0,2020-02-10,notice-1
{COUNTY},low,general,none,,0,2020-02-25,notice-1
""",
    "desks": "desk,industry_prefix,organisation,effective_from\ntownship,,,2020-02-08\n",
    "calendar_overrides": """\
from_on,until_on,working,opens,closes,basis
2020-02-08,2020-03-31,yes,08:00,20:00,示例通告第2号
""",
    "enterprises": f"""\
uscc,name,short_name,division_code,industry_code,address,contact_phone,registration_type,since_on,holder,figures_year,staff,revenue_wan,assets_wan,memberships,operator
{code(1)},示例一厂,一厂,{TOWN},3011,示例路1号,0851-00000001,151,2020-01-01,state,2019,30,2500,1000,industry_above,t-op-1
{code(2)},示例二厂,二厂,{TOWN},3011,示例路2号,0851-00000002,173,2020-01-01,private,2019,8,100,50,,t-op-2
""",
}
EVENTS = (
    ("2020-02-15T09:10:00+08:00", "one.file", "application.file", "t-op-1", code(1), f'{{"answers": {ANSWERS}}}'),
    ("2020-02-15T10:10:00+08:00", "one.town", "application.opine", "t-reviewer", "one.file", '{"verdict": "agree"}'),
    ("2020-02-15T15:10:00+08:00", "one.grant", "application.grant", "t-officer", "one.file",
     '{"effective_on": "2020-02-16"}'),
    ("2020-02-16T08:30:00+08:00", "one.restart", "restart.confirm", "t-op-1", code(1),
     '{"restarted_on": "2020-02-16"}'),
    ("2020-03-05T09:00:00+08:00", "two.restart", "restart.confirm", "t-op-2", code(2),
     '{"restarted_on": "2020-03-04"}'),
)  # fmt: skip
EVENT_COLUMNS = ("at", "id", "action", "by", "subject", "arguments")
FIGURES = (
    ("F1", "Cement", "5 t", "5", "exactly", "", "", "报表尚未建设"),
    ("F3", "Decided the same day", "same day", '{"filed_on": "2020-02-15", "may_work_on": "2020-02-16"}',
     "same_day", "decided_same_day", f'{{"uscc": "{code(1)}"}}', ""),
    ("F6", "Above threshold", "1", "1", "exactly", "members", '{"kind": "industry_above"}', ""),
    ("F11", "Private and small", "all", "100", "all", "resumed", '{"groups": ["private", "small"]}', ""),
    ("F26", "State first", "as a curve", '["state", "private"]', "in_order", "restart_order",
     '{"first": "state", "then": ["private"], "from": "2020-02-10"}', ""),
)  # fmt: skip
FIGURE_COLUMNS = (
    "id", "title_en", "published", "target", "comparator", "measure", "parameters", "pending",
    "title_zh", "as_of", "definition",
)  # fmt: skip


def small_scenario(folder: Path, **tables: str) -> Path:
    """Write the scenario, with some tables replaced, and give its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.toml").write_text(tables.pop("manifest", MANIFEST), "utf-8")
    write(folder / "events.csv", EVENT_COLUMNS, EVENTS)
    write(folder / "figures.csv", FIGURE_COLUMNS, [(*row, "示例", "2020-03-31", "示例") for row in FIGURES])
    for name, text in {**TABLES, **tables}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table as any tool would."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def edited(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")
