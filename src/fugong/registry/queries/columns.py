"""The columns of an enterprise in a table that is imported."""

from fugong.core.exchange import Column, coded, text
from fugong.core.permission import Actor
from fugong.core.wording import N_
from fugong.registry.rules import uscc
from fugong.registry.rules.kinds import REGISTRATION_TYPES

from . import places

__all__ = ["enterprise_columns"]


def enterprise_columns(actor: Actor) -> tuple[Column, ...]:
    """Give the columns of an imported enterprise; the townships on offer are those the actor keeps."""
    townships = dict(places.townships_inside(actor.areas_for("registry.edit")))
    industries = {code: label.partition(" ")[2] for code, label in places.industry_classes()}
    return (
        Column(
            "uscc", N_("统一社会信用代码"), uscc.normalised, required=True, width=24, example="91110000MA00000077",
            note=N_("营业执照上的 18 位代码。"), aliases=(N_("信用代码"), N_("社会信用代码")),
        ),
        Column(
            "name", N_("企业名称"), text, required=True, width=36, example=N_("示例机械厂07"),
            note=N_("与营业执照一致的全称，最多 100 个字。"), aliases=(N_("单位名称"), N_("单位详细名称")),
        ),
        Column("short_name", N_("简称"), text, width=16, example=N_("示例机械"), note=N_("最多 30 个字。")),
        Column(
            "division_code", N_("所在乡镇（街道）"), coded(townships), required=True, width=20, choices=townships,
            example=next(iter(townships.values()), ""), note=N_("按生产经营地填写，不按登记机关所在地。"),
            aliases=(N_("所在乡镇"), N_("乡镇")),
        ),
        Column(
            "industry_code", N_("行业小类"), coded(industries), required=True, width=30, choices=industries,
            shows_codes=True, example=N_("3011 水泥制造"), note=N_("国民经济行业小类的四位代码或名称。"),
            aliases=(N_("行业代码"), N_("行业")),
        ),
        Column(
            "registration_type", N_("登记注册类型"), coded(REGISTRATION_TYPES), required=True, width=24,
            choices=REGISTRATION_TYPES, example=N_("私营有限责任公司"),
        ),
        Column(
            "address", N_("生产经营地址"), text, width=36, example=N_("示例路1号"), note=N_("最多 200 个字。"),
        ),
        Column(
            "contact_phone", N_("联系电话"), text, width=18, example="0851-26620000",
            note=N_("单位值班电话，不登记个人姓名。"),
        ),
    )  # fmt: skip
