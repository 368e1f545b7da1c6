"""A scenario as read: what it is about, and its rows with the place where each stands."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Generic, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from fugong.core.calendar import BEIJING
from fugong.replay.rules import report_rows, rows

__all__ = ["Entry", "Manifest", "Scenario"]

R = TypeVar("R", bound=rows.Row | report_rows.Batch | report_rows.Meters)


class Titles(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Span(BaseModel):
    """The days a scenario covers, both included."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    since: Annotated[date, Field(alias="from")]
    until: date


class Manifest(BaseModel):
    """scenario.toml: name, title, county, period, the demo's clock, and what is synthetic."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Annotated[int, Field(ge=1, le=1)]
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")]
    county_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    title: Titles
    period: Span
    synthetic: Titles
    demo_clock: AwareDatetime


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A row and where it stands, so that whatever happens to it can be said with its place."""

    table: str
    number: int
    row: R

    @property
    def place(self) -> str:
        """Say where the row stands."""
        return f"{self.table}.csv, row {self.number}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario, read and found right."""

    manifest: Manifest
    regions: tuple[Entry[rows.RegionRow], ...] = ()
    organisations: tuple[Entry[rows.OrganisationRow], ...] = ()
    posts: tuple[Entry[rows.PostRow], ...] = ()
    accounts: tuple[Entry[rows.AccountRow], ...] = ()
    bases: tuple[Entry[rows.BasisRow], ...] = ()
    risk_assessments: tuple[Entry[rows.RiskRow], ...] = ()
    category_rules: tuple[Entry[rows.CategoryRow], ...] = ()
    exemptions: tuple[Entry[rows.ExemptionRow], ...] = ()
    procedures: tuple[Entry[rows.ProcedureRow], ...] = ()
    desks: tuple[Entry[rows.DeskRow], ...] = ()
    calendar_overrides: tuple[Entry[rows.OfficeDaysRow], ...] = ()
    enterprises: tuple[Entry[rows.EnterpriseRow], ...] = ()
    events: tuple[Entry[rows.EventRow], ...] = ()
    figures: tuple[Entry[rows.FigureRow], ...] = ()
    forms: tuple[Entry[report_rows.FormRow], ...] = ()
    meters: tuple[Entry[report_rows.MeterRow], ...] = ()
    targets: tuple[Entry[report_rows.TargetRow], ...] = ()
    publications: tuple[Entry[report_rows.PublicationRow], ...] = ()
    sheets: tuple[Entry[report_rows.Batch], ...] = ()

    @property
    def name(self) -> str:
        """Give the scenario's own name, whatever its folder is called."""
        return self.manifest.name

    @property
    def county_code(self) -> str:
        """Give the county the scenario plays in."""
        return self.manifest.county_code

    @property
    def begins_at(self) -> datetime:
        """Give the moment at which everything that has no time of its own happens."""
        return midnight(self.manifest.period.since)


def midnight(day: date) -> datetime:
    """Give the beginning of a day in Beijing."""
    return datetime.combine(day, time(), BEIJING)
