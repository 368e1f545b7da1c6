"""What core stores, one line a concern."""

from fugong.core.audit.models import AuditEntry, AuditHead
from fugong.core.calendar.models import CalendarOverride
from fugong.core.exchange.models import ExportFile, ImportBatch, ImportedRow
from fugong.core.files.models import Attachment
from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.lake.models import LakeFile, LakeState
from fugong.core.numbering.models import NumberSeries
from fugong.core.personal.models import ErasureCertificate, PersonalGroup, PersonalRecord
from fugong.core.webhooks.models import WebhookDelivery, WebhookSubscription

__all__ = [
    "Attachment", "AuditEntry", "AuditHead", "CalendarOverride", "ErasureCertificate", "ExportFile", "IdempotencyKey",
    "ImportBatch", "ImportedRow", "LakeFile", "LakeState", "NumberSeries", "PersonalGroup", "PersonalRecord",
    "WebhookDelivery", "WebhookSubscription",
]  # fmt: skip
