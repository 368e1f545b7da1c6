"""The forms of a county and whom they address."""

import datetime as dt
from collections.abc import Iterable

from fugong.core.refusals import NotThere
from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.rules.forms import FormTerms, Place

__all__ = ["addressed", "form_for", "forms_for_enterprise", "forms_in_force", "place_of"]


def form_for(county_code: str, code: str, *, on: dt.date) -> ReportForm:
    """Give the version of a form that is asked for on the day; before the first one, the first one.

    What lies before a form was arranged may be brought in later, as a base or a beginning. Raises NotThere.
    """
    rows = ReportForm.objects.of_county(county_code).filter(code=code).order_by("version")
    forms = list(rows)
    held = [
        form for form in forms if form.effective_from <= on and (form.effective_to is None or on <= form.effective_to)
    ]
    if held:
        return held[-1]
    if forms and on < forms[0].effective_from:
        return forms[0]
    raise NotThere


def forms_in_force(county_code: str, *, on: dt.date) -> tuple[ReportForm, ...]:
    """Give the county's forms on the day, the daily ones first."""
    rows = ReportForm.objects.of_county(county_code).in_force(on).order_by("period_kind", "code", "-version")
    newest = {row.code: row for row in reversed(rows)}
    return tuple(sorted(newest.values(), key=lambda row: (row.period_kind, row.code)))


def place_of(one: registry.Population | registry.EnterpriseCard) -> Place:
    """Give what decides whether a form is addressed to an enterprise."""
    return Place(frozenset(one.memberships), one.industry_code)


def addressed(terms: FormTerms, population: Iterable[registry.Population]) -> tuple[registry.Population, ...]:
    """Give the enterprises that must report on a form, out of a county's population on the day."""
    return tuple(one for one in population if terms.addressees.include(place_of(one)))


def forms_for_enterprise(card: registry.EnterpriseCard, *, on: dt.date) -> tuple[ReportForm, ...]:
    """Give the forms on which an enterprise must report on the day."""
    place = place_of(card)
    forms = forms_in_force(card.county_code, on=on)
    return tuple(form for form in forms if form.terms.addressees.include(place))
