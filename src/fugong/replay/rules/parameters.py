"""What each measure of a figure needs to know; checked when a scenario is read."""

from datetime import date

from pydantic import Field

from fugong.replay.rules.rows import Row

__all__ = [
    "PARAMETERS",
    "OfAList",
    "OfAMonth",
    "OfAReduction",
    "OfASuccession",
    "OfATarget",
    "OfAnEnterprise",
    "OfGroups",
    "OfReports",
    "OfTheListMonitored",
]


class OfAnEnterprise(Row):
    """Parameters of a measure about one enterprise."""

    uscc: str


class OfAList(Row):
    """Parameters of a measure about a list of the statistics bureau."""

    kind: str


class OfGroups(Row):
    """Parameters of a measure about groups of ownership and size; ``operation`` counts it as reported too."""

    groups: list[str] = Field(min_length=1)
    operation: bool = False


class OfASuccession(Row):
    """Parameters of a measure about who restarted first."""

    first: str
    then: list[str] = Field(min_length=1)
    since: date = Field(alias="from")
    operation: bool = False


class OfTheListMonitored(OfAList):
    """Parameters of a measure about who on a list has reported on a form."""

    form: str


class OfReports(Row):
    """Parameters of a sum over what an enterprise reported on a form since a day, ``times`` the unit of the item."""

    uscc: str
    form: str
    items: list[str] = Field(min_length=1)
    since: date = Field(alias="from")
    times: int = 1
    against: str = ""


class OfAMonth(Row):
    """Parameters of an indicator's value for a month, ``times`` its unit."""

    code: str
    month: date
    times: int = 1


class OfAReduction(Row):
    """Parameters of a loss reduced: the month's form with this and last year's sum, the years' form before."""

    uscc: str
    form: str
    item: str
    last: str
    month: date
    years_form: str
    years_item: str
    since: int
    large_percent: int


class OfATarget(Row):
    """Parameters of a sum to date beside the target of the year."""

    uscc: str
    form: str
    item: str
    since: date = Field(alias="from")


PARAMETERS: dict[str, type[Row]] = {
    "decided_same_day": OfAnEnterprise,
    "members": OfAList,
    "resumed": OfGroups,
    "restart_order": OfASuccession,
    "monitored": OfTheListMonitored,
    "reported_total": OfReports,
    "month_value": OfAMonth,
    "loss_reduced": OfAReduction,
    "against_target": OfATarget,
}
