"""Writes roles, scopes and the state of tokens in words: ``{% load people %}``."""

from datetime import datetime

from django import template
from django.utils.translation import gettext

from fugong.people.models import ApiToken
from fugong.people.rules.roles import ROLES
from fugong.people.rules.scopes import SCOPES

register = template.Library()


@register.filter
def role_word(code: str) -> str:
    """Give the name of a role in the reader's language."""
    known = ROLES.get(code)
    return gettext(known.label) if known else code


@register.filter
def scope_words(codes: list[str]) -> str:
    """Give the names of scopes in the reader's language."""
    return "；".join(gettext(SCOPES[code].label) if code in SCOPES else code for code in codes)


@register.filter
def token_state(token: ApiToken, now: datetime) -> tuple[str, str]:
    """Give the state of a token as a style word and in words."""
    if token.revoked_at is not None:
        return "closed", gettext("已停用")
    return ("granted", gettext("有效")) if token.expires_at > now else ("closed", gettext("已过期"))
