"""The door of reports: arrange forms, take reports and readings in, close periods; who must report."""

from fugong.reports.actions.arranging import announce_form
from fugong.reports.actions.locking import lock_period, unlock_period
from fugong.reports.actions.metering import MeterRow, ReadingRow, read_meters, register_meters
from fugong.reports.actions.taking_in import ReportRow, Taken, take_in
from fugong.reports.rules.forms import Addressees, Asked, FormTerms
from fugong.reports.rules.items import ITEMS, Item
from fugong.reports.rules.periods import Due, due_at, end_of, is_period, periods_between

__all__ = [
    "ITEMS",
    "Addressees",
    "Asked",
    "Due",
    "FormTerms",
    "Item",
    "MeterRow",
    "ReadingRow",
    "ReportRow",
    "Taken",
    "announce_form",
    "due_at",
    "end_of",
    "is_period",
    "lock_period",
    "periods_between",
    "read_meters",
    "register_meters",
    "take_in",
    "unlock_period",
]
