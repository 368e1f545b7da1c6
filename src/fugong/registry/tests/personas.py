"""Who acts in the registry's tests: officer, colleague, another county's officer, operator, machine."""

from fugong.people.public import Actor, Grant
from fugong.registry.tests.factories import COUNTY, OTHER_COUNTY, TOWNSHIP

OFFICER = Actor(101, "经贸局经办", (Grant("officer", COUNTY, None, "经贸局经办"),))
TOWNSHIP_OFFICER = Actor(102, "楚米镇经办", (Grant("officer", TOWNSHIP, None, "楚米镇经办"),))
LEADER = Actor(103, "分管副县长", (Grant("county_leader", COUNTY, None, "分管副县长"),))
ELSEWHERE = Actor(104, "邻县经贸局经办", (Grant("officer", OTHER_COUNTY, None, "邻县经贸局经办"),))


def operator(account_id: int) -> Actor:
    """Give an operator's actor; which enterprises it speaks for is the registry's knowledge."""
    return Actor(account_id, "企业经办人", (Grant("operator", "", None, "企业经办人"),))
