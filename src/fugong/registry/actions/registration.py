"""Registration: an enterprise enters the register, its plain facts are corrected, it is closed."""

from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from fugong.core import audit, idempotency, texts
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotPermitted, Refused, Stale
from fugong.core.wording import N_
from fugong.registry.models import Enterprise, Industry, Region
from fugong.registry.models.industry import EDITION_IN_USE
from fugong.registry.rules import naming, periods, registration, uscc
from fugong.registry.rules.registration import EnterpriseFacts

from .locking import enterprise_for_change

_FACTS = ("name", "short_name", "division_code", "industry_code", "registration_type", "address", "contact_phone")
_COUNTY_LENGTH = 6


class AlreadyRegistered(Refused):
    """The code stands in the register already, in this county or another."""

    code = "registry.already_registered"
    message = N_("统一社会信用代码 %(uscc)s 已登记，请勿重复登记。")


class OutsideArea(NotPermitted):
    """The township lies outside the officer's area: another county registers its own enterprises."""

    code = "registry.outside_area"
    message = N_("所选乡镇不在您的职责范围内；外县企业由其所在县登记。")


@idempotency.once
def register_enterprise(
    typed_uscc: str, *, facts: EnterpriseFacts, by: Actor, at: datetime, synthetic: bool = False
) -> int:
    """Enter an enterprise under its code; give its number.

    Raises Invalid (every problem at once), OutsideArea, AlreadyRegistered.
    """
    require(by, "registry.edit")
    facts = _cleaned(facts)
    code = uscc.examine(typed_uscc)
    problems = (*code.problems, *registration.problems_with(facts, _places(facts)))
    if problems:
        raise Invalid(problems)
    if not by.may("registry.edit", facts.division_code):
        raise OutsideArea(field="division_code")
    enterprise = Enterprise(
        uscc=code.code,
        county_code=facts.division_code[:_COUNTY_LENGTH],
        industry_edition=EDITION_IN_USE,
        synthetic=synthetic,
        created_at=at,
    )
    _take_over(enterprise, facts)
    try:
        # A savepoint: of two officers who register the same code at once, one gets an answer, not an error.
        with transaction.atomic():
            enterprise.save(force_insert=True)
    except IntegrityError:
        if Enterprise.objects.filter(uscc=code.code).exists():
            raise AlreadyRegistered(field="uscc", uscc=code.code) from None
        raise
    audit.record(
        county=enterprise.county_code,
        action="registry.enterprise.registered",
        subject=enterprise,
        by=by,
        at=at,
        changes={"uscc": (None, code.code)} | {name: (None, getattr(facts, name)) for name in _FACTS},
    )
    return enterprise.pk


@idempotency.once
def correct_enterprise(enterprise_id: int, *, version: int, facts: EnterpriseFacts, by: Actor, at: datetime) -> int:
    """Put new plain facts in place of those the officer saw under ``version``; give the new version.

    Raises Stale when somebody was faster, Invalid, OutsideArea, NotThere, NotPermitted.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    if enterprise.version != version:
        raise Stale(version=enterprise.version)
    facts = _cleaned(facts)
    problems = registration.problems_with(facts, _places(facts, edition=enterprise.industry_edition))
    if problems:
        raise Invalid(problems)
    _stays_in_area(enterprise, facts, by)
    changes = {
        name: (getattr(enterprise, name), getattr(facts, name))
        for name in _FACTS
        if getattr(enterprise, name) != getattr(facts, name)
    }
    if not changes:
        return version
    _take_over(enterprise, facts)
    enterprise.version += 1
    enterprise.save(update_fields=[*_FACTS, "name_key", "search_text", "version"])
    audit.record(
        county=enterprise.county_code,
        action="registry.enterprise.corrected",
        subject=enterprise,
        by=by,
        at=at,
        changes={**changes, "version": (version, enterprise.version)},
    )
    return enterprise.version


@idempotency.once
def close_enterprise(enterprise_id: int, *, version: int, closed_on: date, by: Actor, at: datetime) -> None:
    """Note that the enterprise was struck off; its records stay, its telephone goes. Raises Stale, Invalid."""
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    if enterprise.version != version:
        raise Stale(version=enterprise.version)
    problem = periods.problem_with_day(closed_on, today=at.date(), field="closed_on")
    if problem:
        raise Invalid([problem])
    enterprise.closed_on, enterprise.contact_phone = closed_on, ""
    enterprise.version += 1
    enterprise.save(update_fields=["closed_on", "contact_phone", "version"])
    audit.record(
        county=enterprise.county_code,
        action="registry.enterprise.closed",
        subject=enterprise,
        by=by,
        at=at,
        changes={"closed_on": (None, closed_on), "version": (version, enterprise.version)},
    )


def _cleaned(facts: EnterpriseFacts) -> EnterpriseFacts:
    return replace(facts, **{name: texts.clean(value) for name, value in vars(facts).items()})


def _places(facts: EnterpriseFacts, *, edition: str = EDITION_IN_USE) -> registration.Places:
    return registration.Places(
        division_is_township=Region.objects.townships().filter(code=facts.division_code).exists(),
        industry_is_smallest_class=Industry.objects.smallest()
        .filter(edition=edition, code=facts.industry_code)
        .exists(),
    )


def _stays_in_area(enterprise: Enterprise, facts: EnterpriseFacts, by: Actor) -> None:
    # An enterprise that moves to another county is closed here and registered there: its rows belong to one county.
    if (
        not by.may("registry.edit", facts.division_code)
        or facts.division_code[:_COUNTY_LENGTH] != enterprise.county_code
    ):
        raise OutsideArea(field="division_code")


def _take_over(enterprise: Enterprise, facts: EnterpriseFacts) -> None:
    for name in _FACTS:
        setattr(enterprise, name, getattr(facts, name))
    enterprise.name_key = naming.sort_key(facts.name)
    enterprise.search_text = naming.search_text(facts.name, facts.short_name)
