"""When are two questions the same question? Names of questions, compared without what does not change the meaning."""

import re
import unicodedata
from typing import Final

__all__ = ["OTHER_NAMES", "plain_label"]

# Under these names the forms of spring 2020 and the statistical tables ask for facts of the register.
OTHER_NAMES: Final = {
    "uscc": ("社会信用代码", "信用代码", "组织机构代码", "纳税人识别号", "营业执照号"),
    "name": ("单位名称", "公司名称", "企业全称"),
    "short_name": ("企业简称",),
    "division": ("所属乡镇", "所在街道", "所在乡镇（街道）"),
    "industry": ("行业小类", "所属行业", "行业类别", "国民经济行业"),
    "registration_type": ("企业类型", "登记类型"),
    "address": ("生产经营地址", "经营地址", "企业地址", "单位地址", "住所"),
    "contact_phone": ("联系方式", "电话", "电话号码", "联系人电话"),
    "staff": ("职工总数", "职工人数", "员工总数", "员工人数", "从业人数", "从业人员期末人数"),
    "revenue_wan": ("年营业收入", "主营业务收入"),
    "assets_wan": ("总资产",),
    "holder": ("企业控股情况",),
    "size": ("划型", "企业划型"),
    "membership": ("是否规上企业", "是否规模以上工业企业", "是否限上企业"),
}

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ADDRESSED = re.compile(r"^(请)?(如实)?(填写|输入|填报|提供)?(贵|本|你|您)?(单位|企业|公司)?(的)?")
_SHORTEST = 2


def plain_label(label: str) -> str:
    """Give a question's name as names are compared: without units in brackets, punctuation and polite beginnings.

    "请填写贵企业职工总数（人）：" and "职工总数" are one name.
    """
    text = unicodedata.normalize("NFKC", label).casefold()
    text = _NOT_LETTERS.sub("", _BRACKETED.sub("", text))
    shorter = _ADDRESSED.sub("", text)
    return shorter if len(shorter) >= _SHORTEST else text
