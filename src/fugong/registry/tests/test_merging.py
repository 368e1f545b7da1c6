"""Two registrations become one and, if that was wrong, two again exactly as before."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fugong.core import audit
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused
from fugong.people.tests import factories as people
from fugong.registry import public as registry
from fugong.registry.actions.locking import EnterpriseIsClosed
from fugong.registry.actions.merging import CannotMerge, CannotUndo
from fugong.registry.models import Answer, ControllingHolder, Enterprise, Membership, Merge, Representative
from fugong.registry.rules import obstacles

from .factories import OTHER_COUNTY, TOWNSHIP_ELSEWHERE, industrial_member, make_enterprise
from .personas import ELSEWHERE, LEADER, OFFICER
from .test_answers import AT, say, speaks_for

pytestmark = pytest.mark.django_db
DAY = AT.date()
TOMORROW = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_obstacles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obstacles, "_registered", {})


def everything() -> dict[str, list[dict[str, Any]]]:
    """Give all rows of the register but the versions that only say that something was done."""
    models = (Enterprise, Representative, Membership, ControllingHolder, Answer)
    rows = {model.__name__: [dict(row) for row in model.objects.order_by("pk").values()] for model in models}
    return {name: [{k: v for k, v in row.items() if (name, k) != ("Enterprise", "version")} for row in found]
            for name, found in rows.items()}  # fmt: skip


def merged(survivor: Enterprise, other: Enterprise, *, basis: str = "核实为同一企业") -> int:
    return registry.merge(survivor.pk, merged_id=other.pk, basis=basis, by=OFFICER, at=AT)


def test_the_second_registration_is_closed_and_lives_on_in_the_first() -> None:
    survivor, other = make_enterprise(name="甲水泥厂"), industrial_member(name="甲水泥厂（旧）")
    clerk, both = speaks_for(other), speaks_for(survivor)
    say(other, clerk, masks=500)

    merged(survivor, other)

    other.refresh_from_db()
    assert (other.closed_on, other.closure, other.uscc) == (DAY, "merged", other.uscc)
    assert registry.may_act_for(clerk, survivor.pk, on=DAY)
    assert not registry.may_act_for(clerk, other.pk, on=DAY)
    assert registry.may_act_for(both, survivor.pk, on=DAY)
    assert registry.members("industry_above", county_code="520322", on=DAY) == (survivor.pk,)
    assert {one.enterprise_id for one in registry.population("520322", on=DAY)} == {survivor.pk}
    assert registry.known_answers(survivor.pk, ["masks"])["masks"].value == 500
    assert registry.represented_enterprises(both, on=DAY) == tuple(sorted((survivor.pk, other.pk)))
    assert [act.action for act in audit.history(survivor)] == ["registry.enterprise.absorbed"]
    assert [act.action for act in audit.history(other)] == ["registry.enterprise.merged"]


def test_who_speaks_for_both_and_lists_on_which_both_stand_are_not_doubled() -> None:
    survivor, other = industrial_member(), industrial_member()
    clerk = speaks_for(other)
    registry.appoint_representative(survivor.pk, account_id=clerk.account_id or 0, since_on=DAY, by=OFFICER, at=AT)

    merged(survivor, other)

    assert survivor.representatives.count() == 1
    assert survivor.memberships.count() == 1


def test_undone_everything_is_exactly_as_before() -> None:
    survivor, other = make_enterprise(), industrial_member()
    clerk = speaks_for(other)
    say(other, clerk, masks=500)
    before = everything()

    merge_id = merged(survivor, other)
    assert everything() != before
    registry.undo_merge(merge_id, because="两家不同的厂", by=OFFICER, at=TOMORROW)

    assert everything() == before
    assert registry.may_act_for(clerk, other.pk, on=TOMORROW.date())
    assert not registry.known_answers(survivor.pk, ["masks"])
    row = Merge.objects.get()
    assert (row.undone_by, row.undone_because) == (OFFICER.title, "两家不同的厂")
    assert [act.action for act in audit.history(other)] == [
        "registry.enterprise.unmerged",
        "registry.enterprise.merged",
    ]


def test_what_was_merged_undone_and_merged_again_is_merged_once() -> None:
    survivor, other = make_enterprise(), make_enterprise()
    first = merged(survivor, other)
    registry.undo_merge(first, because="误操作", by=OFFICER, at=AT)

    second = merged(survivor, other)

    assert Merge.objects.in_effect().get().pk == second
    with pytest.raises(CannotUndo, match="已经撤销"):
        registry.undo_merge(first, because="再次", by=OFFICER, at=AT)


@pytest.mark.parametrize("spoiled_by", ["representative ended", "list left", "survivor closed"])
def test_what_was_changed_since_is_not_undone_behind_anybodys_back(spoiled_by: str) -> None:
    survivor, other = make_enterprise(), industrial_member()
    clerk = speaks_for(other)
    merge_id = merged(survivor, other)
    if spoiled_by == "representative ended":
        registry.end_representation(survivor.pk, account_id=clerk.account_id or 0, until_on=DAY, by=OFFICER, at=AT)
    elif spoiled_by == "list left":
        registry.strike_off(survivor.pk, kind="industry_above", until_on=DAY, by=OFFICER, at=AT)
    else:
        registry.close_enterprise(survivor.pk, version=1, closed_on=DAY, by=OFFICER, at=AT)
    before = everything()

    with pytest.raises(CannotUndo):
        registry.undo_merge(merge_id, because="误操作", by=OFFICER, at=AT)

    assert everything() == before


def test_an_impossible_merge_changes_nothing() -> None:
    survivor, other, third = make_enterprise(), make_enterprise(), make_enterprise()
    merged(other, third)
    elsewhere = make_enterprise(division_code=TOWNSHIP_ELSEWHERE)
    before = everything()

    with pytest.raises(CannotMerge, match="两个不同"):
        merged(survivor, survivor)
    with pytest.raises(CannotMerge, match="先撤销"):
        merged(survivor, other)
    with pytest.raises(EnterpriseIsClosed):
        merged(survivor, third)
    with pytest.raises(Invalid):
        merged(survivor, make_enterprise(), basis=" ")
    with pytest.raises(NotThere):
        merged(survivor, elsewhere)
    for by, refusal in ((LEADER, NotPermitted), (ELSEWHERE, NotThere)):
        with pytest.raises(refusal):
            registry.merge(survivor.pk, merged_id=other.pk, basis="同一企业", by=by, at=AT)

    assert [row for row in everything()["Enterprise"] if row["closed_on"]] == [
        row for row in before["Enterprise"] if row["closed_on"]
    ]
    assert Merge.objects.count() == 1


def test_a_higher_contexts_obstacle_is_heard_and_nothing_is_changed() -> None:
    survivor, other = make_enterprise(), make_enterprise()
    registry.register_obstacle(
        "test", lambda merged_id, _survivor, _on: Refused("有未办结事项。") if merged_id == other.pk else None
    )
    before = everything()

    with pytest.raises(Refused, match="未办结"):
        merged(survivor, other)
    assert everything() == before

    merged(other, survivor)


def test_a_merged_registration_is_not_opened_again_but_unmerged() -> None:
    survivor, other = make_enterprise(), make_enterprise()
    merged(survivor, other)

    with pytest.raises(Refused, match="撤销合并"):
        registry.reopen_enterprise(other.pk, version=2, basis="误操作", by=OFFICER, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_merge_both_ways_round_at_once_merge_once(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    one, other = make_enterprise(), make_enterprise()

    answers = in_parallel([partial(merged, one, other), partial(merged, other, one)])

    assert sorted(type(answer).__name__ for answer in answers) == ["EnterpriseIsClosed", "int"]
    assert Enterprise.objects.filter(closed_on=None).count() == 1
    assert Merge.objects.count() == 1


# --- the pages -----------------------------------------------------------------------------------------------------


def test_the_officer_compares_merges_and_undoes(client: Client) -> None:
    survivor, other = make_enterprise(name="甲水泥厂"), make_enterprise(name="乙水泥厂")
    people.signed_in(client, people.officer())
    address = reverse("registry:merge", args=[survivor.uscc])

    blank = client.get(address).content.decode()
    page = client.get(address, {"other": other.uscc.lower()}).content.decode()
    refused = client.post(f"{address}?other={other.uscc}", {"basis": "", "form_key": "a" * 32})
    sent = client.post(f"{address}?other={other.uscc}", {"basis": "核实", "form_key": "b" * 32}, follow=True)
    shown = sent.content.decode()
    left = client.get(reverse("registry:enterprise", args=[other.uscc])).content.decode()
    merge = Merge.objects.get()
    undo = reverse("registry:undo-merge", args=[merge.pk])
    before = client.get(undo).content.decode()
    client.post(undo, {"because": "误操作", "form_key": "c" * 32})

    assert "应并入的登记" in blank
    assert other.uscc in page
    assert refused.status_code == 422
    assert "并入本企业的登记" in shown
    assert survivor.uscc in left
    assert "并入其他登记" in left
    assert "乙水泥厂" in before
    assert Enterprise.objects.get(pk=other.pk).closed_on is None


def test_merging_and_undoing_climb_the_ladder(client: Client) -> None:
    survivor, other = make_enterprise(), make_enterprise()
    merge_address = f"{reverse('registry:merge', args=[survivor.uscc])}?other={other.uscc}"
    third, fourth = make_enterprise(), make_enterprise()
    undo = reverse("registry:undo-merge", args=[merged(third, fourth)])
    ladder = [
        (people.officer(), 200), (people.reviewer(), 403), (speaks_for(survivor), 403),
        (people.stranger(OTHER_COUNTY), 404), (None, 302),
    ]  # fmt: skip

    for person, status in ladder:
        browser = people.signed_in(client, person) if person else Client()
        for address in (merge_address, undo):
            assert browser.get(address).status_code == status
            if status != 200:
                assert browser.post(address, {"basis": "同一企业", "because": "误"}).status_code == status

    assert Enterprise.objects.filter(closed_on=None).count() == 3


def test_an_unknown_other_registration_is_not_there(client: Client) -> None:
    survivor = make_enterprise()
    elsewhere = make_enterprise(division_code=TOWNSHIP_ELSEWHERE)
    people.signed_in(client, people.officer())

    for other in (elsewhere.uscc, "91520322MA00000000", "x", "\x00"):
        answer = client.get(reverse("registry:merge", args=[survivor.uscc]), {"other": other})
        assert answer.status_code == 404
