"""Enterprises registered twice are found for reasons that can be checked by eye, and judged once."""

import pytest
from django.test import Client
from django.urls import reverse

from fugong.core import audit
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.tests import factories as people
from fugong.registry.actions.duplicates import dismiss_pair, look_for_duplicates
from fugong.registry.models import Enterprise, SuspectedPair
from fugong.registry.rules.likeness import core_name, place_stems, strength, traits_of, worth_a_look
from fugong.registry.rules.uscc import check_character

from .factories import (
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP_ELSEWHERE,
    closed_enterprise,
    make_enterprise,
    make_region_tree,
    valid_uscc,
)
from .personas import ELSEWHERE, LEADER, OFFICER, TOWNSHIP_OFFICER
from .test_answers import AT, speaks_for

PLACES = place_stems(["贵州省", "遵义市", "桐梓县"])

# --- rules ---------------------------------------------------------------------------------------------------------


def test_places_are_known_with_and_without_their_level() -> None:
    assert PLACES == ("桐梓县", "贵州省", "遵义市", "桐梓", "贵州", "遵义")
    assert "务川" in place_stems(["务川仡佬族苗族自治县"])


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("桐梓县源锦水泥有限责任公司", "源锦水泥"), ("贵州省遵义市桐梓县源锦水泥有限公司", "源锦水泥"),
        ("桐梓源锦水泥（集团）股份有限公司", "源锦水泥"), ("贵州桐梓 源锦水泥 总公司", "源锦水泥"),
        ("源锦水泥厂", "源锦水泥厂"), ("桐梓县有限公司", "桐梓县有限公司"), ("ＡＢ Ｃ有限公司", "abc"),
    ],
)  # fmt: skip
def test_the_core_of_a_name_is_what_is_left_without_place_and_legal_form(name: str, core: str) -> None:
    assert core_name(name, PLACES) == core


def test_letters_and_digits_taken_for_each_other_are_equal_and_the_body_keeps_its_characters() -> None:
    one, other = (
        traits_of(1, uscc=code, name="甲", phone="26620000", address="路1号", division_code="520322101", places=())
        for code in ("91520322MA000D1L0X", "9152O322MA000010AB".replace("O", "0"))
    )

    assert one.folded[:14] == other.folded[:14]
    assert one.body == "MA000D1L0"
    assert (one.phone, one.address) == ("26620000", "")


@pytest.mark.parametrize(
    ("reasons", "is_worth"),
    [
        (["same_body"], True), (["same_name"], True), (["code_lookalike"], True), (["name_close"], True),
        (["name_alike"], False),
        (["same_phone"], False), (["same_address"], False), (["same_phone", "name_alike"], True), ([], False),
    ],
)  # fmt: skip
def test_one_weak_reason_alone_bothers_nobody(*, reasons: list[str], is_worth: bool) -> None:
    assert worth_a_look(reasons) == is_worth


def test_a_strong_reason_comes_before_all_weak_ones() -> None:
    assert strength(["same_name"]) > strength(["name_alike", "same_phone", "same_address"])


# --- the search ----------------------------------------------------------------------------------------------------


def enterprise(name: str, *, uscc: str = "", phone: str = "", address: str = "", **more: object) -> Enterprise:
    given = {"uscc": uscc} if uscc else {}
    return make_enterprise(name=name, contact_phone=phone, address=address, **given, **more)  # type: ignore[arg-type]  # test's own fields


def found() -> dict[tuple[str, str], set[str]]:
    look_for_duplicates(COUNTY, by=OFFICER, at=AT)
    pairs = SuspectedPair.objects.select_related("first", "second")
    return {(pair.first.name, pair.second.name): set(pair.reasons) for pair in pairs}


def other_authority(uscc: str) -> str:
    first = f"92520300{uscc[8:17]}"
    return first + check_character(first)


