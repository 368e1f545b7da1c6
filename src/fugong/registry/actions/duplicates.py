"""Looking for enterprises that were registered twice, and saying of a pair that it is two."""

from datetime import datetime

from fugong.core import audit, idempotency, texts
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem
from fugong.core.wording import N_
from fugong.registry.models import Region, SuspectedPair
from fugong.registry.queries.duplicates import suspected_pairs
from fugong.registry.rules.likeness import strength


@idempotency.once
def look_for_duplicates(county_code: str, *, by: Actor, at: datetime) -> int:
    """Compare all existing enterprises of the county; give how many pairs wait for an officer's look.

    A pair that was said to be two stays so. A pair that nobody looked at and that no longer has its reasons is dropped.
    Raises NotPermitted for whoever keeps only a part of the county, NotThere for a county that is none.
    """
    require(by, "registry.edit", division_code=county_code)
    # The county's row is the lock: two searches at once would each drop what the other found.
    county = Region.objects.select_for_update().filter(pk=county_code).first()
    if county is None:
        raise NotThere
    found = suspected_pairs(county_code, on=day_of(at))
    SuspectedPair.objects.bulk_create(
        (
            SuspectedPair(
                county_code=county_code,
                first_id=one,
                second_id=other,
                reasons=sorted(reasons),
                strength=strength(reasons),
                found_at=at,
            )
            for (one, other), reasons in sorted(found.items())
        ),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["reasons", "strength", "found_at"],
    )
    of_county = SuspectedPair.objects.filter(county_code=county_code)
    waiting_pairs = of_county.filter(dismissed_at=None).values_list("pk", "first_id", "second_id")
    of_county.filter(pk__in=[pk for pk, one, other in waiting_pairs if (one, other) not in found]).delete()
    waiting = of_county.undecided().count()
    audit.record(
        county=county_code,
        action="registry.duplicates.looked_for",
        subject=county,
        by=by,
        at=at,
        changes={"pairs": (None, waiting)},
    )
    return waiting


@idempotency.once
def dismiss_pair(pair_id: int, *, because: str, by: Actor, at: datetime) -> None:
    """Say that the pair is two enterprises, and why; it is not shown again. Raises NotThere, NotPermitted, Invalid."""
    pair = SuspectedPair.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=pair_id).first()
    if pair is None:
        raise NotThere
    require(by, "registry.edit", division_code=pair.county_code)
    because = texts.clean_line(because)[:200]
    if not because:
        raise Invalid([Problem("because", N_("请填写判断不是重复登记的理由。"))])
    pair.dismissed_at, pair.dismissed_by, pair.dismissed_because = at, by.title, because
    pair.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_because"])
    for subject, other in ((pair.first, pair.second), (pair.second, pair.first)):
        audit.record(
            county=pair.county_code,
            action="registry.duplicates.dismissed",
            subject=subject,
            by=by,
            at=at,
            changes={"other_enterprise": (None, other.name)},
            note=because,
        )
