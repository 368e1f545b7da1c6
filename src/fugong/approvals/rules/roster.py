"""The roster of those who return 返岗人员名单: the least that the check of isolation needs, and how a paste is read.

The paper of spring 2020 (复工职工花名册) asked name, identity number, address, temperature. Here none of them is asked
(docs/decisions/0024): an entry goes by the enterprise's own number, a place is named down to the county, and only those
under observation, whom somebody has to reach, give a telephone number.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from fugong.approvals.rules.places import is_county
from fugong.core.personal import PersonalField, Purpose, Retention
from fugong.core.refusals import Problem
from fugong.core.texts.cleaning import clean, clean_line
from fugong.core.wording import N_

__all__ = [
    "FIELDS",
    "ISOLATION",
    "MOST_PERSONS",
    "OBSERVED",
    "PAPER",
    "PURPOSE",
    "faults_in_person",
    "is_observed",
    "persons_in",
]

PAPER = "roster"
MOST_PERSONS = 2000
# Somebody who travels later than this does not return with the batch that is applied for.
LONGEST_JOURNEY = timedelta(days=60)

ISOLATION = {
    "none": N_("无需隔离"),
    "home": N_("居家观察"),
    "centre": N_("集中观察"),
    "finished": N_("已满14天"),
}
OBSERVED = frozenset({"home", "centre"})

FIELDS = (
    PersonalField("own_number", N_("本单位编号"), N_("替代姓名，供企业对应到人"), longest=8),
    PersonalField("job", N_("岗位（工种）"), N_("核对是否属首批返岗岗位"), longest=20),
    PersonalField("origin", N_("14天内居住地（县级）"), N_("判断是否来自重点地区"), longest=20),
    PersonalField("arrived_on", N_("到达日期"), N_("计算医学观察期"), longest=10),
    PersonalField("isolation", N_("隔离状态"), N_("核对隔离场所容量"), longest=10),
    PersonalField("phone", N_("联系电话"), N_("观察期内随访，其他人员不收集"), longest=20, required=False, masked=True),
)
PURPOSE = Purpose(
    code="return_roster",
    words=N_("返岗人员排查与医学观察"),
    basis=N_("《传染病防治法》《突发公共卫生事件应急条例》，中央网信办2020年2月4日通知"),
    fields=FIELDS,
    retentions=(
        # Fourteen days are the time of medical observation: by then everybody on the roster has finished it.
        Retention(date(2020, 2, 4), 14, N_("中央网信办2020年2月4日通知：不得用于其他目的"), longest_days=90),
        Retention(date(2021, 11, 1), 14, N_("《个人信息保护法》第十九条、第四十七条"), longest_days=90),
    ),
)

_OWN_NUMBER = re.compile(r"[A-Za-z0-9-]*[0-9][A-Za-z0-9-]*")
_MOBILE = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}")
# Fifteen or eighteen digits, the last of which may be an X (GB 11643-1999).
_IDENTITY = re.compile(r"[0-9]{15}([0-9]{2}[0-9Xx])?")
_LABELS = {field.key: field.label for field in FIELDS}


def persons_in(pasted: str, *, known: Iterable[str], on: date) -> tuple[list[dict[str, str]], list[Problem]]:
    """Read lines as copied from a spreadsheet, one person each; every problem of every line is named.

    ``known`` are the own numbers already on the roster. No sentence repeats what was typed about anybody.
    """
    persons: list[dict[str, str]] = []
    problems: list[Problem] = []
    taken = set(known)
    for number, line in enumerate(clean(pasted).split("\n"), 1):
        cells = [clean_line(cell) for cell in line.split("\t")]
        if not any(cells) or cells[0] == FIELDS[0].label:
            continue  # a blank line, or the heads of the columns
        person = _person(cells)
        faults = faults_in_person(person, on=on) if person else {"": N_("应有 5 至 6 列，请从表格中整行复制。")}
        if person and person["own_number"] and person["own_number"] in taken:
            faults["own_number"] = N_("编号重复。")
        problems += [_in_line(number, key, sentence) for key, sentence in faults.items()]
        if person:
            taken.add(person["own_number"])
            persons.append({key: value for key, value in person.items() if value})
    return persons, problems or _problems_with_number(len(persons))


def faults_in_person(person: Mapping[str, str], *, on: date) -> dict[str, str]:
    """Name what is wrong with one person's fields, by field; also what is there and must not be."""
    faults = {}
    for field in FIELDS:
        value = person.get(field.key, "")
        sentence = _fault(field, value) or (_JUDGES[field.key](value, on) if value else "")
        if sentence:
            faults[field.key] = sentence
    if is_observed(person) and not person.get("phone"):
        faults["phone"] = N_("观察期内人员需填写联系电话。")
    if person.get("phone") and not is_observed(person) and "isolation" not in faults:
        faults["phone"] = N_("无需观察的人员不收集电话，请删去。")
    return faults


