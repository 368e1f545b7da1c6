"""How the acts and fields of indicators are called in the audit trail."""

from fugong.core import audit
from fugong.core.wording import N_


def say() -> None:
    """Enter the words."""
    audit.name("indicators.target.set", N_("下达年度目标"))
    audit.name_thing("indicators.yeartarget", N_("年度目标"))
    audit.name_field("indicators.yeartarget.value", N_("目标值"))
