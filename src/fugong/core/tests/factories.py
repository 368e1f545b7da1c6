"""People and acts with which core is tested, without knowing the contexts above."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fugong.core import audit
from fugong.core.audit.models import AuditEntry
from fugong.core.calendar import BEIJING
from fugong.core.models import NumberSeries

TONGZI = "520322"
MORNING = datetime(2020, 2, 15, 9, 30, tzinfo=BEIJING)


@dataclass(frozen=True)
class Clerk:
    """Somebody with given rights over given areas."""

    account_id: int | None = 7
    title: str = "经贸局经办"
    rights: tuple[str, ...] = ()
    areas: tuple[str, ...] = (TONGZI,)
    organisations: tuple[int, ...] = ()

    def may(self, permission: str, division_code: str | None = None) -> bool:
        return permission in self.rights and (division_code is None or division_code.startswith(self.areas))

    def areas_for(self, permission: str) -> tuple[str, ...]:
        return self.areas if permission in self.rights else ()

    def organisations_for(self, permission: str) -> tuple[int, ...]:
        return self.organisations if permission in self.rights else ()

    def stands_in_for(self, _permission: str, _division_code: str | None = None) -> tuple[int, ...]:
        return ()


OFFICER = Clerk()
AUDITOR = Clerk(account_id=8, title="审计管理员", rights=("audit.view",))
VISITOR = Clerk(account_id=None, title="")


def counter(number: int = 1, *, county: str = TONGZI) -> NumberSeries:
    """Give something that acts can be about."""
    return NumberSeries(pk=number, county_code=county, series="测试", year=2020, last=number)


def recorded_act(number: int = 1, *, county: str = TONGZI, action: str = "test.counter.moved") -> AuditEntry:
    """Record one act in a transaction of its own."""
    with transaction.atomic():
        return audit.record(
            county=county,
            action=action,
            subject=counter(number, county=county),
            by=OFFICER,
            at=MORNING,
            changes={"last": (number - 1, number)},
            note=f"第{number}次",
        )