def is_observed(person: Mapping[str, str]) -> bool:
    """Tell whether somebody is under medical observation, so that he must be reached."""
    return person.get("isolation") in OBSERVED


def _person(cells: list[str]) -> dict[str, str] | None:
    """Give the cells by field; a state of isolation in words becomes its code. None when columns are missing."""
    cells = cells[: len(FIELDS)] if not any(cells[len(FIELDS) :]) else cells
    if not len(FIELDS) - 1 <= len(cells) <= len(FIELDS):
        return None
    person = {field.key: cell for field, cell in zip(FIELDS, [*cells, ""], strict=False)}
    codes = {words: code for code, words in ISOLATION.items()}
    person["isolation"] = codes.get(person["isolation"], person["isolation"])
    person["arrived_on"] = _as_day(person["arrived_on"])
    return person


def _fault(field: PersonalField, value: str) -> str:
    if _IDENTITY.search(value):
        return N_("请删去身份证号码，平台不收集。")
    if not value:
        return N_("请填写。") if field.required else ""
    return N_("内容过长。") if len(value) > field.longest else ""


def _own_number(value: str, _on: date) -> str:
    return "" if _OWN_NUMBER.fullmatch(value) else N_("应为含数字的工号或序号，不填姓名。")


def _job(_value: str, _on: date) -> str:
    return ""


def _origin(value: str, _on: date) -> str:
    return "" if is_county(value) else N_("请写到县（市、区），不写街道、门牌，如“武汉市江岸区”。")


def _arrived_on(value: str, on: date) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return N_("没有这一天。请写如 2020-02-10。")
    return "" if abs(day - on) <= LONGEST_JOURNEY else N_("日期距今超过 60 天，请核对。")


def _isolation(value: str, _on: date) -> str:
    return "" if value in ISOLATION else N_("应为：无需隔离、居家观察、集中观察、已满14天。")


def _phone(value: str, _on: date) -> str:
    fine = _MOBILE.fullmatch(value) or _LANDLINE.fullmatch(value)
    return "" if fine else N_("应为 11 位手机号，或区号加号码。")


_JUDGES: dict[str, Callable[[str, date], str]] = {
    "own_number": _own_number, "job": _job, "origin": _origin, "arrived_on": _arrived_on, "isolation": _isolation,
    "phone": _phone,
}  # fmt: skip


def _as_day(value: str) -> str:
    """Write a day as dates are stored, where a spreadsheet left out zeros or used strokes; anything else as it is."""
    try:
        year, month, day = (int(part) for part in value.replace("/", "-").split("-"))
        return date(year, month, day).isoformat()
    except ValueError:
        return value


def _in_line(number: int, key: str, sentence: str) -> Problem:
    if not key:
        return Problem("pasted", N_("第 %(line)s 行：%(what)s"), {"line": number, "what": sentence})
    facts: dict[str, object] = {"line": number, "label": _LABELS[key], "what": sentence}
    return Problem("pasted", N_("第 %(line)s 行“%(label)s”：%(what)s"), facts)


def _problems_with_number(persons: int) -> list[Problem]:
    if not persons:
        return [Problem("pasted", N_("请粘贴至少一行人员。"))]
    if persons > MOST_PERSONS:
        return [Problem("pasted", N_("名单不能超过 %(most)s 人。"), {"most": MOST_PERSONS})]
    return []
