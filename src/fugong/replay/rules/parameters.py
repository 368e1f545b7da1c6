"""What each measure of a figure needs to know; checked when a scenario is read."""

from datetime import date

from pydantic import Field

from fugong.replay.rules.rows import Row

__all__ = ["PARAMETERS", "OfAList", "OfASuccession", "OfAnEnterprise", "OfGroups"]


class OfAnEnterprise(Row):
    """Parameters of a measure about one enterprise."""

    uscc: str


class OfAList(Row):
    """Parameters of a measure about a list of the statistics bureau."""

    kind: str


class OfGroups(Row):
    """Parameters of a measure about groups of ownership and size."""

    groups: list[str] = Field(min_length=1)


class OfASuccession(Row):
    """Parameters of a measure about who restarted first."""

    first: str
    then: list[str] = Field(min_length=1)
    since: date = Field(alias="from")


PARAMETERS: dict[str, type[Row]] = {
    "decided_same_day": OfAnEnterprise,
    "members": OfAList,
    "resumed": OfGroups,
    "restart_order": OfASuccession,
}
