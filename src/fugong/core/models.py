"""What core stores, one line a concern."""

from fugong.core.audit.models import AuditEntry, AuditHead
from fugong.core.calendar.models import CalendarOverride
from fugong.core.exchange.models import ExportFile, ImportBatch, ImportedRow
from fugong.core.files.models import Attachment
from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.numbering.models import NumberSeries
from fugong.core.webhooks.models import WebhookDelivery, WebhookSubscription

__all__ = [
    "Attachment", "AuditEntry", "AuditHead", "CalendarOverride", "ExportFile", "IdempotencyKey", "ImportBatch",
    "ImportedRow", "NumberSeries", "WebhookDelivery", "WebhookSubscription",
]  # fmt: skip
