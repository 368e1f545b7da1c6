"""When is a suggestion to visit made again, and what may be answered to it?"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from fugong.core.wording import N_
from fugong.indicators.rules.contradictions import Finding

__all__ = ["ANSWERS", "is_new"]

ANSWERS: Final = {
    "agrees": N_("走访核实，生产正常"),
    "explained": N_("企业已说明原因"),
    "corrected": N_("填报有误，企业已更正"),
    "helped": N_("企业有困难，已转办"),
}


def is_new(finding: Finding, known_until: Iterable[date]) -> bool:
    """Tell whether a finding is a new matter: it shares no day with an earlier suggestion of the same kind."""
    return all(finding.first_on > last_on for last_on in known_until)
