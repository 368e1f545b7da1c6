"""Setting up the offices: organisations and their posts."""

import datetime as dt

from django.db import IntegrityError, transaction

from fugong.core import audit, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem
from fugong.core.texts import clean
from fugong.core.wording import N_
from fugong.people.models import Organisation, Post
from fugong.people.queries import OrganisationCard, PostCard, card_of_organisation, card_of_post
from fugong.people.rules.refusals import BeyondOwnArea, CodeTaken
from fugong.people.rules.roles import appointable
from fugong.people.rules.scope import reach


@idempotency.once
def create_organisation(
    code: str,
    *,
    name: str,
    short_name: str = "",
    kind: str,
    county_code: str,
    division_code: str,
    series: str = "",
    by: Actor,
    at: dt.datetime,
) -> OrganisationCard:
    """Set up an organisation. Raises CodeTaken, NotPermitted; Invalid names what is wrong."""
    require(by, "people.appoint", division_code=county_code)
    row = Organisation(
        code=code,
        name=clean(name),
        short_name=clean(short_name) or clean(name),
        kind=kind,
        county_code=county_code,
        division_code=division_code,
        series=clean(series),
    )
    problems = []
    if not row.name:
        problems.append(Problem("name", N_("请填写单位名称。")))
    if kind not in Organisation.Kind.values:
        problems.append(Problem("kind", N_("单位类别不在可选范围内。")))
    if not division_code.startswith(county_code):
        problems.append(Problem("division_code", N_("所在区划不属于该县。")))
    if problems:
        raise Invalid(problems)
    _insert(row, code)
    audit.record(county=county_code, action="people.organisation.created", subject=row, by=by, at=at)
    return card_of_organisation(row)


@idempotency.once
def correct_organisation(
    code: str, *, name: str, short_name: str = "", series: str = "", by: Actor, at: dt.datetime
) -> OrganisationCard:
    """Put an organisation's names or series right; documents already issued keep theirs.

    Raises NotThere, NotPermitted; Invalid names what is wrong.
    """
    row = Organisation.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotThere
    require(by, "people.appoint", division_code=row.county_code)
    given = {"name": clean(name), "short_name": clean(short_name) or clean(name), "series": clean(series)}
    if not given["name"]:
        raise Invalid([Problem("name", N_("请填写单位名称。"))])
    changes = {field: (getattr(row, field), value) for field, value in given.items() if getattr(row, field) != value}
    for field, value in given.items():
        setattr(row, field, value)
    row.save(update_fields=list(given))
    audit.record(
        county=row.county_code, action="people.organisation.corrected", subject=row, by=by, at=at, changes=changes
    )
    return card_of_organisation(row)


@idempotency.once
def create_post(
    code: str,
    *,
    organisation_code: str,
    title: str,
    role: str,
    area: str,
    by: Actor,
    at: dt.datetime,
) -> PostCard:
    """Set up a post of an organisation. Raises CodeTaken, NotThere, BeyondOwnArea; Invalid names what is wrong."""
    organisation = Organisation.objects.select_for_update().filter(code=organisation_code).first()
    if organisation is None:
        raise NotThere
    require(by, "people.appoint", division_code=organisation.county_code)
    row = Post(
        code=code,
        organisation=organisation,
        county_code=organisation.county_code,
        title=clean(title),
        role=role,
        area=area,
    )
    _judge_post(row)
    if area and not reach(by.areas_for("people.appoint"), area):
        raise BeyondOwnArea(title=row.title)
    _insert(row, code)
    audit.record(county=row.county_code, action="people.post.created", subject=row, by=by, at=at)
    return card_of_post(row)


def _judge_post(post: Post) -> None:
    problems = []
    if not post.title:
        problems.append(Problem("title", N_("请填写岗位名称。")))
    if post.role not in {role.code for role in appointable()}:
        problems.append(Problem("role", N_("角色不在可选范围内。")))
    if bool(post.area) == (post.role == "operator"):
        problems.append(Problem("area", N_("除企业经办人外，每个岗位都须有责任区；企业经办人不设责任区。")))
    if problems:
        raise Invalid(problems)


def _insert(row: Organisation | Post, code: str) -> None:
    """Insert; the unique index settles who was first."""
    if type(row).objects.filter(code=code).exists():
        raise CodeTaken(field="code", code=code)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "unique" in str(error):
            raise CodeTaken(field="code", code=code) from None
        raise Invalid([Problem("division_code", N_("区划代码不合规范。"))]) from None
