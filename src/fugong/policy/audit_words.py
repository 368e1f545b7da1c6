"""How the acts and fields of policy are called on a history tab."""

from fugong.core import audit
from fugong.core.wording import N_
from fugong.policy.rules.bounds import SPECIAL_LAW_CLAUSES
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.drafts import KINDS, STATES
from fugong.policy.rules.words import CARRY_OVER, CATEGORIES, DESKS, MODES, TIERS

_ACTS = {
    "policy.basis.announced": N_("登记政策依据"),
    "policy.risk.assessed": N_("划定风险等级"),
    "policy.category.set": N_("规定企业类别"),
    "policy.procedure.set": N_("规定办理方式"),
    "policy.exemption.set": N_("规定专项例外"),
    "policy.desk.assigned": N_("指定会审单位"),
    "policy.draft.drafted": N_("起草规定"),
    "policy.draft.put_in_force": N_("签发规定"),
    "policy.draft.discarded": N_("作废拟定规定"),
}
_THINGS = {
    "policy.basis": N_("政策依据"),
    "policy.riskassessment": N_("风险等级"),
    "policy.categoryrule": N_("企业类别规定"),
    "policy.procedure": N_("办理方式规定"),
    "policy.exemption": N_("专项例外"),
    "policy.reviewdesk": N_("会审单位规定"),
    "policy.draft": N_("拟定规定"),
}
_FIELDS = {
    "policy.draft.effective_from": N_("生效日期"),
    "policy.draft.effective_to": N_("失效日期"),
    "policy.draft.basis_code": N_("依据代码"),
    "policy.draft.rule": N_("规定编号"),
    "policy.draft.division_code": N_("适用地区"),
    "policy.draft.industry_prefix": N_("行业代码"),
    "policy.draft.organisation_code": N_("单位"),
    "policy.basis.title": N_("文件标题"),
    "effective": N_("执行期间"),
    "policy.procedure.mode": N_("办理方式"),
    "policy.categoryrule.category": N_("企业类别"),
    "policy.reviewdesk.organisation": N_("会审单位"),
    "policy.exemption.clause": N_("专项例外"),
}


def say() -> None:
    """Enter the words; once, at start-up."""
    for action, words in _ACTS.items():
        audit.name(action, words)
    for thing, words in _THINGS.items():
        audit.name_thing(thing, words)
    for field, words in _FIELDS.items():
        audit.name_field(field, words)
    for thing in ("policy.draft", "policy.procedure"):
        audit.name_field(f"{thing}.checklist", N_("所需材料"), ITEMS)
        audit.name_field(f"{thing}.carry_over", N_("此前的许可"), CARRY_OVER)
        audit.name_field(f"{thing}.reply_working_days", N_("答复期限（工作日）"))
        audit.name_field(f"{thing}.lead", N_("牵头部门"))
        audit.name_field(f"{thing}.deemed_basis", N_("逾期视为同意的依据"))
    audit.name_field("policy.draft.tier", N_("风险等级"), TIERS)
    audit.name_field("policy.draft.category", N_("企业类别"), CATEGORIES)
    audit.name_field("policy.draft.mode", N_("办理方式"), MODES)
    audit.name_field("policy.draft.desk", N_("会审环节"), DESKS)
    audit.name_field("policy.draft.clause", N_("不适用的上级要求"), SPECIAL_LAW_CLAUSES)
    audit.name_field("policy.draft.kind", N_("事项"), KINDS)
    audit.name_field("policy.draft.state", N_("状态"), STATES)
    audit.name_field("policy.riskassessment.tier", N_("风险等级"), TIERS)
