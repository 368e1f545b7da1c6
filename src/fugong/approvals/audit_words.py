"""How the acts and fields of approvals are called on a history tab."""

from fugong.approvals.rules import roster
from fugong.approvals.rules.appeals import AGAINST_WORDS
from fugong.approvals.rules.appeals import OUTCOME_WORDS as APPEAL_OUTCOMES
from fugong.approvals.rules.decisions import OUTCOME_WORDS
from fugong.approvals.rules.lifecycle import STATE_WORDS
from fugong.approvals.rules.questions import QUESTIONS
from fugong.approvals.rules.reasons import REFUSAL, REVOCATION, SUSPENSION, VERDICTS
from fugong.core import audit
from fugong.core.wording import N_
from fugong.policy import public as policy

_ACTS = {
    "approvals.application.started": N_("开始填写申请"),
    "approvals.application.submitted": N_("提交申请"),
    "approvals.application.resubmitted": N_("补正后重新提交"),
    "approvals.application.withdrawn": N_("撤回申请"),
    "approvals.application.paper_added": N_("上传材料"),
    "approvals.application.paper_taken_out": N_("移除材料"),
    "approvals.application.returned": N_("退回补正"),
    "approvals.application.granted": N_("同意复产"),
    "approvals.application.refused": N_("不予同意"),
    "approvals.application.suspended": N_("暂停许可"),
    "approvals.application.reinstated": N_("恢复许可"),
    "approvals.application.reminded": N_("时限催办"),
    "approvals.application.revoked": N_("撤销许可"),
    "approvals.document.made": N_("文书制作并签名"),
    "approvals.document.served": N_("文书送达"),
    "approvals.document.voided": N_("文书作废"),
    "approvals.application.deemed_granted": N_("到期未答复，视为同意（系统时钟；以下单位未答复）"),
    "approvals.application.settled": N_("按新规定办结，无需再审批"),
    "approvals.application.lapsed": N_("按新规定失效，需重新申请"),
    "approvals.application.amended": N_("变更附加条件"),
    "approvals.application.reopened": N_("重新审核"),
    "approvals.appeal.filed": N_("申请复核"),
    "approvals.appeal.answered": N_("复核答复"),
    "approvals.batch.created": N_("创建批量办理单"),
    "approvals.batch.stopped": N_("停止批量办理"),
    "approvals.batch.resumed": N_("继续批量办理"),
    "approvals.batch.finished": N_("批量办理办结"),
    "approvals.roster.added": N_("填报返岗人员名单"),
    "approvals.roster.corrected": N_("更正返岗人员"),
    "approvals.roster.removed": N_("删除返岗人员"),
    "approvals.roster.settled": N_("名单开始计算保存期"),
    "approvals.opinion.given": N_("提交会审意见"),
    "approvals.restart.confirmed": N_("企业确认复产"),
    "approvals.restart.stopped": N_("按新规定停产，取得许可后再复产"),
}
# What other systems may have sent to them.
EVENTS = {
    "approvals.application.submitted": N_("提交申请"),
    "approvals.application.decided": N_("作出审批决定"),
    "approvals.restart.confirmed": N_("企业确认复产"),
}
_FIELDS = {
    "submitted_at": N_("提交时间"),
    "submitted_by": N_("提交岗位"),
    "due_at": N_("应答复时间"),
    "decided_at": N_("决定时间"),
    "decided_by": N_("决定岗位"),
    "effective_on": N_("许可起始日期"),
    "conditions": N_("附加条件"),
    "decision_note": N_("说明"),
    "document_number": N_("文号"),
    "notice_number": N_("通知文号"),
    "served_on": N_("送达日期"),
    "void_reason": N_("作废原因"),
    "key_id": N_("签名密钥"),
    "suspended_at": N_("暂停时间"),
    "consistency_note": N_("与同类申请决定不同的理由"),
    "contested_number": N_("原决定文号"),
    "done": N_("已办理（件）"),
    "skipped": N_("已跳过（件）"),
    "waiting": N_("待办理（件）"),
    "total": N_("合计（件）"),
    "restarted_on": N_("复产日期"),
    "stopped_on": N_("停产日期"),
    "lapsed_on": N_("失效日期"),
    "decided_by_clock": N_("由系统时钟办结"),
    "deemed_basis": N_("逾期视为同意的依据"),
    "sha256": N_("文件指纹"),
}


def say() -> None:
    """Enter the words; once, at start-up."""
    for action, words in _ACTS.items():
        audit.name(action, words)
    audit.name_thing("approvals.application", N_("复产申请"))
    audit.name_thing("approvals.appeal", N_("复核申请"))
    audit.name_thing("approvals.batch", N_("批量办理单"))
    audit.name_thing("approvals.restart", N_("复产确认"))
    for field, words in _FIELDS.items():
        audit.name_field(field, words)
    audit.name_field("approvals.application.state", N_("状态"), {str(k): v for k, v in STATE_WORDS.items()})
    audit.name_field("against", N_("复核事项"), {str(k): v for k, v in AGAINST_WORDS.items()})
    audit.name_field("approvals.appeal.outcome", N_("复核结论"), {str(k): v for k, v in APPEAL_OUTCOMES.items()})
    audit.name_field("approvals.batch.outcome", N_("决定"), {str(k): v for k, v in OUTCOME_WORDS.items()})
    audit.name_field("verdict", N_("意见"), VERDICTS)
    audit.name_field("reasons", N_("理由"), REFUSAL | SUSPENSION | REVOCATION)
    audit.name_field("erase_on", N_("最迟清除日期"))
    said_about_a_person = {field.key: field.label for field in roster.FIELDS}
    audit.name_field("corrected_fields", N_("更正项目"), said_about_a_person)
    audit.name_field("seen_field", N_("查看项目"), said_about_a_person)
    audit.name_field("paper", N_("材料"), policy.ITEMS)
    for question in QUESTIONS:
        audit.name_field(f"approvals.application.{question.key}", question.label)
