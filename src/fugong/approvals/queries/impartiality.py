"""Who must stand back from an application: looked up once for any number of applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fugong.approvals.models import Application
from fugong.approvals.rules.impartiality import OwnMatter, is_own_matter
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.registry import public as registry


@dataclass(frozen=True)
class Hands:
    """Somebody about to use a right: the actor, and when whom the right lets him speak for ended, by enterprise."""

    by: Actor
    permission: str
    authority_ends: Mapping[tuple[int, int], tuple[date | None, ...]]

    def accounts(self, division_code: str) -> frozenset[int]:
        """Give who acts there, and in whose place."""
        own = () if self.by.account_id is None else (self.by.account_id,)
        return frozenset({*own, *self.by.stands_in_for(self.permission, division_code)})

    def own_matter(self, row: Application) -> bool:
        """Tell whether the application is the actor's own matter, or of somebody in whose place he acts."""
        accounts = self.accounts(row.division_code)
        ends = [end for one in accounts for end in self.authority_ends.get((one, row.enterprise_id), ())]
        return is_own_matter(
            accounts,
            hands=(row.started_by_account_id, row.submitted_by_account_id),
            began_on=day_of(row.started_at),
            spoke_until=ends,
        )

    def guard(self, row: Application) -> None:
        """Refuse whoever lacks the right at the place, or whose own matter it is. Raises NotPermitted, OwnMatter."""
        require(self.by, self.permission, division_code=row.division_code)
        if self.own_matter(row):
            raise OwnMatter


def hands_of(by: Actor, permission: str) -> Hands:
    """Give the actor as one about to use a right; one query for any number of applications, none for a machine."""
    accounts = {by.account_id, *by.stands_in_for(permission)} - {None}
    return Hands(by, permission, registry.authority_ends(account for account in accounts if account is not None))
