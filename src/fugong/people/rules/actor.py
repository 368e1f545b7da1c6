"""Whoever acts, with what was granted to them: the one answer to "may they, and where?"."""

from dataclasses import dataclass

from fugong.core.wording import N_
from fugong.people.rules.roles import PERMISSIONS, permissions_of
from fugong.people.rules.scope import reach, widest


@dataclass(frozen=True)
class Grant:
    """What one posting gives: the role (what may be done), the area (where), the organisation and the post's title.

    ``is_acting``: held in place of the post's holders, whose accounts are ``holders``.
    """

    role: str
    area: str
    organisation_id: int | None
    title: str
    is_acting: bool = False
    holders: tuple[int, ...] = ()


@dataclass(frozen=True)
class Actor:
    """An account with the posts it holds on a day, or a machine of the house; fulfils the core's Actor protocol.

    ``only``: an account's token leaves it no other rights than these; none where the account acts itself.
    """

    account_id: int | None
    title: str
    grants: tuple[Grant, ...] = ()
    only: frozenset[str] | None = None

    def may(self, permission: str, division_code: str | None = None) -> bool:
        """Tell whether any post carries the right, at that place if one is given."""
        granted = self._granting(permission)
        return bool(granted) if division_code is None else reach((grant.area for grant in granted), division_code)

    def areas_for(self, permission: str) -> tuple[str, ...]:
        """Give the areas over which the right is held, the fewest that say it."""
        return widest(grant.area for grant in self._granting(permission))

    def organisations_for(self, permission: str) -> tuple[int, ...]:
        """Give the organisations on whose behalf the right is held."""
        return tuple(
            sorted({grant.organisation_id for grant in self._granting(permission) if grant.organisation_id is not None})
        )

    def stands_in_for(self, permission: str, division_code: str | None = None) -> tuple[int, ...]:
        """Give the accounts in whose place the right is used there; none where a post of one's own carries it."""
        used = [
            grant for grant in self._granting(permission)
            if division_code is None or reach([grant.area], division_code)
        ]  # fmt: skip
        if division_code is not None and any(not grant.is_acting for grant in used):
            return ()
        return tuple(sorted({holder for grant in used for holder in grant.holders}))

    @property
    def roles(self) -> frozenset[str]:
        """Give the roles held."""
        return frozenset(grant.role for grant in self.grants)

    def _granting(self, permission: str) -> tuple[Grant, ...]:
        if permission not in PERMISSIONS:
            # A typing error would otherwise be a silent refusal for everybody.
            raise ValueError(f"{permission!r} is no right of the table in people/rules/roles.py")
        if self.only is not None and permission not in self.only:
            return ()
        return tuple(grant for grant in self.grants if permission in permissions_of(grant.role))


ANONYMOUS = Actor(account_id=None, title=N_("未登录访客"))


def clock_actor(county_code: str) -> Actor:
    """Give the office clock of a county, which acts when a term has run out."""
    return _machine("clock", N_("系统时钟"), county_code)


def loader_actor(area: str) -> Actor:
    """Give the loader, which reads a scenario or the first set-up into an area; it decides no case."""
    return _machine("loader", N_("初始装载"), area)


def _machine(role: str, title: str, area: str) -> Actor:
    return Actor(account_id=None, title=title, grants=(Grant(role=role, area=area, organisation_id=None, title=title),))
