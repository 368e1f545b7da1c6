"""Who speaks for an enterprise: the page that shows it, and the pages that appoint, hand over and end."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs, signed_in_only
from fugong.core.refusals import NotThere
from fugong.registry.actions import representation
from fugong.registry.queries.spokespeople import Spokesperson, spokespeople
from fugong.registry.web.change_forms import AppointForm, EndForm, HandOverForm
from fugong.registry.web.dated import kept_by, one_form, page_or_form
from fugong.registry.web.forms import initial_day, sent

_LIST = "registry:representatives"


@signed_in_only
@require_safe
def representatives(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show who speaks for the enterprise and who did."""
    actor = actor_of(request)
    row, people = spokespeople(actor, uscc, on=clock.today())
    may_edit = actor.may("registry.edit", row.division_code) and row.closed_on is None
    return pages.render(
        request, "registry/representatives", {"enterprise": row, "people": people, "may_edit": may_edit}
    )


@needs("registry.edit")
@page_or_form
def appoint(request: HttpRequest, uscc: str) -> HttpResponse:
    """Authorise an operator."""
    row = kept_by(request, uscc)
    form = AppointForm(sent(request), initial=initial_day("since_on", clock.today()))

    def act() -> None:
        representation.appoint_by_login(row.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    heading, done = gettext("授权经办人"), gettext("经办人已授权。")
    return one_form(request, row, form=form, act=act, heading=heading, done=done, leads_to=_LIST)


@needs("registry.edit")
@page_or_form
def end_representation(request: HttpRequest, uscc: str, account_id: int) -> HttpResponse:
    """End an authority."""
    row, person = kept_by(request, uscc), _speaking(request, uscc, account_id)
    form = EndForm(sent(request), initial=initial_day("until_on", clock.today()))

    def act() -> None:
        representation.end_representation(
            row.pk, account_id=account_id, **form.cleaned_data, by=actor_of(request), at=clock.now()
        )

    heading, done = gettext("终止授权"), gettext("授权已终止，该账号不能再为该企业办理。")
    note = gettext("经办账号：%(login)s（%(title)s）") % vars(person)
    return one_form(request, row, form=form, act=act, heading=heading, done=done, note=note, leads_to=_LIST)


@needs("registry.edit")
@page_or_form
def hand_over(request: HttpRequest, uscc: str, account_id: int) -> HttpResponse:
    """Let somebody else take over from an operator who leaves."""
    row, person = kept_by(request, uscc), _speaking(request, uscc, account_id)
    form = HandOverForm(sent(request), initial=initial_day("handed_over_on", clock.today()))

    def act() -> None:
        representation.hand_over(
            row.pk, former_id=account_id, **form.cleaned_data, by=actor_of(request), at=clock.now()
        )

    heading, done = gettext("经办人交接"), gettext("交接已登记。办理中的申请和草稿由接任经办人继续办理。")
    note = gettext("原经办账号：%(login)s（%(title)s）。办理中的申请和草稿属于企业，随交接留给接任人。") % vars(person)
    return one_form(request, row, form=form, act=act, heading=heading, done=done, note=note, leads_to=_LIST)


def _speaking(request: HttpRequest, uscc: str, account_id: int) -> Spokesperson:
    """Give the one who speaks now under this account. Raises NotThere."""
    _, people = spokespeople(actor_of(request), uscc, on=clock.today())
    for person in people:
        if person.account_id == account_id and person.holds:
            return person
    raise NotThere
