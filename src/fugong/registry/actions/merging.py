"""Merging: a second registration of one enterprise is closed and lives on in the first; undone, all is as before."""

from datetime import date, datetime

from fugong.core import audit, idempotency, texts
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem, Refused
from fugong.core.wording import N_
from fugong.registry.models import Enterprise, Membership, Merge, Representative
from fugong.registry.rules.kinds import Closure
from fugong.registry.rules.obstacles import obstacles

from .locking import enterprise_for_change

# The dated facts that follow the enterprise: what makes two rows the same fact.
_FOLLOWING: dict[type[Representative] | type[Membership], str] = {Representative: "account_id", Membership: "kind"}


class CannotMerge(Refused):
    """The two registrations cannot become one."""

    code = "registry.cannot_merge"
    message = N_("这两个登记不能合并。")


class CannotUndo(Refused):
    """What the merge left has been changed since, so it cannot be restored exactly."""

    code = "registry.cannot_undo_merge"
    message = N_("该合并不能撤销。")


@idempotency.once
def merge(survivor_id: int, *, merged_id: int, basis: str, by: Actor, at: datetime) -> int:
    """Close the second registration in favour of the first; give the number of the merge.

    The survivor keeps its code and its facts. Representatives and lists of the closed one go on at the survivor from
    today where it has none; everything else stays where it was recorded and is read through the merge. Raises Invalid,
    CannotMerge, EnterpriseIsClosed, NotThere, NotPermitted, or what a higher context has against it.
    """
    if survivor_id == merged_id:
        raise CannotMerge(N_("请选择两个不同的登记。"))
    # In the order of their numbers: two officers who merge both ways round must not wait for each other for ever.
    rows = {pk: enterprise_for_change(pk, by=by, at=at) for pk in sorted((survivor_id, merged_id))}
    survivor, merged = rows[survivor_id], rows[merged_id]
    on, basis = day_of(at), texts.clean_line(basis)[:200]
    _guard(survivor, merged, basis=basis, on=on)
    row = Merge.objects.create(
        county_code=survivor.county_code,
        survivor=survivor,
        merged=merged,
        merged_on=on,
        merged_at=at,
        merged_by=by.title,
        basis=basis,
        moved={model._meta.model_name: _carried_over(model, survivor, merged, on=on) for model in _FOLLOWING},  # noqa: SLF001  # documented
    )
    merged.closed_on, merged.closure = on, Closure.MERGED
    merged.version += 1
    merged.save(update_fields=["closed_on", "closure", "version"])
    _record("registry.enterprise.merged", "registry.enterprise.absorbed", row, note=basis, by=by, at=at)
    return row.pk


@idempotency.once
def undo_merge(merge_id: int, *, because: str, by: Actor, at: datetime) -> None:
    """Open the closed registration again and put every dated fact back as it was before.

    Raises CannotUndo naming what was changed since, Invalid, NotThere, NotPermitted.
    """
    row = Merge.objects.select_for_update().filter(pk=merge_id).first()
    if row is None:
        raise NotThere
    visible = Enterprise.objects.visible_to(by, on=day_of(at))
    ids = sorted((row.survivor_id, row.merged_id))
    rows = {found.pk: found for found in visible.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")}
    if len(rows) != len(ids):
        raise NotThere
    survivor, merged = rows[row.survivor_id], rows[row.merged_id]
    require(by, "registry.edit", division_code=survivor.division_code)
    require(by, "registry.edit", division_code=merged.division_code)
    because = texts.clean_line(because)[:200]
    if not because:
        raise Invalid([Problem("because", N_("请填写撤销理由。"))])
    _guard_undo(row, survivor)
    _put_back(row)
    merged.closed_on, merged.closure = None, ""
    merged.version += 1
    merged.save(update_fields=["closed_on", "closure", "version"])
    row.undone_at, row.undone_by, row.undone_because = at, by.title, because
    row.save(update_fields=["undone_at", "undone_by", "undone_because"])
    _record("registry.enterprise.unmerged", "registry.enterprise.released", row, note=because, by=by, at=at)


def _guard(survivor: Enterprise, merged: Enterprise, *, basis: str, on: date) -> None:
    if not basis:
        raise Invalid([Problem("basis", N_("请填写合并依据。"))])
    if survivor.county_code != merged.county_code:
        raise CannotMerge(N_("两个登记不在同一县，请由登记所在县分别办理。"))
    if merged.absorbed.in_effect().exists():
        raise CannotMerge(N_("拟并入的登记此前已并入过其他登记，请先撤销那次合并，再分别并入保留的企业。"))
    against = obstacles(merged.pk, survivor.pk, on=on)
    if against:
        raise against[0]


def _carried_over(
    model: type[Representative] | type[Membership], survivor: Enterprise, merged: Enterprise, *, on: date
) -> dict[str, list[int]]:
    """End what is open at the closed registration and begin it at the survivor where that has none."""
    same = _FOLLOWING[model]
    ended = list(model.objects.filter(enterprise=merged).still_open())
    for row in ended:
        row.until_on = max(on, row.since_on)
        row.save(update_fields=["until_on"])
    covered = {
        getattr(row, same)
        for row in model.objects.filter(enterprise=survivor)
        if row.until_on is None or row.until_on > on
    }
    begun = [
        model.objects.create(
            enterprise=survivor, county_code=survivor.county_code, since_on=on, **{same: getattr(row, same)}
        )
        for row in ended
        if getattr(row, same) not in covered
    ]
    return {"ended": [row.pk for row in ended], "begun": [row.pk for row in begun]}


def _guard_undo(row: Merge, survivor: Enterprise) -> None:
    if row.undone_at is not None:
        raise CannotUndo(N_("该合并已经撤销。"))
    if survivor.closed_on is not None:
        raise CannotUndo(N_("保留的企业此后已终止（%(day)s），不能撤销合并。"), day=survivor.closed_on.isoformat())
    for model in _FOLLOWING:
        moved = row.moved[model._meta.model_name]  # noqa: SLF001  # documented
        begun = model.objects.filter(pk__in=moved["begun"]).still_open()
        ended = model.objects.filter(pk__in=moved["ended"], until_on__isnull=False)
        if begun.count() != len(moved["begun"]) or ended.count() != len(moved["ended"]):
            raise CannotUndo(N_("合并后经办授权或在库名录又有变更，不能原样恢复。请改用登记、终止等方式分别更正。"))


def _put_back(row: Merge) -> None:
    # Begun by the merge and by nothing else: the trail and the merge keep that they were there.
    for model in _FOLLOWING:
        moved = row.moved[model._meta.model_name]  # noqa: SLF001  # documented
        model.objects.filter(pk__in=moved["begun"]).delete()
        model.objects.filter(pk__in=moved["ended"]).update(until_on=None)


def _record(on_merged: str, on_survivor: str, row: Merge, *, note: str, by: Actor, at: datetime) -> None:
    """Record the act on both registrations, so that either history tells it."""
    for action, subject, other in ((on_merged, row.merged, row.survivor), (on_survivor, row.survivor, row.merged)):
        audit.record(
            county=row.county_code,
            action=action,
            subject=subject,
            by=by,
            at=at,
            changes={"other_enterprise": (None, f"{other.name} {other.uscc}")},
            note=note,
        )
