"""How the acts, things and fields of people are called in the audit trail."""

from types import MappingProxyType
from typing import Final

from fugong.core.wording import N_

ACTS: Final = MappingProxyType(
    {
        "people.organisation.created": N_("设立单位"),
        "people.organisation.corrected": N_("更正单位信息"),
        "people.post.created": N_("设立岗位"),
        "people.account.opened": N_("开通账号"),
        "people.account.deactivated": N_("停用账号"),
        "people.account.password_set": N_("重置初始密码"),
        "people.account.password_changed": N_("修改密码"),
        "people.account.signed_in": N_("登录"),
        "people.account.signed_out": N_("退出登录"),
        "people.posting.appointed": N_("任命岗位"),
        "people.posting.ended": N_("结束任职"),
        "people.token.issued": N_("新建接口令牌"),
        "people.token.revoked": N_("停用接口令牌"),
    }
)
THINGS: Final = MappingProxyType(
    {
        "people.organisation": N_("单位"),
        "people.post": N_("岗位"),
        "people.account": N_("账号"),
        "people.posting": N_("任职"),
        "people.apitoken": N_("接口令牌"),
    }
)
FIELDS: Final = MappingProxyType(
    {
        "people.organisation.name": N_("单位名称"),
        "people.organisation.short_name": N_("简称"),
        "people.organisation.series": N_("发文机关代字"),
        "people.posting.account": N_("账号"),
        "people.posting.post": N_("岗位"),
        "people.posting.kind": N_("任职方式"),
        "people.posting.since_on": N_("任职起始日"),
        "people.posting.until_on": N_("任职截止日"),
        "people.account.is_active": N_("启用"),
        "people.apitoken.account": N_("账号"),
        "people.apitoken.scopes": N_("权限范围"),
        "people.apitoken.expires_at": N_("失效时间"),
        "people.apitoken.revoked_at": N_("停用时间"),
    }
)
