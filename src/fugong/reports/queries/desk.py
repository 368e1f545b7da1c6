"""The operator's desk: which reports of the own enterprises are due, and how the last ones stand."""

import datetime as dt
from dataclasses import dataclass

from fugong.core.permission import Actor
from fugong.registry import public as registry
from fugong.reports.models import Report, ReportForm, ReportReminder
from fugong.reports.queries.forms import form_versions, forms_for_enterprise, periods_asked, place_of
from fugong.reports.queries.sheet import LOOKED_BACK, SHOWN
from fugong.reports.rules.periods import due_at

__all__ = ["Due", "Work", "desk_of", "recent_of"]


@dataclass(frozen=True, slots=True)
class Due:
    """One period of a form: until when it is due, and whether it is reported, waiting or overdue."""

    period_on: dt.date
    due_at: dt.datetime
    state: str
    reminded_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A form that an enterprise must fill in, with its newest periods."""

    enterprise: registry.EnterpriseCard
    form: ReportForm
    periods: tuple[Due, ...]

    @property
    def waiting(self) -> int:
        """Count the periods not yet reported."""
        return sum(one.state != "reported" for one in self.periods)


def desk_of(actor: Actor, *, now: dt.datetime, on: dt.date) -> list[Work]:
    """Give the forms of all enterprises for which the actor speaks, those with something to do first."""
    found = [work for card in registry.enterprises_of(actor, on=on) for work in _works(card, now=now, on=on)]
    return sorted(found, key=lambda work: -work.waiting)


def recent_of(actor: Actor, uscc: str, *, on: dt.date, number: int = 10) -> list[Report]:
    """Give the newest reports of an enterprise that the actor may see."""
    rows = Report.objects.visible_to(actor, on=on).filter(enterprise__uscc=uscc).select_related("form", "enterprise")
    return list(rows.order_by("-period_on", "form_code", "-version")[:number])


def _works(card: registry.EnterpriseCard, *, now: dt.datetime, on: dt.date) -> list[Work]:
    forms = forms_for_enterprise(card, on=on)
    since = on - dt.timedelta(days=max(LOOKED_BACK.values()))
    known = set(
        Report.objects.filter(enterprise_id=card.id, period_on__gte=since, version=1).values_list(
            "form_code", "period_on"
        )
    )
    # Of several reminders the last one counts: they come in order of time.
    told = ReportReminder.objects.filter(enterprise_id=card.id, period_on__gte=since).order_by("reminded_at")
    reminded = {(code, on): at for code, on, at in told.values_list("form_code", "period_on", "reminded_at")}
    works = []
    for form in forms:
        begins = on - dt.timedelta(days=LOOKED_BACK[form.period_kind])
        versions = form_versions(card.county_code, form.code)
        dues = []
        for period, version in periods_asked(versions, since=begins, until=on).items():
            if version.terms.addressees.include(place_of(card)):
                due = due_at(form.period_kind, period, version.terms.due)
                state = "reported" if (form.code, period) in known else "overdue" if due < now else "waiting"
                dues.append(Due(period, due, state, reminded.get((form.code, period))))
        works.append(Work(card, form, tuple(dues[-SHOWN[form.period_kind]:][::-1])))  # fmt: skip
    return works
