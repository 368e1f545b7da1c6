"""What reports stores: forms, intakes, reports and readings (both only ever added to), meters, locks, reminders."""

from .form import ReportForm
from .intake import Intake
from .meter import Meter, MeterReading
from .period_lock import PeriodLock
from .reminder import ReportReminder
from .report import Report

__all__ = ["Intake", "Meter", "MeterReading", "PeriodLock", "Report", "ReportForm", "ReportReminder"]
