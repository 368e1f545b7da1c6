"""Intake: a list of enterprises enters the register at one stroke, and may be taken back while nothing stands on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache

from django.db.models import ForeignObjectRel

from fugong.core import audit, exchange, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.texts import clean
from fugong.core.wording import N_
from fugong.registry.models import Enterprise, Industry, Region
from fugong.registry.models.industry import EDITION_IN_USE
from fugong.registry.rules import naming, registration, uscc
from fugong.registry.rules.registration import EnterpriseFacts

REGISTERED = "registry.enterprises.registered"
_CHUNK = 1000
_OUTSIDE = N_("所选乡镇不在您的职责范围内；外县企业由其所在县登记。")
_KNOWN = N_("统一社会信用代码 %(uscc)s 已登记，请勿重复登记。")


class NothingToTakeBack(Refused):
    """Something stands on every one of these enterprises."""

    code = "registry.nothing_to_take_back"
    message = N_("该批次的企业均已有后续登记，不能撤销；请逐户更正或注销。")


@idempotency.once
def register_many(batch: exchange.ImportBatch, *, rows: exchange.Values, by: Actor, at: datetime) -> None:
    """Enter the enterprises of a batch: the same facts as one by one, one act in the trail for the whole list.

    Raises Invalid when a row is not good now, as when somebody registered its code a moment ago.
    """
    require(by, "registry.edit")
    found = problems_with_many(rows, batch.county_code, by)
    if found:
        raise Invalid(problem for problems in found.values() for problem in problems)
    enterprises = {number: _enterprise(values, at) for number, values in rows.items()}
    # In the order of their codes: two lists at once then wait for one another and never in a circle.
    Enterprise.objects.bulk_create(sorted(enterprises.values(), key=lambda row: row.uscc), batch_size=_CHUNK)
    batch.book(enterprises, at=at)
    audit.record(
        county=batch.county_code,
        action="registry.enterprises.registered",
        subject=batch,
        by=by,
        at=at,
        changes={"rows": (0, len(enterprises)), "sha256": (None, batch.sha256)},
    )


@idempotency.once
def take_back_many(batch: exchange.ImportBatch, *, by: Actor, at: datetime) -> None:
    """Take the batch's enterprises out of the register again, but for those on which something stands meanwhile.

    The trail keeps both acts. Raises NothingToTakeBack.
    """
    require(by, "registry.edit")
    brought = exchange.subjects_of(batch, Enterprise)
    # Locked for update: nothing can be hung on them while we look.
    locked = Enterprise.objects.select_for_update().filter(pk__in=list(brought)).order_by("pk")
    known = set(locked.values_list("pk", flat=True))
    standing = obstacles_to_taking_back(batch)
    free = [pk for pk, number in brought.items() if number not in standing and pk in known]
    if not free:
        raise NothingToTakeBack
    Enterprise.objects.filter(pk__in=free).delete()
    batch.take_back(free, at=at)
    audit.record(
        county=batch.county_code,
        action="registry.enterprises.taken_back",
        subject=batch,
        by=by,
        at=at,
        changes={"rows": (len(brought), len(brought) - len(free)), "sha256": (batch.sha256, batch.sha256)},
    )


def problems_with_many(rows: exchange.Values, county: str, by: Actor) -> dict[int, list[Problem]]:
    """Judge many registrations by the rules of a single one, with a fixed number of queries; good rows are left out."""
    townships = set(Region.objects.townships().inside(county).values_list("code", flat=True))
    classes = set(Industry.objects.smallest().filter(edition=EDITION_IN_USE).values_list("code", flat=True))
    examined = {number: uscc.examine(str(values.get("uscc", ""))) for number, values in rows.items()}
    codes = [code.code for code in examined.values() if code.is_valid]
    known = set(Enterprise.objects.filter(uscc__in=codes).values_list("uscc", flat=True))
    may_there = cache(lambda division: by.may("registry.edit", division))
    found: dict[int, list[Problem]] = {}
    for number, values in rows.items():
        facts, code = _facts(values), examined[number]
        places = registration.Places(facts.division_code in townships, facts.industry_code in classes)
        problems = [*code.problems, *registration.problems_with(facts, places)]
        if code.code in known:
            problems.append(exchange.Repeated("uscc", _KNOWN, {"uscc": code.code}))
        if places.division_is_township and not may_there(facts.division_code):
            problems.append(Problem("division_code", _OUTSIDE))
        if problems:
            found[number] = problems
    return found


def obstacles_to_taking_back(batch: exchange.ImportBatch) -> dict[int, Problem]:
    """Name the rows whose enterprise can no longer be taken back, each with what stands on it: row → reason."""
    brought = exchange.subjects_of(batch, Enterprise)
    changed = Enterprise.objects.filter(pk__in=list(brought), version__gt=1).values_list("pk", flat=True)
    found = {brought[pk]: Problem("", N_("登记后信息已更正。")) for pk in changed}
    for relation in _what_may_stand_on_it():
        field = relation.field.attname
        standing = relation.related_model._base_manager.filter(**{f"{field}__in": list(brought)})  # noqa: SLF001  # Django's documented name
        words = str(relation.related_model._meta.verbose_name)  # noqa: SLF001  # documented
        for pk in standing.values_list(field, flat=True).distinct():
            found[brought[pk]] = Problem("", N_("已有“%(what)s”登记。"), {"what": words})
    return found


def _what_may_stand_on_it() -> Iterator[ForeignObjectRel]:
    """Give the links that lead to an enterprise, of other contexts too: the database knows them, we need not."""
    for relation in Enterprise._meta.get_fields(include_hidden=True):  # noqa: SLF001  # documented
        if isinstance(relation, ForeignObjectRel) and not relation.concrete:
            yield relation


def _facts(values: Mapping[str, object]) -> EnterpriseFacts:
    return EnterpriseFacts(
        **{name: clean(str(values.get(name) or "")) for name in EnterpriseFacts.__dataclass_fields__}
    )


def _enterprise(values: Mapping[str, object], at: datetime) -> Enterprise:
    facts = _facts(values)
    name_key, search_text = naming.keys(facts.name, facts.short_name)
    return Enterprise(
        uscc=uscc.normalised(str(values["uscc"])),
        county_code=facts.division_code[:6],
        industry_edition=EDITION_IN_USE,
        created_at=at,
        name_key=name_key,
        search_text=search_text,
        **vars(facts),
    )
