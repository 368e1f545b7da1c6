"""What approvals stores: applications with opinions, corrections, papers, reminders and appeals; batches; restarts."""

from .appeal import Appeal
from .application import Application
from .batch import Batch, BatchItem
from .correction import Correction
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
    "Opinion",
    "Paper",
    "Reminder",
    "Restart",
]
