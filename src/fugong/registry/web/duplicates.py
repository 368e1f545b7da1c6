"""Registrations that may be one: the list, the search, the judgement, and the merge with its undoing."""

from typing import ClassVar

import django_filters
import django_tables2
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from fugong.core import clock, exchange, pages
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import NotThere
from fugong.core.wording import N_
from fugong.registry.actions import duplicates as search
from fugong.registry.actions import merging
from fugong.registry.models import Enterprise, SuspectedPair
from fugong.registry.queries.comparison import compared
from fugong.registry.queries.page import merge_seen_by
from fugong.registry.rules import uscc as codes
from fugong.registry.rules.likeness import REASONS
from fugong.registry.web.change_forms import BecauseForm, MergeForm
from fugong.registry.web.dated import kept_by, page_or_form
from fugong.registry.web.forms import carried_out, sent
from fugong.registry.web.listing import ALL


class PairTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One pair a row, with its reasons."""

    always_shown = ("first", "second")
    hidden_at_first = ("found_at",)

    first = django_tables2.Column(verbose_name=gettext_lazy("先登记的企业"), order_by=("first__name_key",))
    second = django_tables2.Column(verbose_name=gettext_lazy("后登记的企业"), order_by=("second__name_key",))
    reasons = django_tables2.Column(verbose_name=gettext_lazy("理由"), order_by=("strength",))
    standing = django_tables2.Column(verbose_name=gettext_lazy("处理"), orderable=False, empty_values=())
    found_at = django_tables2.DateTimeColumn(verbose_name=gettext_lazy("发现时间"), format="Y-m-d H:i")

    class Meta:
        order_by = ("-reasons",)

    def render_first(self, value: Enterprise) -> SafeString:
        """Lead to the enterprise and print its code for comparing."""
        return _named(value)

    def render_second(self, value: Enterprise) -> SafeString:
        """Lead to the enterprise and print its code for comparing."""
        return _named(value)

    def render_reasons(self, value: list[str]) -> SafeString:
        """Say each reason."""
        words = ((gettext(REASONS[reason]),) for reason in REASONS if reason in value)
        tags = format_html_join(" ", '<span class="state-tag">{}</span>', words)
        return format_html("<span>{}</span>", tags)

    def value_reasons(self, value: list[str]) -> str:
        """Say the reasons in one cell."""
        return "；".join(gettext(REASONS[reason]) for reason in REASONS if reason in value)

    def render_standing(self, record: SuspectedPair) -> SafeString | str:
        """Offer what can be done, or say what was."""
        if record.dismissed_at is not None:
            return gettext("不是重复：%(because)s") % {"because": record.dismissed_because}
        if record.first.closed_on or record.second.closed_on:
            return gettext("其中一家已终止")
        merge = reverse("registry:merge", args=[record.first.uscc])
        return format_html(
            '<span><a class="btn btn-secondary btn-small" href="{}?other={}">{}</a> <a href="{}">{}</a></span>',
            merge, record.second.uscc, gettext("比对合并"),
            reverse("registry:dismiss", args=[record.pk]), gettext("不是重复"),
        )  # fmt: skip

    def value_standing(self, record: SuspectedPair) -> str:
        """Say what was decided."""
        return record.dismissed_because


class PairFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Waiting or all, and by reason."""

    standing = django_filters.ChoiceFilter(
        method="with_standing",
        label=gettext_lazy("处理情况"),
        empty_label=gettext_lazy("待判断"),
        choices=(("dismissed", gettext_lazy("已认定不是重复")), ("all", ALL)),
    )
    reason = django_filters.ChoiceFilter(
        field_name="reasons",
        lookup_expr="contains",
        method="for_reason",
        label=gettext_lazy("理由"),
        empty_label=ALL,
        choices=lambda: [(code, gettext(word)) for code, word in REASONS.items()],
    )

    class Meta:
        model = SuspectedPair
        fields: ClassVar[tuple[str, ...]] = ()

    @property
    def qs(self) -> QuerySet[SuspectedPair]:
        """Show what waits for judgement unless more is asked for."""
        found: QuerySet[SuspectedPair] = super().qs
        asked = self.form.cleaned_data.get("standing") if self.form.is_valid() else ""
        return found if asked else found.filter(dismissed_at=None, first__closed_on=None, second__closed_on=None)

    def with_standing(self, rows: QuerySet[SuspectedPair], _name: str, standing: str) -> QuerySet[SuspectedPair]:
        """Narrow to those said to be two, or to none."""
        return rows.filter(dismissed_at__isnull=False) if standing == "dismissed" else rows

    def for_reason(self, rows: QuerySet[SuspectedPair], _name: str, reason: str) -> QuerySet[SuspectedPair]:
        """Narrow to those suspected for one reason."""
        return rows.filter(reasons__contains=[reason])


