"""The commands: plain lines where there is no terminal, JSON alone where asked, status 1 when something is wrong."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fugong.replay.tests.small import edited, small_scenario


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_replay_says_how_far_it_is_in_plain_lines(tmp_path: Path) -> None:
    folder = str(small_scenario(tmp_path))
    lines = said("replay", folder).splitlines()
    assert lines[-2:] == ["24/24 2020-03-05", "small: 24 steps, 24 done now, 0 done before."]
    assert len(lines) <= 11
    assert said("replay", folder, "--until", "2020-02-15").endswith("20 steps, 0 done now, 20 done before.\n")


@pytest.mark.django_db
def test_figures_as_json_is_one_object_and_nothing_else(tmp_path: Path) -> None:
    folder = str(small_scenario(tmp_path))
    said("replay", folder)
    body = json.loads(said("figures", folder, "--json"))
    assert body["states"] == {"ok": 4, "wrong": 0, "pending": 1}
    third = next(figure for figure in body["figures"] if figure["id"] == "F3")
    assert third["computed"] == {"filed_on": "2020-02-15", "may_work_on": "2020-02-16"}
    assert third["details"]["document_number"] == "示经贸复〔2020〕1号"
    private = next(figure for figure in body["figures"] if figure["id"] == "F11")
    assert (private["numerator"], private["denominator"], private["records"]) == (2, 2, 2)


@pytest.mark.django_db
def test_figures_of_a_scenario_that_is_not_replayed_whole_say_so(tmp_path: Path) -> None:
    folder = str(small_scenario(tmp_path))
    said("replay", folder, "--until", "2020-02-15")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit):
        call_command("figures", folder, "--json", stdout=out, stderr=err)
    assert err.getvalue().startswith("4 steps of small are not replayed yet")
    assert json.loads(out.getvalue())["states"]["wrong"]

    said("replay", folder)
    err = StringIO()
    call_command("figures", folder, stdout=StringIO(), stderr=err)
    assert err.getvalue() == ""


@pytest.mark.django_db
def test_a_wrong_figure_ends_with_status_1_and_still_prints_everything(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path)
    edited(folder / "figures.csv", "F6,Above threshold,1,1", "F6,Above threshold,2,2")
    said("replay", str(folder))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("figures", str(folder), stdout=out)
    assert ended.value.code == 1
    assert "ok: 3  wrong: 1  pending: 1" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["replay", "figures", "scenario"])
def test_a_faulty_scenario_ends_with_its_faults(tmp_path: Path, command: str) -> None:
    folder = small_scenario(tmp_path)
    edited(folder / "posts.csv", "t-town,示例镇会审经办", "t-nowhere,示例镇会审经办")
    with pytest.raises(CommandError, match=r"posts\.csv, row 3, column organisation: t-nowhere is not in"):
        said(command, str(folder))


def test_scenario_shows_the_demo_sign_ins_without_a_database(tmp_path: Path) -> None:
    shown = json.loads(said("scenario", str(small_scenario(tmp_path)), "--json"))
    assert [one["login"] for one in shown["sign_ins"]] == ["t-officer", "t-op-1"]
    assert shown["demo_clock"] == "2020-03-01T09:00:00+08:00"
