"""The tables of a scenario: one class a table, one field a column."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from fugong.core.texts.cleaning import clean

__all__ = [
    "TABLES",
    "AccountRow",
    "BasisRow",
    "CategoryRow",
    "DeskRow",
    "EnterpriseRow",
    "EventRow",
    "ExemptionRow",
    "FigureRow",
    "OfficeDaysRow",
    "OrganisationRow",
    "PostRow",
    "ProcedureRow",
    "RegionRow",
    "RiskRow",
    "Row",
]


def _emptied(value: object) -> object:
    return None if value == "" else value


def _standing(value: object) -> object:
    return value or "stands"


def _listed(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split("|") if part.strip()]
    return value


def _object(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else {}
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None


def _filled(value: str) -> str:
    if not value:
        raise ValueError("is empty")
    return value


Text = Annotated[str, AfterValidator(clean)]
Filled = Annotated[str, AfterValidator(clean), AfterValidator(_filled)]
Day = date
OptionalDay = Annotated[date | None, BeforeValidator(_emptied)]
OptionalNumber = Annotated[int | None, BeforeValidator(_emptied), Field(ge=0)]
# Negative places round to tens, hundreds and so on: 610,000 t is exact to -4.
OptionalPlaces = Annotated[int | None, BeforeValidator(_emptied), Field(ge=-12, le=12)]
OptionalAmount = Annotated[Decimal | None, BeforeValidator(_emptied), Field(ge=0)]
Several = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Json = Annotated[dict[str, object], BeforeValidator(_object)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
OptionalCode = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9._-]*)?$", max_length=60)]
Division = Annotated[str, Field(pattern=r"^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$")]
Prefix = Annotated[str, Field(pattern=r"^\d{0,4}$")]
Uscc = Annotated[str, Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")]


class Row(BaseModel):
    """What every row has in common: no unknown column, text cleaned as the screens clean it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RegionRow(Row):
    """regions.csv: a division that the registry's own reference lacks; upper divisions first."""

    code: Division
    name: Filled


class OrganisationRow(Row):
    """organisations.csv: a body of the county."""

    code: Code
    name: Filled
    short_name: Filled
    kind: Literal["county", "bureau", "department", "township", "command"]
    division_code: Division
    series: Text = ""


class PostRow(Row):
    """posts.csv: a post in an organisation; the role says what may be done, the area where."""

    code: Code
    organisation: Code
    title: Filled
    role: Code
    area: Annotated[str, Field(pattern=r"^(\d{2}(\d{2}(\d{2}(\d{3})?)?)?)?$")] = ""


class AccountRow(Row):
    """accounts.csv: a sign-in that holds a post; demo marks those named in the list of demo sign-ins."""

    login: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{2,39}$")]
    display_title: Filled
    post: Code
    since_on: Day
    demo: Literal["yes", "no", ""] = ""


class BasisRow(Row):
    """bases.csv: a document that rules rest on."""

    code: Code
    title: Filled
    document_number: Text = ""
    organ: Filled
    issued_on: Day
    synthetic: Literal["yes", "no"]


class Dated(Row):
    """What every rule has: its first day, perhaps its last one."""

    effective_from: Day
    effective_to: OptionalDay = None


class RiskRow(Dated):
    """risk_assessments.csv: the county's tier of risk."""

    tier: Literal["low", "medium", "high"]
    basis: Code


class CategoryRow(Dated):
    """category_rules.csv: which category an industry belongs to."""

    division_code: Division
    industry_prefix: Prefix = ""
    category: Literal["priority", "general", "crowded_venue", "coal_mine"]
    basis: Code


class ProcedureRow(Dated):
    """procedures.csv: how a category is handled at a tier."""

    division_code: Division
    tier: Literal["unset", "low", "medium", "high"]
    category: Literal["priority", "general", "crowded_venue", "coal_mine"]
    mode: Literal["none", "commitment", "filing", "approval"]
    checklist: Several = ()
    reply_working_days: Annotated[int, Field(ge=0, le=20)] = 0
    basis: Code
    lead: OptionalCode = ""
    deemed_basis: OptionalCode = ""
    carry_over: Annotated[Literal["stands", "reapply"], BeforeValidator(_standing)] = "stands"


class ExemptionRow(Dated):
    """exemptions.csv: for a category, special law stands in the place of a clause of a higher order."""

    category: Literal["crowded_venue", "coal_mine"]
    clause: Literal["low_risk_free", "two_days"]
    basis: Code


class DeskRow(Dated):
    """desks.csv: which organisation answers at a desk; the township desk needs none."""

    desk: Literal["township", "health", "industry"]
    industry_prefix: Prefix = ""
    organisation: OptionalCode = ""


class OfficeDaysRow(Row):
    """calendar_overrides.csv: a county's order on office days and hours."""

    from_on: Day
    until_on: Day
    working: Literal["yes", "no"]
    opens: time
    closes: time
    basis: Filled


class EnterpriseRow(Row):
    """enterprises.csv: an enterprise; owner, memberships and acting account hold since ``since_on``."""

    uscc: Uscc
    name: Filled
    short_name: Filled
    division_code: Division
    industry_code: Annotated[str, Field(pattern=r"^\d{4}$")]
    address: Filled
    contact_phone: Text = ""
    registration_type: Annotated[str, Field(pattern=r"^\d{3}$")]
    since_on: Day
    holder: Literal["state", "collective", "private", "hmt", "foreign", "other"]
    figures_year: Annotated[int, Field(ge=1990, le=2100)]
    staff: OptionalNumber = None
    revenue_wan: OptionalAmount = None
    assets_wan: OptionalAmount = None
    memberships: Several = ()
    operator: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9._-]{2,39})?$")] = ""


class EventRow(Row):
    """events.csv: one act at its time, by the post or account named, upon an enterprise or an earlier event's case."""

    at: AwareDatetime
    id: Code
    action: Filled
    by: Code
    subject: Filled
    arguments: Json = Field(default_factory=dict)


class FigureRow(Row):
    """figures.csv: a published value, how it compares, and the measure that recomputes it."""

    id: Annotated[str, Field(pattern=r"^F\d+$")]
    title_zh: Filled
    title_en: Filled
    published: Filled
    target: Annotated[
        object, BeforeValidator(lambda text: json.loads(text) if isinstance(text, str) and text else text)
    ]
    unit: Text = ""
    comparator: Literal["at_least", "rounds_to", "exactly", "same_day", "all", "in_order"]
    decimals: OptionalPlaces = None
    measure: Text = ""
    parameters: Json = Field(default_factory=dict)
    as_of: Day
    definition: Filled
    pending: Text = ""


# File name without its ending → the class of its rows; a table that a scenario does not need may be left out.
TABLES: dict[str, type[Row]] = {
    "regions": RegionRow,
    "organisations": OrganisationRow,
    "posts": PostRow,
    "accounts": AccountRow,
    "bases": BasisRow,
    "risk_assessments": RiskRow,
    "category_rules": CategoryRow,
    "exemptions": ExemptionRow,
    "procedures": ProcedureRow,
    "desks": DeskRow,
    "calendar_overrides": OfficeDaysRow,
    "enterprises": EnterpriseRow,
    "events": EventRow,
    "figures": FigureRow,
}
