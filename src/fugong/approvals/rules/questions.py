"""The application form as data: sections, questions, and how an answer is read.

Each question is asked once and belongs to one paper of the policy's checklist (or to none, then it is always asked).
Source of the papers: the forms of spring 2020 (潜江, 甘肃, 珠海, 重庆); the five measures in place 五到位 follow
国发明电〔2020〕4号.
Nothing here is about a single employee: the roster of those who return has rules (``roster``) and a table of its own.
"""

from dataclasses import dataclass, field
from datetime import date

from fugong.core.refusals import Problem
from fugong.core.texts.cleaning import clean
from fugong.core.wording import N_

__all__ = ["QUESTIONS", "QUESTION_LABELS", "SECTIONS", "Answer", "Question", "Section", "of_section", "read"]

Answer = str | int | bool
LONG = 2000
MOST_PEOPLE = 200_000
MOST_PIECES = 100_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """One task of the task list."""

    key: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Question:
    """One fact asked. ``kind``: text, long_text, phone, whole_number, day, yes (to be confirmed).

    ``fact`` names it where the platform calls it otherwise than this form. What holds for this application alone, such
    as a plan or a promise, is not carried over to a later one.
    """

    key: str
    section: str
    label: str
    kind: str
    paper: str = ""
    hint: str = ""
    required: bool = True
    at_least: int = 0
    at_most: int = MOST_PIECES
    longest: int = field(default=200)
    fact: str = ""
    carried: bool = True

    @property
    def fact_key(self) -> str:
        """Give the key of the fact, under which the platform remembers the answer."""
        return self.fact or self.key

    @property
    def is_carried(self) -> bool:
        """Tell whether what was said before is offered: a promise is made anew each time."""
        return self.carried and self.kind != "yes"


SECTIONS = (
    Section("enterprise", N_("企业联系方式"), N_("核对登记信息，填写本次办理的联系岗位。")),
    Section("plan", N_("复产计划"), N_("计划复产日期、用工人数。")),
    Section("prevention", N_("疫情防控措施"), N_("五到位自查、防控方案、应急预案、隔离场所。")),
    Section("supplies", N_("防疫物资"), N_("口罩、测温、消毒物资的存量与日用量。")),
    Section("safety", N_("安全生产"), N_("复产前安全自查。")),
)

QUESTIONS = (
    Question("contact_post", "enterprise", N_("联系岗位"), "text", longest=40,
             hint=N_("填写岗位名称，如“办公室主任”，不填个人姓名。")),
    Question("contact_phone", "enterprise", N_("联系电话"), "phone", hint=N_("手机或带区号的固定电话。"), longest=20),
    Question("planned_restart_on", "plan", N_("计划复产日期"), "day", carried=False),
    Question("staff_total", "plan", N_("职工总数（人）"), "whole_number", at_least=1, at_most=MOST_PEOPLE,
             fact="staff"),
    Question("staff_first_batch", "plan", N_("首批返岗人数（人）"), "whole_number", at_least=1, at_most=MOST_PEOPLE,
             carried=False),
    Question("output_plan", "plan", N_("首月生产经营计划"), "long_text", required=False, longest=LONG,
             hint=N_("选填。如计划产量、主要订单。"), carried=False),
    Question("mechanism_in_place", "prevention", N_("防控机制到位"), "yes", "application_form"),
    Question("staff_checked", "prevention", N_("员工排查到位"), "yes", "application_form"),
    Question("facilities_in_place", "prevention", N_("设施物资到位"), "yes", "application_form"),
    Question("disinfection_in_place", "prevention", N_("内部管理（环境消杀）到位"), "yes", "application_form"),
    Question("training_in_place", "prevention", N_("安全生产宣传教育到位"), "yes", "application_form"),
    Question("prevention_plan", "prevention", N_("疫情防控工作方案要点"), "long_text", "prevention_plan",
             longest=LONG, hint=N_("组织机构、分区、测温、消毒、食堂、宿舍、班次。可上传文件，此处写“见附件”。")),
    Question("emergency_plan", "prevention", N_("疫情防控应急预案要点"), "long_text", "emergency_plan",
             longest=LONG, hint=N_("隔离、报告、停产处置。可上传文件，此处写“见附件”。")),
    Question("isolation_place", "prevention", N_("隔离场所地址"), "text", "isolation_place",
             hint=N_("本单位自设或乡镇（街道）指定的场所。")),
    Question("masks_stock", "supplies", N_("口罩存量（只）"), "whole_number", "supplies_list"),
    Question("masks_daily_need", "supplies", N_("口罩日用量（只）"), "whole_number", "supplies_list", at_least=1),
    Question("thermometers", "supplies", N_("测温设备（台）"), "whole_number", "supplies_list", at_least=1),
    Question("disinfectant_l", "supplies", N_("消毒液存量（升）"), "whole_number", "supplies_list", at_least=1),
    Question("safety_checked", "safety", N_("已完成复产前安全生产自查，隐患已整改"), "yes", "safety_check"),
    Question("safety_note", "safety", N_("自查情况说明"), "long_text", "safety_check", required=False,
             longest=LONG, carried=False),
)  # fmt: skip

QUESTION_LABELS = {question.key: question.label for question in QUESTIONS}
_YES = frozenset({"on", "true", "True", "1", "yes"})


def of_section(section: str, *, papers: frozenset[str]) -> tuple[Question, ...]:
    """Give the questions of a section that are asked when these papers are required."""
    return tuple(q for q in QUESTIONS if q.section == section and (not q.paper or q.paper in papers))


def read(question: Question, raw: str) -> Answer | Problem | None:
    """Read what was typed: an answer, nothing (left empty), or what to put right.

    Cleaned here too, because not everything that hands in answers is a form.
    """
    text = clean(raw)
    if question.kind == "yes":
        return True if text in _YES else None
    if not text:
        return None
    if question.kind == "whole_number":
        return _whole_number(question, text)
    if question.kind == "day":
        return _day(question, text)
    return _text(question, text)


def _whole_number(question: Question, text: str) -> int | Problem:
    # isdecimal() also takes full-width digits, which a Chinese keyboard types; int() reads them.
    digits = text.replace(",", "").replace("，", "")
    if not digits.isdecimal() or len(digits) > len(str(MOST_PIECES)):
        return Problem(question.key, N_("请填写整数，例如 120。"))
    number = int(digits)
    if not question.at_least <= number <= question.at_most:
        bounds: dict[str, object] = {"least": question.at_least, "most": question.at_most}
        return Problem(question.key, N_("应在 %(least)s 至 %(most)s 之间。"), bounds)
    return number


def _day(question: Question, text: str) -> str | Problem:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return Problem(question.key, N_("没有这一天。请按“年-月-日”填写，例如 2020-02-16。"))


def _text(question: Question, text: str) -> str | Problem:
    if len(text) > question.longest:
        return Problem(question.key, N_("不能超过 %(longest)s 个字，现有 %(length)s 个字。"),
                       {"longest": question.longest, "length": len(text)})  # fmt: skip
    if question.kind == "phone" and not _is_phone(text):
        return Problem(question.key, N_("电话号码应为 11 位手机号，或区号加号码，例如 0851-26620000。"))
    return text


def _is_phone(text: str) -> bool:
    digits = text.replace("-", "").replace(" ", "")
    shortest, longest = 7, 12
    return digits.isascii() and digits.isdecimal() and shortest <= len(digits) <= longest
