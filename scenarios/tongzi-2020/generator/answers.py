"""What an enterprise writes into the application form; every text is invented and says nothing about people."""

from datetime import date

from .enterprises import Firm
from .places import NAMES

_YES = ("mechanism_in_place", "staff_checked", "facilities_in_place", "disinfection_in_place", "training_in_place")
FULL, SHORT, FILED = "approval", "commitment", "filing"


def answers(firm: Firm, *, planned_on: date, mode: str) -> dict[str, str]:
    """Give the answers a mode asks for: five measures always, plans and supplies with an approval."""
    staff = firm.figures["staff"]
    first = max(1, staff * 2 // 3)
    given = {
        "contact_post": "综合办公室",
        "contact_phone": f"0851-00{firm.uscc[10:16]}",
        "planned_restart_on": planned_on.isoformat(),
        "staff_total": str(staff),
        "staff_first_batch": str(first),
        **dict.fromkeys(_YES, "yes"),
    }
    if mode in (FULL, FILED):
        given["prevention_plan"] = "设防控小组；入口测温登记；车间、食堂、宿舍每日消毒两次；错峰用餐；分班作业。"
    if mode == FULL:
        given |= {
            "emergency_plan": "发现发热立即隔离并报告属地和卫健部门；封闭相关区域，停产消毒，配合调查。",
            "isolation_place": f"{NAMES[firm.place]}厂区独立隔离间",
            "masks_stock": str(first * 12),
            "masks_daily_need": str(first * 2),
            "thermometers": str(1 + staff // 100),
            "disinfectant_l": str(20 + staff // 2),
            "safety_checked": "yes",
        }
    return given
