"""The shapes of what is asked and told: an unknown field is a mistake, a text is cleaned, a day is a day."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

from fugong.core.refusals import Invalid
from fugong.core.texts import clean

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST_NUMBER = 2**63 - 1


class Asked(Schema):
    """What a machine asks: a field we do not know is refused, for it would otherwise be lost unseen."""

    model_config = ConfigDict(extra="forbid")


class AskedMany(BaseModel):
    """Very many rows asked at once, and one of them: checked like ``Asked``, without the frame's own steps for each."""

    model_config = ConfigDict(extra="forbid")


class UnfitParameter(Invalid):
    """A parameter or header does not fit; it has no place in the body."""

    in_body = False


class Told(Schema):
    """What we tell."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


def _day(value: object) -> object:
    # Left to itself the parser also takes seconds since 1970 for a day.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "not a day")


# A text of one line or several, without what cannot be seen; how long it may be, the field says.
Line = Annotated[StrictStr, AfterValidator(clean)]
Prose = Annotated[StrictStr, AfterValidator(clean)]
Day = Annotated[dt.date, BeforeValidator(_day)]
# The number of a row, as the database counts them.
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
Count = Annotated[StrictInt, Field(ge=0)]


def one_of(codes: Iterable[str]) -> Any:
    """Give the type of a code from a table; another one is refused."""
    known: list[JsonValue] = [str(code) for code in codes]

    def judge(value: str) -> str:
        if value not in known:
            raise PydanticCustomError("enum", "not one of the codes")
        return value

    return Annotated[StrictStr, AfterValidator(judge), Field(json_schema_extra={"enum": known})]
