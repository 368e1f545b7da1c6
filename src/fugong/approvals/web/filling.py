"""Filling in an application: task list, sections with autosave, files, check answers, hand in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.approvals.actions import drafting, submission
from fugong.approvals.queries.case import Case, case
from fugong.approvals.rules.completeness import differs
from fugong.approvals.rules.lifecycle import STATE_WORDS, CannotMove, State
from fugong.approvals.web.forms import PaperForm, SectionForm, SubmitForm, Typed
from fugong.core import clock, pages
from fugong.core.files import FileIsRefused
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid, NotThere, Stale
from fugong.core.refusals.edge import into_form
from fugong.core.wording import N_
from fugong.people import public as people


@needs("approvals.apply")
@require_safe
def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is to be filled in, in any order, and how far each part is."""
    return pages.render(request, "approvals/tasks", {"case": _writable(request, pk)})


@needs("approvals.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Ask one section; a section with problems is shown back as typed and nothing is saved."""
    found = _writable(request, pk)
    typed = request.POST if request.method == "POST" else people.take_unsent(request)
    form = _section_form(found, section, typed)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            drafting.save_section(pk, version, section=section, typed=form.typed, by=actor_of(request), at=clock.now())
        except Invalid as refusal:
            into_form(refusal, form)
        except Stale:
            return _show_section(request, _writable(request, pk), section, form=form, stale=True)
        else:
            return redirect(*_next_page(found, section, typed=request.POST))
    return _show_section(request, found, section, form=form)


@needs("approvals.apply")
@require_POST
def draft(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Keep what is being typed."""
    form = _section_form(_writable(request, pk), section, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    version = form.cleaned_data["version"]
    drafting.keep_draft(pk, version, section=section, typed=form.typed, by=actor_of(request), at=clock.now())
    return HttpResponse(status=204, headers={"X-Draft-Version": str(version)})


@needs("approvals.apply")
@require_POST
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to the application."""
    found = _writable(request, pk)
    form = PaperForm(found.application.papers, request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            drafting.attach(pk, paper=given["paper"], upload=given["upload"], by=actor_of(request), at=clock.now())
        except (Invalid, FileIsRefused) as refusal:
            into_form(refusal, form)
    for error in (error for errors in form.errors.values() for error in errors):
        messages.error(request, str(error))
    if not form.errors:
        messages.success(request, _("文件已上传。"))
    return redirect("approvals:section", pk, _section_of_files())


@needs("approvals.apply")
@require_POST
def take_out_file(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """Take a file out again."""
    drafting.take_out(pk, file_id=file_id, by=actor_of(request), at=clock.now())
    messages.success(request, _("文件已移除。"))
    return redirect("approvals:section", pk, _section_of_files())


@needs("approvals.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all answers with a way back to each, take the declaration, hand in."""
    found = _writable(request, pk)
    form = SubmitForm(request.POST or None, initial={"version": found.application.version})
    if request.method == "POST":
        if not form.is_valid():
            raise Stale
        given = form.cleaned_data
        try:
            submission.submit(pk, given["version"], committed=given["committed"], by=actor_of(request), at=clock.now())
        except Invalid as refusal:
            into_form(refusal, form)
        else:
            return redirect("approvals:submitted", pk)
    return pages.render(request, "approvals/check", {"case": found, "form": form}, status=422 if form.errors else 200)


def _writable(request: HttpRequest, pk: int) -> Case:
    """Give the case if it lies on the enterprise's desk; a page of one handed in meanwhile is answered in words."""
    found = case(actor_of(request), pk, now=clock.now())
    if "write" not in found.moves:
        raise CannotMove(state=STATE_WORDS[State(found.application.state)], move=N_("修改"))
    return found


def _show_section(
    request: HttpRequest, found: Case, section: str, *, form: SectionForm, stale: bool = False
) -> HttpResponse:
    """Show a section; when another tab was faster, with what was typed, what is kept by now, and the way on."""
    rows = [row for part in found.sections if part.key == section for row in part.rows]
    context: dict[str, object] = {"case": found, "section_key": section, "section": _title(found, section)}
    context |= {"asked": {row.key: row for row in rows if row.asked}, "stale": stale}
    if stale:
        context["differing"] = [row for row in rows if differs(row.key, form.typed[row.key], row.value)]
        form.carry_on(version=found.application.version)
    context["form"] = form.mark_required()
    context |= {"files": _files_of(section, found), "file_form": PaperForm(_papers_of(section, found))}
    status = 409 if stale else 422 if form.errors else 200
    return pages.render(request, "approvals/section", context, status=status)


def _section_form(found: Case, section: str, typed: Typed | None) -> SectionForm:
    if section not in {part.key for part in found.sections}:
        raise NotThere
    row = found.application
    rows = next(part.rows for part in found.sections if part.key == section)
    return SectionForm(
        section, typed, papers=frozenset(row.papers), answers=row.answers, version=row.version,
        sources={answer.key: answer.source for answer in rows},
    )  # fmt: skip


def _title(found: Case, section: str) -> str:
    return next(part.title for part in found.sections if part.key == section)


def _next_page(found: Case, section: str, *, typed: Typed) -> tuple[str, *tuple[object, ...]]:
    """After saving: back to the check page if the person came from there, else on to the next section."""
    pk = found.application.pk
    if "to_check" in typed:
        return "approvals:check", pk
    keys = [part.key for part in found.sections]
    following = keys[keys.index(section) + 1 :]
    return ("approvals:section", pk, following[0]) if following and "to_next" in typed else ("approvals:tasks", pk)


# Files belong to the plans for prevention; the other papers are answered on the form.
_FILED = ("prevention_plan", "emergency_plan", "isolation_place")


def _section_of_files() -> str:
    return "prevention"


def _papers_of(section: str, found: Case) -> list[str]:
    return [paper for paper in _FILED if paper in found.application.papers] if section == _section_of_files() else []


def _files_of(section: str, found: Case) -> list[object]:
    return [file for file in found.files if file.paper in _papers_of(section, found)]
