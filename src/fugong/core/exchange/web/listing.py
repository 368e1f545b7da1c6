"""The list of batches of one kind."""

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fugong.core.clock import words as clock_words
from fugong.core.exchange.models import ImportBatch
from fugong.core.exchange.rules.states import STATE_WORDS


class BatchTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One batch a row, the latest first."""

    always_shown = ("number",)

    number = django_tables2.Column(verbose_name=gettext_lazy("批次"), accessor="pk")
    source = django_tables2.Column(verbose_name=gettext_lazy("文件"), accessor="source__name", orderable=False)
    state = django_tables2.Column(verbose_name=gettext_lazy("状态"))
    rows_total = django_tables2.Column(verbose_name=gettext_lazy("行数"))
    rows_imported = django_tables2.Column(verbose_name=gettext_lazy("已导入"))
    uploaded_by_title = django_tables2.Column(verbose_name=gettext_lazy("上传岗位"))
    uploaded_at = django_tables2.Column(verbose_name=gettext_lazy("上传时间"))

    class Meta:
        order_by = ("-uploaded_at",)

    def render_number(self, record: ImportBatch) -> SafeString:
        """Lead to the batch."""
        return format_html('<a href="{}">{}</a>', reverse("exchange:batch", args=[record.pk]), record.pk)

    def render_state(self, record: ImportBatch) -> SafeString:
        """Write the state in words."""
        word = gettext(STATE_WORDS[record.state])
        return format_html('<span class="state-tag state-{}">{}</span>', record.state, word)

    def render_uploaded_at(self, record: ImportBatch) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(record.uploaded_at)
