"""Who may open what: a visitor signs in first, a wrong post is refused, an area of duty is a prefix."""

import pytest
from django.test import Client

from fugong.core.models import NumberSeries
from fugong.core.permission import require, within
from fugong.core.refusals import NotPermitted
from fugong.core.tests import addresses
from fugong.core.tests.factories import TONGZI, Clerk, counter

VISITOR = {"X-Account": ""}
HX = {"HX-Request": "true"}


@pytest.mark.parametrize("path", ["/mine/", "/decide/"])
def test_a_visitor_is_sent_to_sign_in_and_back(officer: Client, path: str) -> None:
    answer = officer.get(f"{path}?a=1&b=%E4%BA%8C", headers=VISITOR)
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next=%2F{path[1:-1]}%2F%3Fa%3D1%26b%3D%25E4%25BA%258C"


def test_a_visitor_whose_form_was_sent_comes_back_to_the_page_of_the_form(officer: Client) -> None:
    origin = {"Referer": "http://testserver/approvals/apply/?step=2"}
    assert officer.post("/mine/", headers=VISITOR | origin)["Location"] == (
        "/sign-in/?next=%2Fapprovals%2Fapply%2F%3Fstep%3D2"
    )
    elsewhere = {"Referer": "https://evil.example/mine/"}
    assert officer.post("/mine/", headers=VISITOR | elsewhere)["Location"] == "/sign-in/?next=%2Fmine%2F"
    assert officer.get("/mine/", headers=VISITOR | origin)["Location"] == "/sign-in/?next=%2Fmine%2F"


@pytest.mark.parametrize("asks", [HX, {"X-Requested-With": "XMLHttpRequest"}, {"Accept": "application/json"}])
def test_a_part_of_a_page_or_a_machine_is_told_401(officer: Client, asks: dict[str, str]) -> None:
    answer = officer.get("/decide/", headers=VISITOR | asks)
    assert answer.status_code == 401
    body = answer.json()["title"] if "Accept" in asks else answer.content.decode()
    assert "您尚未登录，或登录已过期。" in body


def test_a_post_without_the_right_is_refused_in_words(officer: Client) -> None:
    page = officer.get("/decide/")
    assert page.status_code == 403
    assert "您的岗位没有办理此事项的权限" in page.content.decode()
    assert officer.get("/decide/", headers=HX).status_code == 403
    assert officer.get("/decide/", headers={"X-Rights": "test.decide"}).content == b"decided"


def test_what_is_open_is_open_to_everybody(officer: Client) -> None:
    assert officer.get("/", headers=VISITOR).content == b"public"
    assert officer.get("/mine/").content.decode() == "经贸局经办"


def test_every_view_says_what_it_needs() -> None:
    declared = [
        getattr(view, "permission_declared", None) for view in (addresses.public, addresses.mine, addresses.decide)
    ]
    assert declared == ["public", "signed in", "test.decide"]


def test_a_right_is_required_at_the_place() -> None:
    clerk = Clerk(rights=("approvals.decide",), areas=(TONGZI,))
    require(clerk, "approvals.decide")
    require(clerk, "approvals.decide", division_code="520322101")
    for permission, place in (("approvals.decide", "520321001"), ("approvals.decide", "5203"), ("audit.view", None)):
        with pytest.raises(NotPermitted):
            require(clerk, permission, division_code=place)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("areas", "seen"),
    [((), set()), (("520322",), {1}), (("5203",), {1, 2}), (("520321", "520322"), {1, 2}), (("52032210",), set()),
     (("5_0322",), set()), (("%",), set()), (("",), {1, 2, 3})],
)  # fmt: skip
def test_only_rows_within_the_areas_are_seen(areas: tuple[str, ...], seen: set[int]) -> None:
    for number, county in enumerate(("520322", "520321", "530102"), 1):
        counter(number, county=county).save(force_insert=True)
    assert {row.pk for row in NumberSeries.objects.filter(within(areas, "county_code"))} == seen
