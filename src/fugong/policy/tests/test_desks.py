"""Which desks give an opinion, and who sits at them."""

from fugong.policy.rules.book import DeskRule
from fugong.policy.rules.desks import desks_of

RULES = (
    DeskRule("industry", "", "jingmao"),
    DeskRule("industry", "06", "nengyuan"),
    DeskRule("health", "", "weijian"),
    DeskRule("township", "", ""),
)


def test_each_desk_is_asked_once_in_a_fixed_order() -> None:
    assert [rule.desk for rule in desks_of(RULES, industry_code="0610")] == ["township", "health", "industry"]


def test_the_industrys_own_department_sits_at_the_industry_desk() -> None:
    assert desks_of(RULES, industry_code="0610")[-1].organisation_code == "nengyuan"
    assert desks_of(RULES, industry_code="1512")[-1].organisation_code == "jingmao"


def test_a_county_without_desks_asks_nobody() -> None:
    assert desks_of((), industry_code="0610") == ()
