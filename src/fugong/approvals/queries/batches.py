"""Orders to decide many applications: the list, one with its progress, and what the worker still has to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from fugong.approvals.models import Application, Batch, BatchItem
from fugong.approvals.models.application import ApplicationQuerySet
from fugong.approvals.models.batch import BatchQuerySet
from fugong.approvals.rules.batches import Chosen, ItemState, Progress, progress_of
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere


@dataclass(frozen=True)
class BatchPage:
    """One order with its progress and what became of each application."""

    batch: Batch
    progress: Progress
    items: QuerySet[BatchItem]
    is_own: bool

    @property
    def is_running(self) -> bool:
        """Tell whether the worker is, or will be, at it."""
        return self.batch.finished_at is None and self.batch.stopped_at is None


def batch_page(actor: Actor, batch_id: int) -> BatchPage:
    """Give one order in full. Raises NotThere."""
    batch = batch_seen(actor, batch_id)
    items = BatchItem.objects.filter(batch=batch).select_related("application").order_by("pk")
    own = batch.created_by_account_id == actor.account_id
    return BatchPage(batch, progress(batch), items, own)


def batch_seen(actor: Actor, batch_id: int) -> Batch:
    """Give the bare order. Raises NotThere when the actor may not see it."""
    batch = Batch.objects.visible_to(actor).filter(pk=batch_id).first()
    if batch is None:
        raise NotThere
    return batch


def batches(actor: Actor) -> BatchQuerySet:
    """Give the orders the actor may see, latest first, with the number of their applications."""
    return Batch.objects.visible_to(actor).annotate(total=Count("items")).order_by("-created_at", "-pk")


def progress(batch: Batch) -> Progress:
    """Count how far an order has got."""
    counted = BatchItem.objects.filter(batch=batch).values_list("state").annotate(number=Count("pk"))
    return progress_of(dict(counted.order_by("state")))


def account_of(batch_id: int) -> int:
    """Give the account by whose right an order is worked off. Raises NotThere."""
    account_id = Batch.objects.filter(pk=batch_id).values_list("created_by_account_id", flat=True).first()
    if account_id is None:
        raise NotThere
    return account_id


def waiting_items(batch_id: int) -> tuple[int, ...]:
    """Give the items the worker has still to look at, in order."""
    rows = BatchItem.objects.filter(batch_id=batch_id, state=ItemState.WAITING).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def choosable(actor: Actor, ids: Iterable[int], *, now: datetime) -> ApplicationQuerySet:
    """Give those of these applications that the actor may see."""
    return Application.objects.visible_to(actor, on=day_of(now)).handed_in().filter(pk__in=list(ids))


def chosen_from(rows: QuerySet[Application], *, most: int) -> tuple[Chosen, ...]:
    """Give the applications of a list with the versions they have now, up to one more than ``most``."""
    return tuple(Chosen(pk, version) for pk, version in rows.values_list("pk", "version")[: most + 1])
