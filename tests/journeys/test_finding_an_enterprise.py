"""The list of enterprises keeps what was chosen: filter, sort, columns and page stand in the address."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.journeys.screen import Screen

Opened = Callable[..., Screen]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_filter_sort_and_columns_survive_a_look_at_one_enterprise(
    opened: Opened, county: County, *, scripts: bool
) -> None:
    for number in range(30):
        holder = "private" if number % 2 else "state"
        counties.add_firm(f"示例纺织厂{number:02d}", holder=holder, account_id=county.accounts["operator"])
    officer = opened("officer", scripts=scripts).go("/registry/enterprises/")

    officer.page.locator("[name=words]").fill("纺织")
    officer.page.locator("[name=holder]").select_option("private")
    officer.page.locator('[data-test="filter-bar"] button').click()
    assert "15" in officer.text("list-count")
    officer.page.locator('[data-test="table"] th a.sort').first.click()
    officer.page.locator('[data-test="column-choice"] summary').click()
    officer.page.locator('[data-test="column-choice"] [name=columns][value=industry]').uncheck()
    officer.page.locator('[data-test="column-choice"] button').click()
    chosen, rows = officer.path, officer.text("table")
    officer.page.locator('[data-test="table"] tbody a').first.click()
    assert urlsplit(officer.path).path.startswith("/registry/enterprises/9")
    officer.page.go_back()

    assert officer.path == chosen
    assert officer.text("table") == rows
    assert officer.page.locator('[data-test="filter-bar"] [name=words]').input_value() == "纺织"
    assert parse_qs(urlsplit(chosen).query)["holder"] == ["private"]
    assert "sort" in parse_qs(urlsplit(chosen).query)
    assert "industry" not in parse_qs(urlsplit(chosen).query)["columns"]