LIST = exchange.ListExport(
    name="registry.duplicates",
    title=N_("疑似重复登记"),
    permission="registry.edit",
    url_name="registry:duplicates",
    rows=lambda actor, _on: SuspectedPair.objects.visible_to(actor).select_related("first", "second"),
    table=PairTable,
    filters=PairFilter,
)


@needs("registry.edit")
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the pairs that may be one enterprise."""
    actor = actor_of(request)
    rows = LIST.rows(actor, clock.today())
    listing = Listing(request, rows, table=PairTable, filters=PairFilter, export=LIST.name)
    counties = [area for area in actor.areas_for("registry.edit") if len(area) == len("520322")]
    return pages.render(request, "registry/duplicates", {"listing": listing, "counties": counties})


@needs("registry.edit")
@require_POST
def look_for_duplicates(request: HttpRequest, county_code: str) -> HttpResponse:
    """Compare all enterprises of the county."""
    waiting = search.look_for_duplicates(county_code, by=actor_of(request), at=clock.now())
    messages.success(request, gettext("查重完成，待判断 %(pairs)s 对。") % {"pairs": waiting})
    return redirect("registry:duplicates")


@needs("registry.edit")
@page_or_form
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the pair is two enterprises."""
    pair = SuspectedPair.objects.visible_to(actor_of(request)).select_related("first", "second").filter(pk=pk).first()
    if pair is None:
        raise NotThere
    form = BecauseForm(sent(request))

    def act() -> None:
        search.dismiss_pair(pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    if carried_out(form, act):
        messages.success(request, gettext("已记录：不是重复登记，以后不再提示。"))
        return redirect("registry:duplicates")
    facts = compared(pair.first, pair.second, on=clock.today())
    context = {
        "form": form,
        "left": pair.first,
        "right": pair.second,
        "facts": facts,
        "heading": gettext("不是重复登记"),
    }
    return pages.render(request, "registry/compare", context, status=422 if form.errors else 200)


@needs("registry.edit")
@page_or_form
def merge_enterprises(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show two registrations side by side and merge the second into the first."""
    survivor, other = kept_by(request, uscc), _other(request)
    form = MergeForm(sent(request))

    def act() -> None:
        if other is not None:
            merging.merge(survivor.pk, merged_id=other.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    if other is not None and carried_out(form, act):
        messages.success(request, gettext("已合并。合并可以撤销，撤销后两个登记恢复原状。"))
        return redirect("registry:enterprise", uscc=survivor.uscc)
    context = {"form": form, "left": survivor, "right": other, "merges": True, "heading": gettext("合并重复登记")}
    context["facts"] = compared(survivor, other, on=clock.today()) if other else ()
    return pages.render(request, "registry/compare", context, status=422 if form.errors else 200)


@needs("registry.edit")
@page_or_form
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    merge = merge_seen_by(actor_of(request), pk, on=clock.today())
    form = BecauseForm(sent(request))

    def act() -> None:
        merging.undo_merge(pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    if carried_out(form, act):
        messages.success(request, gettext("合并已撤销，两个登记恢复原状。"))
        return redirect("registry:enterprise", uscc=merge.merged.uscc)
    facts = compared(merge.survivor, merge.merged, on=clock.today())
    context = {
        "form": form,
        "left": merge.survivor,
        "right": merge.merged,
        "facts": facts,
        "heading": gettext("撤销合并"),
    }
    return pages.render(request, "registry/compare", context, status=422 if form.errors else 200)


def _other(request: HttpRequest) -> Enterprise | None:
    """Give the registration named in the address; one that the officer does not keep is not there."""
    typed = codes.normalised(request.GET.get("other", ""))
    if typed and codes.examine(typed).problems:
        raise NotThere
    return kept_by(request, typed) if typed else None


def _named(enterprise: Enterprise) -> SafeString:
    address = reverse("registry:enterprise", args=[enterprise.uscc])
    return format_html(
        '<span><a href="{}">{}</a> <span class="code">{}</span></span>', address, enterprise.name, enterprise.uscc
    )
