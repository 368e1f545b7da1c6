"""Enterprises: seven names from the published source, all others invented and named so that it shows (示例…07)."""

import random
from dataclasses import dataclass, field

from .codes import credit_code
from .offices import OPERATOR
from .places import BEGIN, CODES, COUNTY, NAMES, WEIGHTS
from .sectors import INDUSTRY_ABOVE, OTHERS, STATE_OTHERS, TRADE_ABOVE, VENUES, range_for

YEAR = "2019"
INDUSTRY, TRADE = "industry_above", "trade_above"


@dataclass
class Firm:
    """One enterprise and the part it plays: ``group`` decides when and how it restarts."""

    key: str
    name: str
    industry: str
    holder: str
    size: str
    group: str
    place: str
    membership: str = ""
    registration: str = "173"
    uscc: str = ""
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def operator(self) -> str:
        """Give the login of the account that acts for it."""
        return f"op-{self.key}"


# key, name, industry, holder, size, township; who controls them is an assumption of this pack.
_NAMED = (
    ("yuanjin", "源锦水泥厂", "3011", "state", "m", "114"),
    ("jiyuan", "吉源煤矿", "0610", "state", "m", "106"),
    ("dianchang", "桐梓电厂", "4411", "state", "l", "101"),
    ("taiye", "遵宝钛业", "3219", "state", "m", "114"),
    ("shixi", "狮溪煤矿", "0610", "state", "m", "115"),
    ("xinglong", "兴隆煤矿", "0610", "state", "s", "104"),
    ("meikuang04", "示例煤矿04", "0610", "state", "s", "119"),
    ("huaqiu", "花秋露天矿", "0610", "state", "s", "107"),
)
# Further state units on the lists.
_STATE_LISTED = (
    ("gongdian", "示例供电公司", "4420", "m", INDUSTRY),
    ("gongshui", "示例供水公司", "4610", "s", INDUSTRY),
    ("youpin", "示例油品公司", "5265", "m", TRADE),
    ("yancao", "示例烟草公司", "5128", "m", TRADE),
    ("liangyou", "示例粮油公司", "5121", "m", TRADE),
    ("tushu", "示例图书公司", "5243", "s", TRADE),
)
# The demo's open cases: crowded venues in collective or mixed hands, medium-sized, so outside the population of F11.
_OPEN = (
    ("open-juyuan", "示例影剧院01", "8760", "other", "001"),
    ("open-jianshen", "示例健身中心01", "8930", "collective", "002"),
    ("open-wutai", "示例歌舞剧场01", "9011", "collective", "101"),
    ("open-yule", "示例游乐园01", "9020", "other", "002"),
    ("open-yuchi", "示例洗浴中心01", "8051", "collective", "001"),
)
_HOLDERS_ABOVE = ("private",) * 9 + ("hmt", "foreign", "collective")
_REVENUE = {"yuanjin": 86_000, "dianchang": 118_000, "jiyuan": 22_600}
_REGISTRATION = {"state": "151", "collective": "120", "hmt": "230", "foreign": "330", "other": "159"}


def all_firms(rng: random.Random) -> list[Firm]:
    """Give all enterprises in a fixed order: named, listed, state, others, venues, open cases."""
    firms = [Firm(k, n, i, h, s, "state", COUNTY + t, INDUSTRY) for k, n, i, h, s, t in _NAMED]
    firms += [Firm(k, n, i, "state", s, "state", _place(rng), m) for k, n, i, s, m in _STATE_LISTED]
    firms += _invented(INDUSTRY_ABOVE, rng, start="gy", membership=INDUSTRY)
    firms += _invented(TRADE_ABOVE, rng, start="sm", membership=TRADE)
    firms += [
        Firm(f"gy-{number:02d}", f"示例{word}{number:02d}", industry, "state", size, "state", _place(rng))
        for number, (word, industry, size) in enumerate(STATE_OTHERS, 61)
    ]
    firms += _invented(OTHERS, rng, start="xw", membership="")
    firms += [_as_venue(firm) for firm in _invented(VENUES, rng, start="cs", membership="")]
    firms += [Firm(k, n, i, h, "m", "open", COUNTY + t) for k, n, i, h, t in _OPEN]
    for number, firm in enumerate(firms, 1):
        _registered(firm, number, rng)
    return firms


def row(firm: Firm) -> dict[str, str]:
    """Give the enterprise's row of enterprises.csv."""
    number = firm.uscc[10:16]
    return {
        "uscc": firm.uscc,
        "name": firm.name,
        "short_name": firm.name,
        "division_code": firm.place,
        "industry_code": firm.industry,
        "address": f"桐梓县{NAMES[firm.place]}示例路{int(number)}号",
        # Area code of Zunyi with a number block that is not assigned.
        "contact_phone": f"0851-00{number}",
        "registration_type": firm.registration,
        "since_on": BEGIN,
        "holder": firm.holder,
        "figures_year": YEAR,
        "staff": str(firm.figures["staff"]),
        "revenue_wan": str(firm.figures["revenue"]),
        "assets_wan": str(firm.figures["assets"]),
        "memberships": firm.membership,
        "operator": firm.operator,
    }


def accounts(firms: list[Firm]) -> list[dict[str, str]]:
    """Give the operators' part of accounts.csv; the cement works and the open cases are offered at the sign-in page."""
    return [
        {
            "login": firm.operator,
            "display_title": f"{firm.name}经办人",
            "post": OPERATOR,
            "since_on": BEGIN,
            "demo": "yes" if firm.key == "yuanjin" or firm.group == "open" else "",
        }
        for firm in firms
    ]


def _invented(
    kinds: tuple[tuple[str, str, int, str], ...], rng: random.Random, *, start: str, membership: str
) -> list[Firm]:
    firms: list[Firm] = []
    for word, industry, count, sizes in kinds:
        for number in range(1, count + 1):
            holder = rng.choice(_HOLDERS_ABOVE) if membership else "private"
            size = rng.choice(sizes)
            key = f"{start}{len(firms) + 1:03d}"
            name = f"示例{word}{number:02d}"
            group = "listed" if membership else "other"
            firms.append(Firm(key, name, industry, holder, size, group, _place(rng), membership))
    return firms


def _as_venue(firm: Firm) -> Firm:
    firm.group = "venue"
    return firm


def _place(rng: random.Random) -> str:
    return rng.choices(CODES, weights=WEIGHTS)[0]


def _registered(firm: Firm, number: int, rng: random.Random) -> None:
    trader = firm.holder == "private" and firm.size == "u" and not firm.membership
    cooperative = "合作社" in firm.name
    firm.uscc = credit_code("93" if cooperative else "92" if trader else "91", COUNTY, number)
    if firm.holder == "private":
        firm.registration = "190" if cooperative else "410" if trader else rng.choice(("171", "173", "173"))
    else:
        firm.registration = _REGISTRATION[firm.holder]
    size = "below" if firm.size == "s" and not firm.membership and firm.holder == "private" else firm.size
    bounds = range_for(firm.industry, size)
    firm.figures = {
        "staff": rng.randint(*bounds.staff),
        "revenue": rng.randint(*bounds.revenue),
        "assets": rng.randint(*bounds.assets),
    }
    # What they are published to have made in spring needs a year of this order; the draw above stays as it is.
    firm.figures["revenue"] = _REVENUE.get(firm.key, firm.figures["revenue"])
