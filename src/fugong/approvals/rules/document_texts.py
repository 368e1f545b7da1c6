"""What each kind of document says: the sentences are the house's own, the facts come from the application.

Order after the forms of spring 2020 and 行政许可法 §32, §38: what was applied for, on what basis, what the offices
said, the decision, numbered obligations, when it falls, the remedy.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from fugong.approvals.rules.documents import KINDS
from fugong.approvals.rules.remedies import remedy_on
from fugong.core.documents import OfficialDocument, Paragraph, written_day

__all__ = ["Facts", "compose"]

Lines = list[str]
_DUTIES: Final = (
    "复工复产期间，你单位应当落实申请时承诺的各项防控措施和安全生产主体责任，接受监督检查；"
    "发现异常情况，立即向所在乡镇（街道）和行业主管部门报告。"
)
_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a document of any kind may need to say; what does not apply stays empty."""

    organ: str
    government: str
    enterprise: str
    reference: str
    submitted_on: date
    issued_on: date
    due_on: date | None = None
    basis: str = ""
    offices: tuple[str, ...] = ()
    objections: tuple[tuple[str, str], ...] = ()
    effective_on: date | None = None
    conditions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    note: str = ""
    permission: str = ""
    deemed_basis: str = ""
    silent: tuple[str, ...] = ()


def compose(kind: str, facts: Facts) -> OfficialDocument:
    """Give the document of a kind, all but its number."""
    title, body = _TEXTS[kind]
    return OfficialDocument(
        mark=f"{facts.organ}文件",
        number="",
        title=tuple(piece % {"name": facts.enterprise} for piece in title),
        addressee=facts.enterprise,
        # A point may have points of its own, each a paragraph.
        paragraphs=tuple(Paragraph(line) for point in body(facts) for line in point.split("\n") if line.strip()),
        organ=facts.organ,
        issued_on=facts.issued_on,
        note=f"联系单位：{facts.organ}",
        copies=() if KINDS[kind].is_notice else tuple(o for o in facts.offices if o != facts.organ),
    )


def _accepted(facts: Facts) -> Lines:
    opening = f"{_received(facts)}经审查，申请材料齐全、符合规定形式，决定予以受理。现将有关事项通知如下："
    points = []
    if facts.basis:
        points.append(f"本申请依据{_cited(facts.basis)}办理。")
    if facts.offices:
        points.append(f"本机关已同时征求{_listed(facts.offices)}的意见。")
    if facts.due_on:
        points.append(f"本机关最迟于{written_day(facts.due_on)}作出答复。需要补正材料的，补正期间不计入办理期限。")
    points.append("办理进度和结果可在复工平台“我的企业”中查看。作出决定前，请勿擅自复工复产。")
    return [opening, *_numbered(points), "特此通知。"]


def _returned(facts: Facts) -> Lines:
    opening = f"{_received(facts)}经审查，申请材料需要补正。现将需要补正的全部内容一次性告知如下："
    asked = _numbered(_ended(item) for item in facts.items)
    if facts.note:
        asked.append(f"补正要求：{_ended(facts.note)}")
    return [
        opening,
        *asked,
        "请你单位补正后在复工平台重新提交。补正期间不计入办理期限，自重新提交之日起继续计算。",
        "特此通知。",
    ]


def _granted(facts: Facts) -> Lines:
    points: Lines = []
    if facts.effective_on:
        points.append(f"同意你单位自{written_day(facts.effective_on)}起复工复产。")
    if facts.conditions:
        listed = [f"（{_numeral(n)}）{_ended(one)}" for n, one in enumerate(facts.conditions, 1)]
        points.append("\n".join(["你单位复工复产应当符合以下条件：", *listed]))
    points += [
        _DUTIES,
        "实际复工复产后，请在复工平台确认复产。未经确认的，不计入已复产企业。",
        "申报内容不实、不履行上述要求，或者出现重大防控、安全风险的，本机关将依法暂停或者撤销本批复。",
    ]
    if facts.conditions:
        points.append(_remedy("granted_with_conditions", "批复", facts))
    return [f"{_heard(facts)}现批复如下：", *_numbered(points), "此复。"]


def _refused(facts: Facts) -> Lines:
    points = [f"不予同意的理由：{_ended('；'.join(facts.reasons))}"]
    if facts.note:
        points.append(f"具体情况：{_ended(facts.note)}")
    if facts.objections:
        said = "；".join(f"{office}认为，{text.strip().rstrip('。；')}" for office, text in facts.objections)
        points.append(f"会审意见：{_ended(said)}")
    points += [
        "上述情况改正后，你单位可以重新提出申请。在取得同意之前，不得擅自复工复产。",
        _remedy("refused", "决定", facts),
    ]
    heard = _heard(facts, agreed=False)
    return [f"{heard}经研究，决定不予同意你单位复工复产。现将有关事项告知如下：", *_numbered(points)]


