"""How an enterprise stands behind a figure: counted, missing, or left out by the definition for a reason."""

from typing import Final

from fugong.core.wording import N_

__all__ = ["REASONS", "STANDINGS"]

STANDINGS: Final = {"counted": N_("计入"), "missing": N_("未报"), "excluded": N_("不计入")}
# The reasons that definitions give for leaving an enterprise out.
REASONS: Final = {
    "counted": N_("计入"),
    "missing": N_("未报"),
    "closed_by_rule": N_("政策性停产"),
    "no_staff_on_register": N_("台账无用工数"),
    "not_operating": N_("未开工"),
    "no_base": N_("无基期"),
    "new_unit": N_("新建企业，无上年基数"),
    "shared_meter": N_("一表多户"),
    "zero_reference": N_("基期用电为零"),
}
