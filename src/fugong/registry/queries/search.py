"""Finding enterprises by a fragment of the name, pinyin initials or the beginning of the code.

Budget: 50 ms at 100,000 enterprises (``bench/search.py``). From three characters on the trigram index answers, for
two an index of character pairs; for a single one the texts are read through.
"""

from datetime import date

from django.db.models import F

from fugong.core.permission import Actor
from fugong.registry.models import Enterprise
from fugong.registry.models.enterprise import EnterpriseQuerySet
from fugong.registry.rules.searching import sought

from .cards import EnterpriseCard, cards_of

__all__ = ["find_enterprises", "matching"]


def matching(rows: EnterpriseQuerySet, text: str) -> EnterpriseQuerySet:
    """Keep the enterprises whose name, short name, initials or code answer to the text; no text keeps all."""
    wanted = sought(text)
    if not wanted:
        return rows
    found = rows.answering(wanted.fragment, code_beginning=wanted.code_beginning)
    return found if wanted.is_legal_form else found.sorted_afresh()


def find_enterprises(actor: Actor, text: str, *, on: date, limit: int = 20) -> tuple[EnterpriseCard, ...]:
    """Give the first enterprises the actor may see that answer to the text, in pinyin order."""
    rows = matching(Enterprise.objects.visible_to(actor, on=on).in_order(), text)
    return tuple(cards_of(rows.order_by(F("sorting"), "id")[:limit], on=on))
