"""Organisations and posts are set up by those who may, and audited."""

import datetime as dt
from typing import Any

import pytest

from fugong.core import audit, clock
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.actions.structure import create_organisation, create_post
from fugong.people.models import Organisation, Post
from fugong.people.rules.actor import ANONYMOUS, loader_actor
from fugong.people.rules.refusals import BeyondOwnArea, CodeTaken
from fugong.people.tests import factories

pytestmark = pytest.mark.django_db
AT = dt.datetime(2020, 2, 10, 9, 0, tzinfo=clock.BEIJING)
BUREAU: dict[str, Any] = {
    "name": "示例县经济贸易局",
    "short_name": "经贸局",
    "kind": "bureau",
    "county_code": "520322",
    "division_code": "520322",
    "series": "示经贸复",
}


def test_an_organisation_is_created_and_leaves_its_mark() -> None:
    by = loader_actor("520322")
    card = create_organisation("bureau", **BUREAU, by=by, at=AT)
    assert (card.code, card.name, card.series) == ("bureau", "示例县经济贸易局", "示经贸复")
    row = audit.history(Organisation(pk=card.id))[0]
    assert (row.action, row.at, row.actor_title) == ("people.organisation.created", AT, by.title)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \u202e\u200b"}, "name"),
        ({"kind": "ministry"}, "kind"),
        ({"division_code": "520323101"}, "division_code"),
        ({"division_code": "5203221"}, "division_code"),
    ],
)
def test_a_wrong_organisation_is_refused_and_nothing_is_kept(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        create_organisation("bureau", **{**BUREAU, **wrong}, by=loader_actor("520322"), at=AT)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not Organisation.objects.exists()


def test_a_code_is_used_once() -> None:
    create_organisation("bureau", **BUREAU, by=loader_actor("520322"), at=AT)
    with pytest.raises(CodeTaken):
        create_organisation("bureau", **{**BUREAU, "name": "另一局"}, by=loader_actor("520322"), at=AT)
    assert Organisation.objects.count() == 1


def test_only_who_may_appoint_in_that_county_creates() -> None:
    for by in (ANONYMOUS, loader_actor("520323"), factories.officer(), factories.security_admin("520323")):
        before = Organisation.objects.count()
        with pytest.raises(NotPermitted):
            create_organisation("new-bureau", **BUREAU, by=by, at=AT)
        assert Organisation.objects.count() == before


def test_a_post_carries_role_and_area() -> None:
    factories.make_organisation("bureau")
    card = create_post(
        "officer-1", organisation_code="bureau", title="复工办理岗", role="officer", area="520322", by=LOADER, at=AT
    )
    assert (card.role, card.area) == ("officer", "520322")
    assert audit.history(Post(pk=card.id))[0].action == "people.post.created"


LOADER = loader_actor("520322")


@pytest.mark.parametrize(
    ("role", "area", "field"),
    [
        ("clock", "520322", "role"),
        ("loader", "520322", "role"),
        ("minister", "520322", "role"),
        ("officer", "", "area"),
        ("operator", "520322", "area"),
    ],
)
def test_a_post_with_an_impossible_role_or_area_is_refused(role: str, area: str, field: str) -> None:
    factories.make_organisation("bureau")
    with pytest.raises(Invalid) as refusal:
        create_post("p", organisation_code="bureau", title="岗位", role=role, area=area, by=LOADER, at=AT)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not Post.objects.exists()


def test_nobody_creates_a_post_that_reaches_beyond_the_own_area() -> None:
    factories.make_organisation("bureau")
    for area in ("5203", "520323"):
        with pytest.raises(BeyondOwnArea):
            create_post("p", organisation_code="bureau", title="岗位", role="officer", area=area, by=LOADER, at=AT)
    assert not Post.objects.exists()


def test_a_post_of_no_organisation_is_not_there() -> None:
    with pytest.raises(NotThere):
        create_post("p", organisation_code="none", title="岗位", role="officer", area="520322", by=LOADER, at=AT)