@pytest.mark.django_db
def test_pairs_are_found_with_their_set_of_reasons() -> None:
    make_region_tree()
    enterprise("桐梓县源锦水泥有限责任公司", uscc=valid_uscc(1), phone="0851-26621111")
    enterprise("贵州桐梓源锦水泥有限公司", uscc=other_authority(valid_uscc(1)), phone="0851 26621111")
    enterprise("桐梓县娄山关酒业有限公司", phone="13912340001", address="娄山关街道示例路18号")
    enterprise("桐梓娄山关酒厂", phone="13912340001", address="娄山关街道，示例路18号")
    enterprise("桐梓县甲超市", phone="13900000000")
    enterprise("桐梓县锦绣山庄酒店有限公司")
    enterprise("锦绣山庄大酒店")
    enterprise("桐梓县宏达建材经营部", phone="13912340002")
    enterprise("桐梓县宏远建材经营部", phone="13912340002")
    enterprise("桐梓县宏发建材经营部")

    assert found() == {
        ("桐梓县源锦水泥有限责任公司", "贵州桐梓源锦水泥有限公司"): {"same_body", "same_name", "same_phone"},
        ("桐梓县娄山关酒业有限公司", "桐梓娄山关酒厂"): {"name_alike", "same_phone", "same_address"},
        ("桐梓县锦绣山庄酒店有限公司", "锦绣山庄大酒店"): {"name_close"},
        ("桐梓县宏达建材经营部", "桐梓县宏远建材经营部"): {"name_alike", "same_phone"},
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例机械厂07", "示例机械厂08"),
        ("桐梓县第一煤矿", "桐梓县第二煤矿"),
        ("桐梓县示例一厂", "桐梓县示例二厂"),
        ("桐梓县示例煤矿", "桐梓县示例二煤矿"),
    ],
)
def test_numbered_enterprises_are_not_alike(one: str, other: str) -> None:
    make_region_tree()
    enterprise(one, phone="13912340001")
    enterprise(other, phone="13912340001")

    assert found() == {}


@pytest.mark.django_db
def test_two_characters_are_enough_for_a_name() -> None:
    make_region_tree()
    enterprise("桐梓县云酒有限公司")
    enterprise("贵州云酒股份有限公司")

    assert found() == {("桐梓县云酒有限公司", "贵州云酒股份有限公司"): {"same_name"}}


@pytest.mark.django_db
def test_a_phone_that_many_share_tells_nothing() -> None:
    make_region_tree()
    for name in ("甲酒厂东门店", "甲酒厂西门店", "戊超市", "己超市", "庚网吧", "辛药房"):
        enterprise(f"桐梓县{name}", phone="0851-26620000")

    assert all("same_phone" not in reasons for reasons in found().values())


@pytest.mark.django_db
def test_the_closed_and_other_counties_are_left_out() -> None:
    make_region_tree()
    enterprise("桐梓县源锦水泥有限公司")
    closed_enterprise(name="源锦水泥有限责任公司")
    enterprise("源锦水泥", division_code=TOWNSHIP_ELSEWHERE)

    assert found() == {}


@pytest.mark.django_db
def test_a_pair_once_judged_is_not_shown_again_and_one_without_reasons_is_dropped() -> None:
    make_region_tree()
    one, other = enterprise("桐梓县源锦水泥有限公司"), enterprise("源锦水泥有限公司")
    third, _fourth = enterprise("桐梓县云酒有限公司"), enterprise("云酒有限公司")
    assert look_for_duplicates(COUNTY, by=OFFICER, at=AT) == 2

    dismiss_pair(SuspectedPair.objects.get(first=one).pk, because="两家不同的厂，已电话核实。", by=OFFICER, at=AT)
    Enterprise.objects.filter(pk=third.pk).update(name="桐梓县完全不同的名字")

    assert look_for_duplicates(COUNTY, by=OFFICER, at=AT) == 0
    pair = SuspectedPair.objects.get()
    assert (pair.first_id, pair.dismissed_by) == (one.pk, OFFICER.title)
    for subject in (one, other):
        (act,) = audit.history(subject)
        assert (act.action, act.note) == ("registry.duplicates.dismissed", "两家不同的厂，已电话核实。")


