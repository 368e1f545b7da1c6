"""Registrations that were merged into another: where they went, and what went into one."""

from collections.abc import Iterable

from fugong.registry.models import Enterprise, Merge

__all__ = ["absorbed_by", "merge_of", "merges_of", "with_absorbed"]


def with_absorbed(enterprise_id: int) -> tuple[int, ...]:
    """Give the number of the enterprise and of every registration that lives on in it."""
    return (enterprise_id, *absorbed_by([enterprise_id]))


def absorbed_by(enterprise_ids: Iterable[int]) -> tuple[int, ...]:
    """Give the numbers of the registrations that live on in these enterprises; merges do not chain, so one query."""
    rows = Merge.objects.in_effect().filter(survivor_id__in=list(enterprise_ids)).order_by("merged_id")
    return tuple(rows.values_list("merged_id", flat=True))


def merge_of(enterprise: Enterprise) -> Merge | None:
    """Give the merge by which this registration was closed, if it was."""
    return enterprise.mergers.in_effect().select_related("survivor").first()


def merges_of(enterprise: Enterprise) -> tuple[Merge, ...]:
    """Give what was merged into this enterprise, the undone included, latest first."""
    return tuple(enterprise.absorbed.select_related("merged"))
