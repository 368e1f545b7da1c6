"""The register for machines: find enterprises, read one with its dated facts, register, correct."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path
from pydantic import Field

from fugong.core import api, clock
from fugong.core.permission import actor_of
from fugong.core.wording import N_
from fugong.registry.actions import registration
from fugong.registry.models import Enterprise
from fugong.registry.queries import machine
from fugong.registry.queries.cards import EnterpriseCard
from fugong.registry.rules import registration as rules
from fugong.registry.rules import uscc as codes
from fugong.registry.rules.kinds import HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES, SIZES

router = api.Router(tags=["registry"])
READ, WRITE = api.needs_scope("registry:read"), api.needs_scope("registry:write")

CODE = "[0-9A-HJ-NP-RTUWXY]{18}"
Uscc = Annotated[str, Field(pattern=f"^{CODE}$", description="Unified social credit code")]
Division = Annotated[api.Line, Field(pattern="^[0-9]{9}$", description="Township, nine digits")]
IndustryClass = Annotated[
    api.Line, Field(pattern="^[0-9]{4}$", description="Smallest class of GB/T 4754-2017, four digits")
]
RegistrationType: Any = api.one_of(REGISTRATION_TYPES)
Holder: Any = api.one_of(HOLDERS)
Size: Any = api.one_of(SIZES)
Membership: Any = api.one_of(MEMBERSHIPS)


class EnterpriseFacts(api.Asked):
    """The plain facts of an enterprise; a correction gives all of them."""

    name: Annotated[api.Line, Field(min_length=1, max_length=rules.NAME_LENGTH)]
    short_name: Annotated[api.Line, Field(max_length=rules.SHORT_NAME_LENGTH)] = ""
    division_code: Division
    industry_code: IndustryClass
    registration_type: RegistrationType
    address: Annotated[api.Line, Field(max_length=rules.ADDRESS_LENGTH)] = ""
    contact_phone: Annotated[api.Line, Field(max_length=24)] = ""

    def stated(self) -> rules.EnterpriseFacts:
        """Give what was stated, to be judged by the rules."""
        return rules.EnterpriseFacts(**{name: getattr(self, name) for name in EnterpriseFacts.model_fields})


class NewEnterprise(EnterpriseFacts):
    """An enterprise to be entered under its code."""

    uscc: Annotated[api.Line, Field(min_length=18, max_length=18)]


class EnterpriseTold(api.Told):
    """An enterprise with its dated facts as of today; the phone is masked unless the account keeps or represents it."""

    uscc: str
    name: str
    short_name: str
    county_code: str
    division_code: str
    township_name: str
    industry_code: str
    industry_name: str
    registration_type: str
    holder: str
    size: str
    memberships: list[str]
    staff: int | None
    address: str
    contact_phone: str
    synthetic: bool
    closed_on: dt.date | None
    version: int


class DatedFactTold(api.Told):
    """A fact that holds from ``since_on`` up to, not including, ``until_on``."""

    code: str
    since_on: dt.date
    until_on: dt.date | None
    basis: str


class EnterprisesAsked(api.PageAsked):
    """Which enterprises: the filters of the page."""

    words: Annotated[
        str, Field(max_length=60, description="Part of the name, pinyin initials, beginning of the code")
    ] = ""
    township: Annotated[str, Field(pattern="^[0-9]{9}$")] | None = None
    section: Annotated[str, Field(pattern="^[A-T]$", description="Section of GB/T 4754")] | None = None
    holder: Holder | None = None
    size: Size | None = None
    membership: Membership | None = None


@router.get("/enterprises", auth=READ, response=api.Page[EnterpriseTold], summary=N_("查询企业"))
def enterprises(request: HttpRequest, response: HttpResponse, asked: api.Query[EnterprisesAsked]) -> Any:
    """List the enterprises in the account's area, and those for which it speaks."""
    actor, today = actor_of(request), clock.today()
    narrowed = {name: value or "" for name, value in asked if name not in api.PageAsked.model_fields}
    rows = machine.enterprises_sought(actor, machine.Sought(**narrowed), on=today)

    def show(page: Sequence[Enterprise]) -> Sequence[EnterpriseCard]:
        return machine.cards_shown(actor, page, on=today)

    return api.page_of(request, response, rows, asked=asked, show=show)


@router.post("/enterprises", auth=WRITE, response={201: EnterpriseTold}, summary=N_("登记企业"))
def register(request: HttpRequest, response: HttpResponse, new: NewEnterprise) -> Any:
    """Enter an enterprise under its code, in the account's own area."""
    registration.register_enterprise(new.uscc, facts=new.stated(), by=actor_of(request), at=clock.now())
    told = _told(request, response, codes.examine(new.uscc).code)
    response["Location"] = reverse("api:enterprise", args=[told.uscc])
    return api.Status(201, told)


@router.get("/enterprises/{uscc}", auth=READ, response=EnterpriseTold, summary=N_("读取企业"), url_name="enterprise")
def enterprise(request: HttpRequest, response: HttpResponse, uscc: Path[Uscc]) -> Any:
    """Give one enterprise; its version stands in the ETag."""
    return _told(request, response, uscc)


@router.put(
    "/enterprises/{uscc}",
    auth=WRITE,
    response=EnterpriseTold,
    summary=N_("更正企业信息"),
    openapi_extra=api.SEES_VERSION,
)
def correct(request: HttpRequest, response: HttpResponse, *, uscc: Path[Uscc], facts: EnterpriseFacts) -> Any:
    """Put new plain facts in place of those that were read."""
    version, actor = api.seen_version(request), actor_of(request)
    card = machine.card_seen_by(actor, uscc, on=clock.today())
    registration.correct_enterprise(card.id, version=version, facts=facts.stated(), by=actor, at=clock.now())
    return _told(request, response, uscc)


@router.get("/enterprises/{uscc}/holders", auth=READ, response=list[DatedFactTold], summary=N_("读取控股情况"))
def holders(request: HttpRequest, uscc: Path[Uscc]) -> Any:
    """Give who controlled the enterprise from when, earliest first."""
    return machine.holders_of(actor_of(request), uscc, on=clock.today())


@router.get("/enterprises/{uscc}/memberships", auth=READ, response=list[DatedFactTold], summary=N_("读取在库名录"))
def memberships(request: HttpRequest, uscc: Path[Uscc]) -> Any:
    """Give on which lists of the statistics bureau the enterprise stood from when, earliest first."""
    return machine.memberships_of(actor_of(request), uscc, on=clock.today())


def _told(request: HttpRequest, response: HttpResponse, uscc: str) -> EnterpriseCard:
    card = machine.card_seen_by(actor_of(request), uscc, on=clock.today())
    api.tell_version(response, card.version)
    return card