@pytest.mark.django_db
def test_who_keeps_no_whole_county_looks_for_nothing_and_judges_nothing() -> None:
    make_region_tree()
    enterprise("桐梓县源锦水泥有限公司")
    enterprise("源锦水泥有限公司")
    for by in (TOWNSHIP_OFFICER, LEADER, ELSEWHERE):
        with pytest.raises(NotPermitted):
            look_for_duplicates(COUNTY, by=by, at=AT)
    look_for_duplicates(COUNTY, by=OFFICER, at=AT)
    pair = SuspectedPair.objects.get()

    for by in (TOWNSHIP_OFFICER, LEADER, ELSEWHERE):
        with pytest.raises(NotThere):
            dismiss_pair(pair.pk, because="不同", by=by, at=AT)
    with pytest.raises(Invalid):
        dismiss_pair(pair.pk, because="  ", by=OFFICER, at=AT)

    pair.refresh_from_db()
    assert pair.dismissed_at is None


# --- the pages -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_officer_looks_compares_and_judges(client: Client) -> None:
    make_region_tree()
    one, other = enterprise("桐梓县源锦水泥有限公司"), enterprise("源锦水泥有限公司")
    people.signed_in(client, people.officer())

    sent = client.post(reverse("registry:look-for-duplicates", args=[COUNTY]), {"form_key": "a" * 32}, follow=True)
    html = sent.content.decode()
    pair = SuspectedPair.objects.get()
    page = client.get(reverse("registry:dismiss", args=[pair.pk])).content.decode()
    empty = client.post(reverse("registry:dismiss", args=[pair.pk]), {"because": "", "form_key": "b" * 32})
    client.post(reverse("registry:dismiss", args=[pair.pk]), {"because": "两家", "form_key": "c" * 32})

    assert "去掉地名和组织形式后名称相同" in html
    assert one.uscc in page
    assert other.uscc in page
    assert empty.status_code == 422
    assert "源锦" not in client.get(reverse("registry:duplicates")).content.decode()
    assert "两家" in client.get(reverse("registry:duplicates"), {"standing": "dismissed"}).content.decode()
    for asked in ({"standing": "all"}, {"reason": "same_name"}, {"reason": "x"}, {"sort": "-second"}):
        assert client.get(reverse("registry:duplicates"), asked).status_code == 200


@pytest.mark.django_db
def test_the_list_and_the_judgement_climb_the_ladder(client: Client) -> None:
    make_region_tree()
    one, _other = enterprise("桐梓县源锦水泥有限公司"), enterprise("源锦水泥有限公司")
    look_for_duplicates(COUNTY, by=OFFICER, at=AT)
    pair = SuspectedPair.objects.get()
    dismiss = reverse("registry:dismiss", args=[pair.pk])
    search = reverse("registry:look-for-duplicates", args=[COUNTY])
    ladder = [
        (people.officer(), 200, True, 200), (people.stranger(OTHER_COUNTY), 200, False, 404),
        (people.reviewer(), 403, False, 403), (speaks_for(one), 403, False, 403), (None, 302, False, 302),
    ]  # fmt: skip

    for person, status, sees, judges in ladder:
        browser = people.signed_in(client, person) if person else Client()
        listed = browser.get(reverse("registry:duplicates"))
        assert (listed.status_code, "源锦" in listed.content.decode()) == (status, sees)
        assert browser.get(dismiss).status_code == judges
        if judges != 200:
            assert browser.post(dismiss, {"because": "不同"}).status_code == judges
            assert browser.post(search).status_code in {302, 403}
    pair.refresh_from_db()
    assert pair.dismissed_at is None


@pytest.mark.django_db
def test_the_list_costs_the_same_for_many_pairs(client: Client, django_assert_max_num_queries: object) -> None:
    make_region_tree()
    people.signed_in(client, people.officer())
    for number in range(8):
        enterprise(f"桐梓县{'云雨风雪雷电霜雾'[number]}酒有限公司")
        enterprise(f"贵州{'云雨风雪雷电霜雾'[number]}酒有限公司")
        if number in (0, 7):
            look_for_duplicates(COUNTY, by=OFFICER, at=AT)
            with django_assert_max_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture
                client.get(reverse("registry:duplicates"))
