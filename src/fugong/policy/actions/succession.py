"""How a new rule follows the one before: the open one ends the day before; anything else that overlaps is refused."""

from datetime import timedelta
from typing import Any

from fugong.core.refusals import Refused
from fugong.core.wording import N_
from fugong.policy.models.dated import DatedQuerySet
from fugong.policy.queries.drafts import overlapping
from fugong.policy.rules.terms import Period

__all__ = ["PeriodIsTaken", "take_over"]


class PeriodIsTaken(Refused):
    """Another rule for the same thing holds on some of these days and was not left open for a successor."""

    code = "policy.period_taken"
    status = 409
    message = N_("同一事项在 %(since)s 起的期间已有规定，期间不能重叠。")


def take_over(rules: DatedQuerySet[Any], period: Period) -> None:
    """End the open rule with the same key on the day before the new period. Raises PeriodIsTaken."""
    for rule in overlapping(rules, period).select_for_update():
        if rule.effective_to is not None or rule.effective_from >= period.effective_from:
            raise PeriodIsTaken(field="effective_from", since=rule.effective_from)
        rule.effective_to = period.effective_from - timedelta(days=1)
        rule.save(update_fields=["effective_to"])
