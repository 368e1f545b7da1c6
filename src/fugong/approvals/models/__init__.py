"""What approvals stores: applications and all that hangs on them, appeals, orders in bulk, restarts."""

from .appeal import Appeal
from .application import Application
from .batch import Batch, BatchItem
from .correction import Correction
from .issued_document import IssuedDocument
from .opinion import Opinion
from .paper import Paper
from .reminder import Reminder
from .restart import Restart

__all__ = [
    "Appeal",
    "Application",
    "Batch",
    "BatchItem",
    "Correction",
    "IssuedDocument",
    "Opinion",
    "Paper",
    "Reminder",
    "Restart",
]
