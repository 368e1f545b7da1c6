"""What must be true of the facts under which an enterprise is registered? All problems are named at once."""

from dataclasses import dataclass

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry.rules import phones
from fugong.registry.rules.kinds import REGISTRATION_TYPES

__all__ = ["ADDRESS_LENGTH", "NAME_LENGTH", "SHORT_NAME_LENGTH", "EnterpriseFacts", "Places", "problems_with"]

NAME_LENGTH = 100
SHORT_NAME_LENGTH = 30
ADDRESS_LENGTH = 200


@dataclass(frozen=True)
class EnterpriseFacts:
    """The plain facts of an enterprise as somebody states them, already cleaned of invisible characters."""

    name: str
    division_code: str
    industry_code: str
    registration_type: str
    short_name: str = ""
    address: str = ""
    contact_phone: str = ""


@dataclass(frozen=True)
class Places:
    """What the reference tables say about the stated codes."""

    division_is_township: bool
    industry_is_smallest_class: bool


def problems_with(facts: EnterpriseFacts, places: Places) -> tuple[Problem, ...]:
    """Name everything that keeps these facts from being registered."""
    found: list[Problem] = []
    found += _text(facts.name, field="name", longest=NAME_LENGTH, required=True)
    found += _text(facts.short_name, field="short_name", longest=SHORT_NAME_LENGTH)
    found += _text(facts.address, field="address", longest=ADDRESS_LENGTH)
    if not places.division_is_township:
        found.append(Problem("division_code", N_("请选择所在乡镇（街道）。")))
    if not places.industry_is_smallest_class:
        found.append(Problem("industry_code", N_("请选择国民经济行业小类（四位代码）。")))
    if facts.registration_type not in REGISTRATION_TYPES:
        found.append(Problem("registration_type", N_("请选择登记注册类型。")))
    if facts.contact_phone and not phones.is_phone(facts.contact_phone):
        found.append(Problem("contact_phone", N_("联系电话只能包含数字、空格、短横线和括号。")))
    return tuple(found)


def _text(text: str, *, field: str, longest: int, required: bool = False) -> list[Problem]:
    if required and not text:
        return [Problem(field, N_("此项必填。"))]
    if len(text) > longest:
        facts: dict[str, object] = {"longest": str(longest), "length": str(len(text))}
        return [Problem(field, N_("此项最多 %(longest)s 个字，您填写了 %(length)s 个字。"), facts)]
    if "\n" in text:
        return [Problem(field, N_("此项只能填写一行。"))]
    return []
