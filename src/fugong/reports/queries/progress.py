"""How far a period's reports are: expected, received, on time, late, missing, corrected, doubtful, with their rows."""

import datetime as dt
from dataclasses import dataclass

from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.registry import public as registry
from fugong.reports.models import PeriodLock, Report, ReportForm
from fugong.reports.queries.forms import addressed, form_for
from fugong.reports.rules.periods import due_at, end_of, is_period
from fugong.reports.rules.progress import Arrival, State, state_of

__all__ = ["Progress", "Standing", "progress_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One enterprise that must report for the period, and how its report stands."""

    enterprise_id: int
    division_code: str
    state: str
    version: int
    doubtful: bool
    first_at: dt.datetime | None


@dataclass(frozen=True)
class Progress:
    """A form's period in the area of whoever asks."""

    form: ReportForm
    period_on: dt.date
    due_at: dt.datetime
    standings: tuple[Standing, ...]
    locks: tuple[PeriodLock, ...]

    @property
    def expected(self) -> int:
        """Count who must report."""
        return len(self.standings)

    @property
    def received(self) -> int:
        """Count who has reported."""
        return self.expected - self.missing

    @property
    def missing(self) -> int:
        """Count who has not."""
        return len(self.of(State.MISSING))

    @property
    def on_time(self) -> int:
        """Count whose first version came in time."""
        return len(self.of(State.ON_TIME))

    @property
    def late(self) -> int:
        """Count whose first version came late."""
        return len(self.of(State.LATE))

    @property
    def corrected(self) -> int:
        """Count whose report has a later version."""
        return len(self.of("corrected"))

    @property
    def doubtful(self) -> int:
        """Count whose newest version has a doubt."""
        return len(self.of("doubtful"))

    def fillable(self, actor: Actor, state: str) -> tuple[Standing, ...]:
        """Give the rows behind one of the counts for which the actor may report."""
        return tuple(one for one in self.of(state) if actor.may("reports.fill", one.division_code))

    def of(self, state: str) -> tuple[Standing, ...]:
        """Give the rows behind one of the counts; all of them for no state."""
        if state == "corrected":
            return tuple(one for one in self.standings if one.version > 1)
        if state == "doubtful":
            return tuple(one for one in self.standings if one.doubtful)
        return tuple(one for one in self.standings if state in ("", one.state))


def progress_of(actor: Actor, county_code: str, *, form_code: str, period_on: dt.date, on: dt.date) -> Progress:
    """Give the progress of a period in the actor's area; the same number of queries for any number of enterprises.

    Raises NotThere for an unknown form, what is no period of it, or a county outside the area.
    """
    form = form_for(county_code, form_code, on=period_on)
    areas = actor.areas_for("reports.view")
    if not is_period(form.period_kind, period_on) or not any(
        area.startswith(county_code) or county_code.startswith(area) for area in areas
    ):
        raise NotThere
    as_of = min(end_of(form.period_kind, period_on), on)
    held = addressed(form.terms, registry.population(county_code, on=as_of))
    seen = [one for one in held if any(one.division_code.startswith(area) for area in areas)]
    arrived = _arrivals(county_code, form_code, period_on)
    due = due_at(form.period_kind, period_on, form.terms.due)
    standings = tuple(_standing(one, arrived.get(one.enterprise_id), due) for one in seen)
    locks = PeriodLock.objects.in_force().on(county_code, form_code, period_on).order_by("division_code")
    return Progress(form, period_on, due, standings, tuple(locks))


def _arrivals(county_code: str, form_code: str, period_on: dt.date) -> dict[int, Arrival]:
    rows = Report.objects.of_county(county_code).of_period(form_code, period_on).order_by("enterprise_id", "version")
    arrived: dict[int, Arrival] = {}
    for pk, version, at, doubts in rows.values_list("enterprise_id", "version", "recorded_at", "doubts"):
        first = arrived[pk].first_at if pk in arrived else at
        arrived[pk] = Arrival(first, version, bool(doubts))
    return arrived


def _standing(one: registry.Population, arrival: Arrival | None, due: dt.datetime) -> Standing:
    return Standing(
        one.enterprise_id, one.division_code, state_of(arrival, due), arrival.version if arrival else 0,
        arrival is not None and arrival.doubtful, arrival.first_at if arrival else None,
    )  # fmt: skip
