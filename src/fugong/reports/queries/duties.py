"""Who had to report on which form, from which day up to which."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.queries.forms import addressed

__all__ = ["Duty", "duties"]


@dataclass(frozen=True, slots=True)
class Duty:
    """Days from one up to, not including, another on which an enterprise had to report on a form."""

    enterprise_id: int
    form_code: str
    period_kind: str
    since_on: dt.date
    until_on: dt.date | None


def duties(county_code: str) -> Iterator[Duty]:
    """Give every duty of the county, in order of form version and enterprise.

    Lists change while a form is in force: a duty begins anew on each day on which somebody enters or leaves one.
    """
    turns = registry.membership_days(county_code)
    for form in ReportForm.objects.of_county(county_code).order_by("code", "version"):
        terms = form.terms
        ends = None if form.effective_to is None else form.effective_to + dt.timedelta(days=1)
        days = [form.effective_from, *(on for on in turns if form.effective_from < on and (ends is None or on < ends))]
        held: dict[int, dt.date] = {}
        for on in days:
            now = {one.enterprise_id for one in addressed(terms, registry.population(county_code, on=on))}
            for gone in sorted(held.keys() - now):
                yield Duty(gone, form.code, form.period_kind, held.pop(gone), on)
            held.update((pk, on) for pk in now - held.keys())
        yield from (Duty(pk, form.code, form.period_kind, since, ends) for pk, since in sorted(held.items()))
