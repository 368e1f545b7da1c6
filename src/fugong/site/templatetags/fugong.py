"""Words, dates, form controls and frame pieces for every context's templates: ``{% load fugong %}``."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, DateInput, RadioSelect, Select
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from fugong.core import panels as registered
from fugong.core.clock import BEIJING
from fugong.core.clock import words as clock_words
from fugong.core.refusals import Problem, edge
from fugong.site.frame import Frame, frame_of

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a date: 2020年2月15日, in English 15 Feb 2020."""
    if value is None or value == "":
        return ""
    return clock_words.day(value.astimezone(BEIJING).date() if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a time to the minute: 2020年2月15日 14:05, in English 15 Feb 2020, 14:05."""
    return "" if value is None or value == "" else clock_words.moment(value)


@register.filter
def figure(value: float | Decimal | None, decimals: int = 0) -> str:
    """Write a number with thousands separated, exact to the given decimals."""
    return "" if value is None or value == "" else f"{value:,.{decimals}f}"


@register.filter
def wording(value: object) -> str:
    """Translate a text that pure code marked with ``N_``."""
    text = str(value) if value is not None else ""
    return gettext(text) if text else ""


@register.filter
def sentence(problem: Problem) -> str:
    """Write a problem in the reader's language, its places filled."""
    return edge.sentence(problem)


@register.simple_tag
def form_key() -> SafeString:
    """Draw the hidden field by which a form acts once, however often it is sent."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid4().hex)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw a form field's control in the product's look; labels and errors come from ``site/_form_field.html``."""
    widget = field.field.widget
    if isinstance(widget, DateInput) and widget.attrs.get("type", widget.input_type) == "date":
        widget.format = "%Y-%m-%d"  # what browsers take, in whatever language the page is
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        look = "choice"
    elif isinstance(widget, CheckboxInput):
        look = "form-check-input"
    else:
        look = "form-select" if isinstance(widget, Select) else "form-control"
    own = str(widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{look} {own}".strip()})


@register.filter
def is_single_check(field: BoundField) -> bool:
    """Tell whether the field is one tick box, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of our pictures from the sprite; a picture never stands without a word."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("fugong/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> Frame:
    """Give what the frame around the page shows."""
    return frame_of(context.get("request"))


@register.inclusion_tag("site/_panels.html", takes_context=True)
def panels(context: Context, page: str, key: object) -> dict[str, object]:
    """Draw the places of the panels that other contexts put on this page for this person."""
    request = context["request"]
    found = registered.of(page, request.actor)
    return {"panels": [(panel, reverse(panel.url_name, args=[key])) for panel in found], "request": request}
