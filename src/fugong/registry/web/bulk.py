"""Many memberships at once: paste, look at what would happen line by line, then do it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.registry.actions.bulk import change_memberships
from fugong.registry.queries.bulk import Change, Verdict, verdicts
from fugong.registry.rules.bulk import MOST_LINES, lines_in
from fugong.registry.web.change_forms import BulkForm, change_words
from fugong.registry.web.dated import page_or_form
from fugong.registry.web.forms import carried_out, initial_day, sent

_OPPOSITE = {Change.ADMIT: Change.STRIKE_OFF, Change.STRIKE_OFF: Change.ADMIT}


@needs("registry.edit")
@page_or_form
def bulk_memberships(request: HttpRequest) -> HttpResponse:
    """Take the codes; show the preview; on the person's word, carry out what the preview showed."""
    form = BulkForm(sent(request), initial=initial_day("effective_on", clock.today()))
    if request.POST.get("step") == "apply" and carried_out(form, lambda: _carry_out(request, form)):
        return _done(request, form)
    status = 422 if form.errors else 200
    context: dict[str, object] = {"form": form}
    if form.is_bound and not form.errors:
        context |= _preview(request, form)
    return pages.render(request, "registry/bulk", context, status=status)


def _carry_out(request: HttpRequest, form: BulkForm) -> None:
    typed = dict(form.cleaned_data)
    lines = [line for line in typed.pop("codes").splitlines() if line.strip()]
    change_memberships(lines, **typed, by=actor_of(request), at=clock.now())


def _preview(request: HttpRequest, form: BulkForm) -> dict[str, object]:
    """Give each line with its verdict, and the form that carries out those that can be done."""
    typed = form.cleaned_data
    lines = lines_in(typed["codes"])
    if len(lines) > MOST_LINES:
        form.add_error("codes", gettext("一次最多 %(most)s 家。") % {"most": MOST_LINES})
        return {}
    judged = verdicts(
        lines, change=Change(typed["change"]), kind=typed["kind"], on=typed["effective_on"], by=actor_of(request),
        today=clock.today(),
    )  # fmt: skip
    able = [verdict for verdict in judged if verdict.problem is None]
    words = change_words(typed["change"], typed["kind"])
    return {"judged": judged, "able": able, "apply": _hidden(typed, able), "words": words, "typed": typed}


def _done(request: HttpRequest, form: BulkForm) -> HttpResponse:
    """Say what was done and offer the opposite change for the same enterprises and day."""
    typed = form.cleaned_data
    number = len(typed["codes"].splitlines())
    messages.success(request, gettext("已办理 %(number)s 家。") % {"number": number})
    opposite = BulkForm(initial={**typed, "change": _OPPOSITE[Change(typed["change"])]}, auto_id="id_undo_%s")
    words = change_words(typed["change"], typed["kind"])
    context = {"form": BulkForm(initial=initial_day("effective_on", clock.today())), "done": True, "words": words}
    context |= {"typed": typed, "number": number, "opposite": [field.as_hidden() for field in opposite]}
    return pages.render(request, "registry/bulk", context)


def _hidden(typed: dict[str, object], able: list[Verdict]) -> list[str]:
    codes = "\n".join(verdict.line.code for verdict in able)
    form = BulkForm(initial={**typed, "codes": codes}, auto_id="id_apply_%s")
    return [field.as_hidden() for field in form]
