"""Where a prefilled answer comes from, in words."""

from datetime import date

from django.utils.translation import gettext as _

from fugong.core.clock import words as clock_words
from fugong.registry import public as registry


def source_words(offer: dict[str, object]) -> str:
    """Say which form on which day an answer was taken from, or that the register holds it."""
    if not offer["form"]:
        return _("取自企业台账，可以修改。")
    facts = {
        "day": clock_words.day(date.fromisoformat(str(offer["on"]))),
        "form": _(registry.form_title(str(offer["form"]))),
    }
    return _("沿用 %(day)s %(form)s所填，可以修改。") % facts
