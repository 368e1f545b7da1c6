"""Decides which desks give an opinion on an application and which organisation sits at each."""

from collections.abc import Iterable

from fugong.policy.rules.book import DeskRule
from fugong.policy.rules.words import DESKS

__all__ = ["desks_of"]


def desks_of(rules: Iterable[DeskRule], *, industry_code: str) -> tuple[DeskRule, ...]:
    """Give one rule for each desk that is set up: the closest to the industry, township first, industry last."""
    fitting = [rule for rule in rules if industry_code.startswith(rule.industry_prefix)]
    chosen: list[DeskRule] = []
    for desk in DESKS:
        at_desk = [rule for rule in fitting if rule.desk == desk]
        if at_desk:
            chosen.append(max(at_desk, key=lambda rule: len(rule.industry_prefix)))
    return tuple(chosen)
