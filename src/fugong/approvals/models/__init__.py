"""What approvals stores: applications with their opinions, corrections, papers, documents, reminders; restarts."""

from .application import Application
from .correction import Correction
from .issued_document import IssuedDocument
from .opinion import Opinion
from .paper import Paper
from .reminder import Reminder
from .restart import Restart

__all__ = ["Application", "Correction", "IssuedDocument", "Opinion", "Paper", "Reminder", "Restart"]
