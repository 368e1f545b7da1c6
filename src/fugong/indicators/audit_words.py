"""How the acts and fields of indicators are called in the audit trail."""

from fugong.core import audit
from fugong.core.wording import N_
from fugong.indicators.rules.contradictions import TITLES
from fugong.indicators.rules.visits import ANSWERS

EVENTS = {
    "indicators.visit.suggested": N_("建议走访一家企业"),
    "indicators.publication.released": N_("发布或修订统计数据"),
}


def say() -> None:
    """Enter the words."""
    audit.name("indicators.target.set", N_("下达年度目标"))
    audit.name("indicators.visit.suggested", N_("提出走访建议"))
    audit.name("indicators.visit.answered", N_("答复走访建议"))
    audit.name("indicators.publication.released", N_("发布统计数据"))
    audit.name_thing("indicators.publication", N_("数据发布"))
    audit.name_field("indicators.publication.version", N_("版本"))
    audit.name_field("indicators.publication.digest", N_("内容指纹"))
    audit.name_thing("indicators.visitsuggestion", N_("走访建议"))
    audit.name_field("indicators.visitsuggestion.code", N_("不一致情形"), TITLES)
    audit.name_field("indicators.visitsuggestion.last_on", N_("数据截至"))
    audit.name_field("indicators.visitsuggestion.kind", N_("核实结果"), ANSWERS)
    audit.name_thing("indicators.yeartarget", N_("年度目标"))
    audit.name_field("indicators.yeartarget.value", N_("目标值"))
