"""Writes roles in words: ``{% load people %}``."""

from django import template
from django.utils.translation import gettext

from fugong.people.rules.roles import ROLES

register = template.Library()


@register.filter
def role_word(code: str) -> str:
    """Give the name of a role in the reader's language."""
    known = ROLES.get(code)
    return gettext(known.label) if known else code
