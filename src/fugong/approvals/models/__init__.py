"""What approvals stores: applications with their opinions, corrections, papers and reminders, and restarts."""

from .application import Application
from .correction import Correction
from .opinion import Opinion
from .paper import Paper
from .reminder import Reminder
from .restart import Restart

__all__ = ["Application", "Correction", "Opinion", "Paper", "Reminder", "Restart"]
