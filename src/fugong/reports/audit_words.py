"""How the acts and fields of reports are called in the audit trail."""

from fugong.core import audit
from fugong.core.wording import N_
from fugong.reports.rules.channels import CHANNELS
from fugong.reports.rules.reminders import STEPS

_ACTS = {
    "reports.form.announced": N_("布置报表"),
    "reports.reports.taken_in": N_("报送报表"),
    "reports.workbook.handed_out": N_("下载报表工作簿"),
    "reports.workbook.taken_in": N_("导入报表工作簿"),
    "reports.meter_file.taken_in": N_("导入抄表文件"),
    "reports.readings.taken_in": N_("录入抄表读数"),
    "reports.meters.registered": N_("登记电表"),
    "reports.period.locked": N_("封账"),
    "reports.period.unlocked": N_("解封"),
    "reports.reports.reminded": N_("催报"),
}
EVENTS = {
    "reports.form.announced": N_("布置或调整报表"),
    "reports.reports.taken_in": N_("收到一批报表"),
    "reports.reports.reminded": N_("催报"),
    "reports.period.locked": N_("封账"),
    "reports.period.unlocked": N_("解封"),
}
_FIELDS = {
    "reports.intake.rows": N_("行数"),
    "reports.intake.corrections": N_("其中更正"),
    "reports.intake.digest": N_("内容摘要"),
    "reports.reportform.version": N_("版本"),
    "reports.reportform.period_on": N_("报告期"),
    "reports.reportform.rows": N_("行数"),
    "reports.reportform.reminded": N_("催报户数"),
    "reports.periodlock.period_on": N_("报告期"),
}


def say() -> None:
    """Enter the words."""
    for act, words in _ACTS.items():
        audit.name(act, words)
    for field, words in _FIELDS.items():
        audit.name_field(field, words)
    audit.name_field("reports.reportform.step", N_("催报环节"), STEPS)
    audit.name_field("reports.intake.via", N_("报送方式"), CHANNELS)
    for thing, words in {
        "reports.intake": N_("报送批次"),
        "reports.reportform": N_("报表"),
        "reports.periodlock": N_("封账"),
    }.items():
        audit.name_thing(thing, words)
