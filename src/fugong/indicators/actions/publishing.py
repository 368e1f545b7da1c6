"""Publishing figures, and revising what was published in a new version with its reason."""

import datetime as dt
from dataclasses import asdict

from django.db import IntegrityError

from fugong.core import audit, idempotency, texts, webhooks
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, Problem, Stale
from fugong.core.wording import N_
from fugong.indicators.models import Publication
from fugong.indicators.queries.publications import prepared
from fugong.reports.public import end_of

__all__ = ["RELEASED", "publish"]

RELEASED = "indicators.publication.released"
_LONGEST_TEXT = 200


@idempotency.once
def publish(
    county_code: str, *, code: str, period_on: dt.date, digest: str, by: Actor, at: dt.datetime, reason: str = ""
) -> int:
    """Publish what was looked at (``digest``), as the first version or the next; give its id.

    Raises NotPermitted, NotThere, Invalid naming every fault, Stale when the figures are no longer those looked at.
    """
    require(by, "indicators.publish", division_code=county_code)
    found = prepared(county_code, code, period_on)
    said = texts.clean_line(reason)[:_LONGEST_TEXT]
    problems = [
        None if found.version == 1 or said else Problem("reason", N_("请写明修订原因。")),
        None if found.renewed else Problem("", N_("与上一版相比没有可以修订的数据：更正的企业不足3户时不单独修订。")),
    ]
    if any(problems):
        raise Invalid(problem for problem in problems if problem)
    if digest != found.digest:
        raise Stale
    standing = found.plan.standing(end_of(found.plan.period, period_on), day_of(at))
    row = Publication(
        county_code=county_code, code=code, period_on=period_on, version=found.version, plan_version=found.plan.version,
        standing=standing, position=found.position, counted_at=found.counted_at,
        tables=[asdict(table) for table in found.tables], digest=found.digest,
        reason=said if found.version > 1 else "", released_at=at, released_by=by.title,
    )  # fmt: skip
    try:
        row.save(force_insert=True)
    except IntegrityError:
        raise Stale from None
    payload = {"code": code, "period_on": period_on.isoformat(), "version": row.version, "digest": row.digest}
    webhooks.announce(
        RELEASED, county=county_code, payload=payload, right="indicators.view", division_code=county_code, at=at,
    )  # fmt: skip
    audit.record(
        county=county_code, action=RELEASED, subject=row, by=by, at=at,
        changes={"version": (row.version - 1 or None, row.version), "digest": (None, row.digest)},
        note=row.reason or found.plan.name["zh"],
    )  # fmt: skip
    return row.pk