def _suspended(facts: Facts) -> Lines:
    points = [f"暂停的理由：{_ended('；'.join(facts.reasons))}"]
    if facts.note:
        points.append(f"具体情况：{_ended(facts.note)}")
    points += [
        "暂停期间，你单位应当停止生产经营活动，做好停产期间的安全值守，并立即组织整改。",
        "整改完成后，请向本机关提出恢复申请；经核查符合条件的，予以恢复。",
        _remedy("suspended", "通知", facts),
    ]
    opening = f"经查，你单位存在不符合复工复产要求的情形。{_decides(facts)}"
    return [f"{opening}暂停{_permission(facts)}。现将有关事项通知如下：", *_numbered(points), "特此通知。"]


def _revoked(facts: Facts) -> Lines:
    points = [f"撤销的理由：{_ended('；'.join(facts.reasons))}"]
    if facts.note:
        points.append(f"具体情况：{_ended(facts.note)}")
    points += [
        "自撤销之日起，你单位应当停止生产经营活动，并做好人员和安全善后工作。",
        "具备条件后需要复工复产的，应当重新提出申请。",
        _remedy("revoked", "决定", facts),
    ]
    opening = f"经查，你单位的复工复产许可存在应当撤销的情形。{_decides(facts)}"
    return [f"{opening}撤销{_permission(facts)}。现将有关事项告知如下：", *_numbered(points)]


_TEXTS: Final[dict[str, tuple[tuple[str, ...], Callable[[Facts], Lines]]]] = {
    "accepted": (("关于受理", "%(name)s", "复工复产申请的通知"), _accepted),
    "returned": (("关于", "%(name)s", "补正复工复产申请材料的通知"), _returned),
    "granted": (("关于同意", "%(name)s", "复工复产的批复"), _granted),
    "granted_with_conditions": (("关于附条件同意", "%(name)s", "复工复产的批复"), _granted),
    "refused": (("关于不予同意", "%(name)s", "复工复产的决定"), _refused),
    "suspended": (("关于暂停", "%(name)s", "复工复产的通知"), _suspended),
    "revoked": (("关于撤销", "%(name)s", "复工复产许可的决定"), _revoked),
}


def _received(facts: Facts) -> str:
    return f"你单位于{written_day(facts.submitted_on)}提交的复工复产申请（申请编号：{facts.reference}）收悉。"


def _heard(facts: Facts, *, agreed: bool = True) -> str:
    said = _received(facts)
    if facts.basis:
        said += f"依据{_cited(facts.basis)}，"
    if facts.deemed_basis:
        silent = f"{_listed(facts.silent)}未在期限内提出意见，" if facts.silent else ""
        return f"{said}本机关未在期限内作出答复，{silent}按照{_cited(facts.deemed_basis)}的规定，视为同意。"
    if facts.offices:
        unopposed = "，各会审单位均无不同意见" if agreed and not facts.objections else ""
        said += f"经{_listed(facts.offices)}会审{unopposed}，"
    return said


def _decides(facts: Facts) -> str:
    basis = f"依据{_cited(facts.basis)}，" if facts.basis else ""
    return f"{basis}本机关决定自{written_day(facts.issued_on)}起"


def _permission(facts: Facts) -> str:
    return f"{facts.permission}同意你单位复工复产的许可" if facts.permission else "你单位的复工复产备案"


def _remedy(kind: str, word: str, facts: Facts) -> str:
    if not KINDS[kind].has_remedy:
        return ""
    return remedy_on(facts.issued_on).sentence % {"word": word, "government": facts.government or "本级人民政府"}


def _numbered(points: Iterable[str]) -> Lines:
    return [f"{_numeral(n)}、{point}" for n, point in enumerate(points, 1)]


def _numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return (_NUMERALS[tens - 1] if tens > 1 else "") + "十" + (_NUMERALS[ones - 1] if ones else "")


def _cited(basis: str) -> str:
    """Cite a document as documents do: the title in 《》, its number behind it in brackets."""
    number, _, title = basis.partition(" ")
    return f"《{title}》（{number}）" if title and number.endswith("号") else f"《{basis}》"


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)


def _ended(text: str) -> str:
    """End a sentence that people typed with one full stop."""
    return f"{text.strip().rstrip('。；;.，,')}。"
