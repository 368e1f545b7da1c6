"""A scenario is read whole or refused with every fault by file, row and column."""

from pathlib import Path

import pytest

from fugong.replay.queries.folder import load
from fugong.replay.rules.faults import ScenarioIsWrong
from fugong.replay.tests.small import TABLES, edited, small_scenario

NO_SUCH_DAY = (
    "accounts.csv, row 3, column since_on: Input should be a valid date or datetime, "
    "day value is outside expected range (given: '2020-02-30')"
)


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ScenarioIsWrong) as refused:
        load(str(folder))
    return [str(fault) for fault in refused.value.faults]


def test_a_scenario_is_read_from_a_path_outside_the_project(tmp_path: Path) -> None:
    scenario = load(str(small_scenario(tmp_path / "anywhere")))
    assert (scenario.name, len(scenario.enterprises), len(scenario.events)) == ("small", 2, 5)


def test_the_shipped_scenario_is_found_by_its_name_and_has_no_faults() -> None:
    assert load("tongzi-2020").county_code == "520322"


def test_an_unknown_name_lists_the_known_ones() -> None:
    [fault] = faults_of(Path("tongzi-2021"))
    assert "known scenarios: tongzi-2020" in fault


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("posts", "经贸局经办,officer", ",officer",
         "posts.csv, row 2, column title: Value error, is empty (given: '')"),
        ("posts", "t-town,示例镇会审经办", "t-twon,示例镇会审经办",
         "posts.csv, row 3, column organisation: t-twon is not in organisations.csv; do you mean t-town?"),
        ("accounts", "t-reviewer,2020-01-01", "t-reviewer,2020-02-30", NO_SUCH_DAY),
        ("procedures", "2020-02-10,notice-1", "2020-02-01,notice-1",
         "procedures.csv, row 2, column effective_from: is earlier than its basis notice-1, issued on 2020-02-08"),
        ("regions", "code,name", "code,nmae", "regions.csv, row 1, column name: is missing"),
        ("enterprises", "示例二厂,二厂", "示例二厂,二厂,x", "enterprises.csv, row 3: has 17 cells, the header 16"),
        ("events", "one.grant", "one.file",
         "events.csv, row 4, column id: one.file stands in row 2 already"),
        ("events", "application.opine", "application.opined",
         "events.csv, row 3, column action: application.opined is no act; do you mean application.opine?"),
        ("events", '""verdict""', '""verdikt""', "events.csv, row 3, column arguments: verdict: Field required"),
        ("events", "2020-03-05T09:00:00+08:00", "2020-03-05T09:00:00",
         "events.csv, row 6, column at: Input should have timezone info (given: '2020-03-05T09:00:00')"),
        ("events", "2020-03-05T09:00:00", "2021-03-05T09:00:00",
         "events.csv, row 6, column at: lies outside the scenario's period"),
        ("events", "t-reviewer,one.file", "t-reviewer,one.restart",
         "events.csv, row 3, column subject: one.restart is not the id of an event that opens an application"),
        ("figures", ",resumed,", ",resumd,",
         "figures.csv, row 5, column measure: resumd is no measure; do you mean resumed?"),
        ("figures", "报表尚未建设", "", "figures.csv, row 2, column pending: says why, where there is no measure"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_row_and_column(tmp_path: Path, *, table: str, old: str, new: str, fault: str) -> None:
    folder = small_scenario(tmp_path)
    edited(folder / f"{table}.csv", old, new)
    assert fault in faults_of(folder)


def test_all_faults_are_named_at_once_and_fifty_are_shown(tmp_path: Path) -> None:
    wrong = "\n".join(f"t-{number},,,nobody,1" for number in range(60))
    folder = small_scenario(tmp_path, posts=f"code,organisation,title,role,area\n{wrong}\n", bases="code\n")
    with pytest.raises(ScenarioIsWrong) as refused:
        load(str(folder))
    files = {fault.file for fault in refused.value.faults}
    assert files == {"posts.csv", "bases.csv"}
    assert str(refused.value).count("\n") == 51
    assert f"… and {len(refused.value.faults) - 50} more" in str(refused.value)


def test_a_misspelt_table_is_not_left_out_in_silence(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path)
    (folder / "event.csv").write_text("at\n", "utf-8")
    assert faults_of(folder) == ["event.csv: is no table; do you mean events.csv?"]


def test_a_table_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path)
    (folder / "posts.csv").write_bytes(TABLES["posts"].encode("gb18030"))
    assert faults_of(folder)[0].startswith("posts.csv: is not UTF-8 (byte ")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path)
    text = TABLES["posts"].replace("\n", "\r\n")
    (folder / "posts.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(load(str(folder)).posts) == 3


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("format = 1", "format = 2", "format"),
        ('county_code = "520323"', 'county_code = "52032"', "county_code"),
        ("+08:00", "", "demo_clock"),
        ("from = 2020-02-01", 'colour = "red"', "period.from"),
    ],
)
def test_a_fault_of_the_manifest_is_named(tmp_path: Path, *, old: str, new: str, column: str) -> None:
    folder = small_scenario(tmp_path)
    edited(folder / "scenario.toml", old, new)
    assert any(fault.startswith(f"scenario.toml, column {column}: ") for fault in faults_of(folder))


def test_a_manifest_that_is_no_toml_is_refused_in_words(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path, manifest="name = ")
    assert faults_of(folder)[0].startswith("scenario.toml: ")
