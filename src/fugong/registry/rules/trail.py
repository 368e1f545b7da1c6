"""How the registry's acts and fields are called on a history tab."""

from typing import Final

from fugong.core.wording import N_

__all__ = ["ACTS", "EVENTS", "FIELDS", "THINGS"]

THINGS: Final = {
    "registry.enterprise": N_("企业"),
    "registry.region": N_("行政区划"),
    "registry.industry": N_("国民经济行业"),
}
ACTS: Final = {
    "registry.enterprise.registered": N_("登记企业"),
    "registry.enterprises.registered": N_("批量登记企业"),
    "registry.enterprises.taken_back": N_("撤销批量登记"),
    "registry.enterprise.corrected": N_("更正企业信息"),
    "registry.enterprise.closed": N_("登记企业注销或停业"),
    "registry.enterprise.reopened": N_("恢复企业登记"),
    "registry.enterprise.merged": N_("并入其他登记"),
    "registry.enterprise.absorbed": N_("并入重复登记"),
    "registry.enterprise.unmerged": N_("撤销合并，恢复登记"),
    "registry.enterprise.released": N_("撤销合并，分出登记"),
    "registry.duplicates.looked_for": N_("查找重复登记"),
    "registry.duplicates.dismissed": N_("认定不是重复登记"),
    "registry.holder.set": N_("登记控股情况"),
    "registry.membership.admitted": N_("登记入库"),
    "registry.membership.removed": N_("登记退库"),
    "registry.figures.recorded": N_("登记年度数据"),
    "registry.size.fixed": N_("登记企业规模"),
    "registry.representative.appointed": N_("授权企业经办人"),
    "registry.representative.ended": N_("终止企业经办授权"),
    "registry.representative.handed_over": N_("企业经办人交接"),
    "registry.divisions.loaded": N_("装载行政区划"),
    "registry.industries.loaded": N_("装载行业分类"),
}
# What other systems may have sent to them.
EVENTS: Final = {
    "registry.enterprise.registered": N_("登记企业"),
    "registry.enterprise.corrected": N_("更正企业信息"),
}
FIELDS: Final = {
    "uscc": N_("统一社会信用代码"),
    "name": N_("企业名称"),
    "short_name": N_("简称"),
    "division_code": N_("所在乡镇代码"),
    "industry_code": N_("行业代码"),
    "registration_type": N_("登记注册类型"),
    "address": N_("地址"),
    "contact_phone": N_("联系电话"),
    "closed_on": N_("注销或停业日期"),
    "closure": N_("终止情形"),
    "other_enterprise": N_("对应登记"),
    "pairs": N_("疑似重复（对）"),
    "handed_over_on": N_("交接日期"),
    "version": N_("版本"),
    "holder": N_("控股情况"),
    "membership": N_("名录"),
    "size": N_("企业规模"),
    "year": N_("年度"),
    "staff": N_("从业人员（人）"),
    "revenue_wan": N_("营业收入（万元）"),
    "assets_wan": N_("资产总额（万元）"),
    "account": N_("经办账号"),
    "since_on": N_("起始日"),
    "until_on": N_("截止日（不含当日）"),
    "rows": N_("行数"),
}
