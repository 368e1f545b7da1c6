"""How core's own acts are called in the audit trail."""

from fugong.core import audit
from fugong.core.exchange.rules.states import MODES
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
    audit.name("core.batch.received", N_("上传导入文件"))
    audit.name("core.batch.confirmed", N_("确认导入"))
    audit.name("core.batch.cancelled", N_("放弃导入"))
    audit.name("core.list.exported", N_("导出名单"))
    audit.name_thing("core.importbatch", N_("导入批次"))
    audit.name_thing("core.exportfile", N_("导出文件"))
    audit.name_field("core.importbatch.mode", N_("导入方式"), MODES)
    audit.name_field("list", N_("名单"))
    audit.name_field("filter", N_("筛选条件"))
    audit.name_field("file_format", N_("文件格式"))
    audit.name_field("core.importbatch.sha256", N_("文件指纹"))
    for act, words in _OF_SUBSCRIPTIONS.items():
        audit.name(f"core.webhook.{act}", words)
    audit.name_thing("core.webhooksubscription", N_("推送订阅"))
    audit.name_field("core.webhooksubscription.address", N_("推送地址"))
    audit.name_field("core.webhooksubscription.events", N_("事件"))


_OF_SUBSCRIPTIONS = {
    "subscribed": N_("订阅事件推送"),
    "paused": N_("暂停事件推送"),
    "resumed": N_("恢复事件推送"),
    "rotated": N_("更换推送密钥"),
    "ended": N_("退订事件推送"),
}
