"""The pages on which rules are drafted and put in force: the ladder, the form, the faults, the second person."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fugong.people.tests import factories as people
from fugong.policy.models import Basis, Draft, RiskAssessment

from .drafts import COUNTY, NOW, drafted, low_risk_county, procedure

pytestmark = pytest.mark.django_db

PROCEDURE: dict[str, object] = {
    "division_code": COUNTY, "tier": "medium", "category": "general", "mode": "approval",
    "checklist": ["application_form", "commitment"], "reply_working_days": "2", "lead": "", "deemed_basis": "notice-1",
    "carry_over": "stands", "effective_from": "2020-03-16", "effective_to": "", "basis": "notice-1",
}  # fmt: skip
FORMS: dict[str, dict[str, object]] = {
    "tier": {"tier": "medium"},
    "category": {"division_code": COUNTY, "industry_prefix": "3011", "category": "priority"},
    "procedure": PROCEDURE,
    "desk": {"desk": "health", "industry_prefix": "", "organisation_code": f"bureau-{COUNTY}"},
    "exemption": {"category": "crowded_venue", "clause": "low_risk_free"},
}


@pytest.fixture(autouse=True)
def _county(settings: Settings) -> None:
    """Let the county have a book, and the clock stand at 10 March."""
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = NOW, datetime.now().astimezone()
    low_risk_county()


def url(name: str, *args: object) -> str:
    return reverse(f"policy:{name}", args=args)


def page(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


ADDRESSES = ["drafts", "new-draft", "draft", "draft-history", "new-basis"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_pages_climb_the_access_ladder(name: str, client: Client) -> None:
    draft_id = drafted(people.officer())
    own: dict[str, object] = {"new-draft": "tier", "draft": draft_id, "draft-history": draft_id}
    address = url(name, *([own[name]] if name in own else []))

    assert client.get(address).status_code == 302
    for actor in (people.reviewer(), people.operator(), people.supervisor(), people.security_admin()):
        assert people.signed_in(Client(), actor).get(address).status_code == 403
    for actor in (people.officer(), people.county_leader()):
        assert people.signed_in(Client(), actor).get(address).status_code == 200
    stranger = people.signed_in(Client(), people.officer(people.OTHER_COUNTY)).get(address)
    assert stranger.status_code == (404 if name.startswith("draft") and name != "drafts" else 200)
    assert "全县划为" not in stranger.content.decode()
    township = people.signed_in(Client(), people.in_office("officer", area=f"{COUNTY}101")).get(address)
    assert township.status_code in (403, 404)


@pytest.mark.parametrize("name", ["enact", "discard"])
def test_acts_climb_the_access_ladder_and_nothing_happens(name: str) -> None:
    draft_id = drafted(people.county_leader())
    expected = {
        "operator": 403, "reviewer": 403, "officer": 403 if name == "enact" else 302, "supervisor": 403,
    }  # fmt: skip
    assert Client().post(url(name, draft_id), {"version": 1}).status_code == 302
    stranger = people.signed_in(Client(), people.county_leader(people.OTHER_COUNTY))
    assert stranger.post(url(name, draft_id), {"version": 1}).status_code == 404
    for who, status in expected.items():
        signed_in = people.signed_in(Client(), getattr(people, who)())
        assert signed_in.get(url(name, draft_id)).status_code in (403, 405)
        if status == 403:
            assert signed_in.post(url(name, draft_id), {"version": 1}).status_code == 403
    assert Draft.objects.get().state == "open"


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_kind_is_drafted_on_its_page_and_put_in_force_by_the_leader(kind: str) -> None:
    officer = people.signed_in(Client(), people.officer())
    leader = people.signed_in(Client(), people.county_leader())
    common = {"effective_from": "2020-03-16", "basis": "notice-1"}
    assert "form_key" in page(officer, url("new-draft", kind))

    answer = officer.post(url("new-draft", kind), {**common, **FORMS[kind]})
    row = Draft.objects.get()
    assert answer.headers["Location"] == url("draft", row.pk)
    own = page(officer, url("draft", row.pk))
    assert "应由其他有签发权限的人员签发" in own
    assert 'data-test="enact"' not in own
    assert 'data-test="enact"' in page(leader, url("draft", row.pk))

    assert leader.post(url("enact", row.pk), {"version": 1}).status_code == 302
    assert "已签发" in page(leader, url("drafts"))
    history = page(officer, url("draft-history", row.pk))
    assert "签发规定" in history
    if kind == "procedure":
        assert "复产申请表、疫情防控责任承诺书" in history


def test_what_breaks_the_telegram_comes_back_as_typed_with_every_clause_at_its_field() -> None:
    officer = people.signed_in(Client(), people.officer())
    answer = officer.post(url("new-draft", "procedure"), {**PROCEDURE, "tier": "low", "reply_working_days": "5"})

    body = answer.content.decode()
    assert answer.status_code == 422
    assert "不符合国办发明电〔2020〕6号：低风险地区不得采取审批、备案等方式延缓企业复工。" in body
    assert "原则上应在 2 个工作日内答复" in body
    assert 'value="5"' in body
    assert not Draft.objects.exists()


@pytest.mark.parametrize("typed", [{"tier": "lowest"}, {"effective_from": "x" * 5000}, {"basis": "\x00"}, {}])
def test_nonsense_is_answered_with_a_sentence(typed: dict[str, str]) -> None:
    officer = people.signed_in(Client(), people.officer())
    answer = officer.post(url("new-draft", "tier"), {"tier": "", **typed})

    assert answer.status_code == 422
    assert 'data-test="error-summary"' in answer.content.decode()


@pytest.mark.parametrize("like", ["0", "9" * 30, "x", "１"])
def test_a_draft_like_one_that_is_not_there_is_not_there_or_begins_empty(like: str) -> None:
    officer = people.signed_in(Client(), people.officer())

    assert officer.get(url("new-draft", "tier"), {"like": like}).status_code in (200, 404)


def test_a_draft_like_an_earlier_one_begins_with_its_words() -> None:
    officer = people.officer()
    draft_id = drafted(officer, procedure(days=1))
    body = people.signed_in(Client(), officer).get(url("new-draft", "procedure"), {"like": draft_id}).content.decode()

    assert 'name="reply_working_days" value="1"' in body


def test_an_unknown_kind_is_not_there() -> None:
    assert people.signed_in(Client(), people.officer()).get(url("new-draft", "deposit")).status_code == 404


def test_the_draft_says_which_rule_it_replaces_and_until_when_that_one_is_executed() -> None:
    officer = people.officer()
    body = page(people.signed_in(Client(), officer), url("draft", drafted(officer)))

    assert "全县划为中风险地区" in body
    assert "自 2020年2月25日 起执行的规定，执行到 2020年3月15日 为止。" in body


def test_who_signs_too_late_is_told_why_and_nothing_is_in_force(settings: Settings) -> None:
    draft_id = drafted(people.officer())
    settings.FUGONG_CLOCK = NOW.replace(day=20)
    leader = people.signed_in(Client(), people.county_leader())
    answer = leader.post(url("enact", draft_id), {"version": 1})

    assert answer.status_code == 422
    assert "生效日期不能早于今天" in answer.content.decode()
    assert RiskAssessment.objects.count() == 1


def test_a_page_that_is_out_of_date_is_told_so() -> None:
    draft_id = drafted(people.officer())
    leader = people.signed_in(Client(), people.county_leader())

    assert leader.post(url("enact", draft_id), {"version": 9}).status_code == 409
    assert leader.post(url("discard", draft_id), {"version": "x"}).status_code == 409


def test_a_double_click_drafts_once() -> None:
    officer = people.signed_in(Client(), people.officer())
    typed = {"effective_from": "2020-03-16", "basis": "notice-1", "tier": "medium", "form_key": "one-and-the-same"}
    answers = [officer.post(url("new-draft", "tier"), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Draft.objects.count() == 1


def test_a_document_is_entered_once() -> None:
    officer = people.signed_in(Client(), people.officer())
    typed = {"code": "notice-6", "title": "关于调整的通告", "document_number": "第6号", "organ": "县指挥部",
             "issued_on": "2020-03-09"}  # fmt: skip

    assert officer.post(url("new-basis"), typed).status_code == 302
    assert officer.post(url("new-basis"), typed).status_code == 422
    assert Basis.objects.filter(code="notice-6", synthetic=False).count() == 1
    assert "关于调整的通告" in page(officer, url("new-draft", "tier"))


def test_the_list_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: "pytest.FixtureRequest",
) -> None:
    officer = people.officer()
    signed_in = people.signed_in(Client(), officer)
    for tier in ("medium", "high") * 6:
        drafted(officer, procedure("filing", tier=tier))
    with django_assert_max_num_queries(16):  # type: ignore[operator]  # pytest-django gives a context manager
        page(signed_in, url("drafts"))


def test_who_drafts_finds_the_way_from_the_book_and_others_see_no_door() -> None:
    assert url("drafts") in page(people.signed_in(Client(), people.officer()), url("rules"))
    assert url("drafts") not in page(people.signed_in(Client(), people.reviewer()), url("rules"))
