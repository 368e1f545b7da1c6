"""The forms of a county and whom they address."""

import datetime as dt
from collections.abc import Iterable, Sequence

from fugong.core.refusals import NotThere
from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.rules.forms import FormTerms, Place
from fugong.reports.rules.periods import end_of, periods_between

__all__ = [
    "addressed",
    "form_among",
    "form_for",
    "form_versions",
    "forms_for_enterprise",
    "forms_in_force",
    "periods_asked",
    "place_of",
]


def form_for(county_code: str, code: str, *, on: dt.date) -> ReportForm:
    """Give the version of a form that is asked for on the day; before the first one, the first one.

    What lies before a form was arranged may be brought in later, as a base or a beginning. Raises NotThere.
    """
    return form_among(form_versions(county_code, code), on=on)


def form_versions(county_code: str, code: str) -> list[ReportForm]:
    """Give all versions of a form, the oldest first; none for an unknown form."""
    return list(ReportForm.objects.of_county(county_code).filter(code=code).order_by("version"))


def form_among(forms: Sequence[ReportForm], *, on: dt.date) -> ReportForm:
    """Give of a form's versions the one that is asked for on the day, as ``form_for`` does. Raises NotThere."""
    if held := _in_force(forms, on):
        return held[-1]
    if forms and on < forms[0].effective_from:
        return forms[0]
    raise NotThere


def periods_asked(forms: Sequence[ReportForm], *, since: dt.date, until: dt.date) -> dict[dt.date, ReportForm]:
    """Give the periods of a form since a day that have ended, the oldest first, each with the version asked for then.

    A new version of a form changes nothing about the periods before it: they stay to be reported, on the old version.
    """
    if not forms:
        return {}
    kind, first = forms[-1].period_kind, forms[0].effective_from
    ended = [on for on in periods_between(kind, max(first, since), until) if end_of(kind, on) <= until]
    return {on: held[-1] for on in ended if (held := _in_force(forms, on))}


def _in_force(forms: Sequence[ReportForm], on: dt.date) -> list[ReportForm]:
    return [
        form for form in forms if form.effective_from <= on and (form.effective_to is None or on <= form.effective_to)
    ]


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
