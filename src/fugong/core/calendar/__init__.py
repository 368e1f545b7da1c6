"""Working days and office hours; pure here, the stored overrides are in ``calendar.overrides``."""

from fugong.core.calendar.rules import BEIJING, CalendarUnknown, OfficeCalendar, Override, day_of

__all__ = ["BEIJING", "CalendarUnknown", "OfficeCalendar", "Override", "day_of"]
