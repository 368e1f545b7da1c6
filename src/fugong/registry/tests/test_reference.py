"""The reference tables: complete, loaded fast, loaded once."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fugong.core.clock import BEIJING
from fugong.people.public import loader_actor
from fugong.registry import public as registry
from fugong.registry.actions.reference import DivisionIsMalformed
from fugong.registry.models import Industry, Region
from fugong.registry.public import DivisionRow, shipped_divisions, shipped_industries

AT = datetime(2020, 2, 1, 8, tzinfo=BEIJING)
BY = loader_actor("52")


def test_the_shipped_tree_has_the_counties_of_zunyi_and_the_townships_of_the_model_county() -> None:
    levels = Counter(row.level for row in shipped_divisions())

    assert levels == {"province": 1, "city": 1, "county": 14, "township": 25}


def test_the_shipped_classification_is_complete_and_a_tree() -> None:
    rows = {row.code: row for row in shipped_industries()}

    assert Counter(row.level for row in rows.values()) == {1: 20, 2: 97, 3: 473, 4: 1381}
    assert all(rows[row.parent].level == row.level - 1 for row in rows.values() if row.level > 1)
    assert all(row.name == row.name.strip() for row in rows.values())
    assert rows["3011"].name == "水泥制造"


@pytest.mark.django_db
def test_loading_twice_changes_nothing_the_second_time() -> None:
    first = (
        registry.load_regions(shipped_divisions(), by=BY, at=AT),
        registry.load_industries(shipped_industries(), by=BY, at=AT),
    )
    second = (
        registry.load_regions(shipped_divisions(), by=BY, at=AT),
        registry.load_industries(shipped_industries(), by=BY, at=AT),
    )

    assert (first, second) == ((41, 1971), (0, 0))
    assert (Region.objects.count(), Industry.objects.count()) == (41, 1971)
    assert [card.name for card in registry.townships("520322")][:2] == ["海校街道", "娄山关街道"]
    assert registry.region("520322").name == "桐梓县"


@pytest.mark.django_db
def test_a_renamed_division_is_brought_up_to_date() -> None:
    registry.load_regions(shipped_divisions(), by=BY, at=AT)

    assert registry.load_regions([DivisionRow("520322101", "楚米新镇")], by=BY, at=AT) == 1
    assert Region.objects.get(code="520322101").name == "楚米新镇"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["520322", "1", "52032210", "abcdef", "５２０３", ""])
def test_a_division_without_place_in_the_tree_is_refused(code: str) -> None:
    with pytest.raises(DivisionIsMalformed):
        registry.load_regions([DivisionRow("52", "贵州省"), DivisionRow(code, "某县")], by=BY, at=AT)

    assert not Region.objects.exists()


@pytest.mark.django_db
def test_the_command_loads_the_shipped_tables_or_another_county_s_file(tmp_path: Path) -> None:
    call_command("load_reference", verbosity=0)
    other = tmp_path / "divisions.csv"
    other.write_text("\ufeffcode,name\n51,四川省\n5101,成都市\n510104,锦江区\n", encoding="utf-8")
    call_command("load_reference", divisions=other, verbosity=0)

    assert Region.objects.filter(code__startswith="51").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a,b\n1,2\n", b"code,name\n99,x\n9,y\n"])
def test_a_file_that_is_no_division_tree_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "divisions.csv"
    wrong.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("load_reference", divisions=wrong, verbosity=0)

    assert not Region.objects.exists()
