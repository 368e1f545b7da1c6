"""Three administrators, three people: what one account may never hold together.

GB/T 22239-2019 (等保2.0) level 3 wants system, security and audit administrator apart; whoever grants rights or reads
the trail must not take part in the business either.
"""

from collections.abc import Iterable

from fugong.people.rules.roles import ROLES, Sort


def conflict(held: Iterable[str], wanted: str) -> str | None:
    """Name a held role that forbids the wanted one; none when they go together."""
    for role in held:
        apart = {ROLES[role].sort, ROLES[wanted].sort} & {Sort.ADMINISTRATOR, Sort.MACHINE}
        if role != wanted and apart:
            return role
    return None
