"""What steps refer to: accounts behind posts, enterprises behind codes, applications behind their opening events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fugong.core.refusals import NotThere, Refused
from fugong.core.wording import N_
from fugong.people import public as people
from fugong.replay.rules import rows
from fugong.replay.rules.scenario import Scenario

__all__ = ["Case", "World"]


class NobodyAtThePost(Refused):
    """No account of the scenario holds the post on that day."""

    code = "replay.nobody_at_the_post"
    message = N_("%(day)s 当日岗位 %(post)s 无人任职。")


@dataclass(frozen=True, slots=True)
class Case:
    """An application that an event opened, and whose it is."""

    application_id: int
    enterprise_id: int


@dataclass
class World:
    """The running replay's memory; everything in it can be read again from the steps done."""

    scenario: Scenario
    loader: people.Actor
    enterprises: dict[str, int] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    _accounts: dict[str, int] = field(default_factory=dict)
    _actors: dict[tuple[str, date], people.Actor] = field(default_factory=dict)
    _holders: dict[str, list[rows.AccountRow]] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario, made: Iterable[Mapping[str, object]]) -> "World":
        """Remember what the steps done so far have made."""
        world = cls(scenario, people.loader_actor(scenario.county_code))
        for entry in scenario.accounts:
            world._holders.setdefault(entry.row.post, []).append(entry.row)
        for each in made:
            world.remember(each)
        return world

    def remember(self, made: Mapping[str, object]) -> None:
        """Keep what a step made, for the steps that refer to it."""
        if "login" in made:
            self._accounts[str(made["login"])] = int(str(made["account_id"]))
        if "uscc" in made:
            self.enterprises[str(made["uscc"])] = int(str(made["enterprise_id"]))
        if "event" in made:
            self.cases[str(made["event"])] = Case(int(str(made["application_id"])), int(str(made["enterprise_id"])))

    def actor(self, post_or_login: str, *, on: date) -> people.Actor:
        """Give the actor of the account named, or of the one that holds the post named on that day."""
        known = self._actors.get((post_or_login, on))
        if known is None:
            known = people.actor_of(self.account_of(self._login(post_or_login, on)), on=on)
            self._actors[post_or_login, on] = known
        return known

    def account_of(self, login: str) -> int:
        """Give the account that a step opened under this login. Raises NotThere."""
        if login not in self._accounts:
            raise NotThere
        return self._accounts[login]

    def _login(self, post_or_login: str, on: date) -> str:
        holders = [row for row in self._holders.get(post_or_login, ()) if row.since_on <= on]
        if holders:
            return max(holders, key=lambda row: row.since_on).login
        if post_or_login in self._accounts:
            return post_or_login
        raise NobodyAtThePost(post=post_or_login, day=on.isoformat())
