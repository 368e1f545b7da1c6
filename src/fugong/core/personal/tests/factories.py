"""Records about invented persons, kept for a test's own purpose."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from fugong.core.models import NumberSeries
from fugong.core.personal import PersonalField, Purpose, Retention, keeping, register
from fugong.core.tests.factories import MORNING, TONGZI, counter

PERSON = {"own_number": "GH-0427", "phone": "13987654321"}
VISITS = Purpose(
    code="test_visits",
    words="测试用途",
    basis="测试依据",
    fields=(
        PersonalField("own_number", "编号", "对应到人", longest=8),
        PersonalField("phone", "电话", "随访", longest=20, masked=True),
    ),
    retentions=(Retention(date(2020, 2, 1), 14, "测试依据", longest_days=90),),
)
register(VISITS)


def kept(
    number: int = 1, *, persons: list[Mapping[str, str]] | None = None, county: str = TONGZI, at: datetime = MORNING
) -> NumberSeries:
    """Keep persons for a matter, and give the matter."""
    matter = counter(number, county=county)
    with transaction.atomic():
        keeping.keep(matter, purpose=VISITS.code, county=county, persons=persons or [PERSON], at=at)
    return matter


def group_of(matter: NumberSeries) -> keeping.Held:
    """Give what is held for a matter."""
    held = keeping.held(matter, purpose=VISITS.code)
    assert held is not None
    return held


def values_of(matter: NumberSeries) -> list[Mapping[str, str] | None]:
    """Give what can be read about the persons of a matter."""
    return [entry.values for entry in keeping.entries(group_of(matter).group_id)]
