"""How core's own acts are called in the audit trail."""

from fugong.core import audit
from fugong.core.personal import REASONS
from fugong.core.wording import N_


def bring() -> None:
    """Name acts and things."""
    audit.name("core.calendar.overridden", N_("调整办公日历"))
    audit.name("core.personal.viewed", N_("查看个人信息全文"))
    audit.name("core.personal.erased", N_("清除到期个人信息"))
    audit.name_thing("core.erasurecertificate", N_("个人信息清除证明"))
    audit.name_field("entry", N_("名单序号"))
    audit.name_field("seen_field", N_("查看项目"))
    audit.name_field("view_reason", N_("查看原因"), REASONS)
    audit.name_field("persons", N_("人数"))
    audit.name_field("certificate_sha256", N_("证明指纹"))
    audit.name_thing("core.calendaroverride", N_("办公日历"))
