"""How core's own acts are called in the audit trail."""

from fugong.core import audit
from fugong.core.wording import N_


def bring() -> None:
    """Name acts and things."""
    audit.name("core.calendar.overridden", N_("调整办公日历"))
    audit.name_thing("core.calendaroverride", N_("办公日历"))
