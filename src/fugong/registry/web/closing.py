"""Pages on which an enterprise is closed, and opened again if that was an error."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from fugong.core import clock
from fugong.core.permission import actor_of, needs
from fugong.registry.actions import closing
from fugong.registry.web.change_forms import CloseForm, ReopenForm
from fugong.registry.web.dated import kept_by, one_form, page_or_form
from fugong.registry.web.forms import sent


@needs("registry.edit")
@page_or_form
def close_enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """Note that the enterprise was struck off or ceased business."""
    row = kept_by(request, uscc)
    form = CloseForm(sent(request), initial={"version": row.version, "closed_on": clock.today().isoformat()})

    def act() -> None:
        closing.close_enterprise(row.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    note = gettext("登记后不再计入在册企业，也不能再为其办理业务；已有记录全部保留。重复登记请用“合并重复登记”。")
    heading, done = gettext("登记注销或停业"), gettext("注销或停业已登记。")
    return one_form(request, row, form=form, act=act, heading=heading, done=done, note=note)


@needs("registry.edit")
@page_or_form
def reopen_enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """Note that the enterprise is there after all."""
    row = kept_by(request, uscc)
    form = ReopenForm(sent(request), initial={"version": row.version})

    def act() -> None:
        closing.reopen_enterprise(row.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    heading, done = gettext("恢复企业登记"), gettext("企业登记已恢复。")
    return one_form(request, row, form=form, act=act, heading=heading, done=done)
