"""Kinds of invented enterprises: what they are called, their industry, how many, and how large they are.

Sizes are wanted classes; the figures drawn for them lie inside the bounds of 国统字〔2017〕213号, so that the
platform's own rule finds the same class.
"""

from dataclasses import dataclass

# word in the name, industry, count, sizes by weight (m medium, s small, u micro), wishes: individual traders allowed
INDUSTRY_ABOVE = (
    ("酒业", "1512", 6, "mss"), ("机械厂", "3484", 4, "mss"), ("建材厂", "3031", 3, "s"), ("商砼厂", "3022", 2, "s"),
    ("食品厂", "1439", 3, "ms"), ("服装厂", "1819", 2, "ms"), ("电子厂", "3831", 2, "m"), ("化工厂", "2613", 2, "ms"),
    ("茶厂", "1530", 2, "s"), ("竹木厂", "2041", 1, "s"), ("包装厂", "2926", 1, "s"), ("饲料厂", "1329", 1, "s"),
)  # fmt: skip
TRADE_ABOVE = (
    ("建材贸易行", "5165", 5, "ms"), ("酒水贸易行", "5127", 5, "ms"), ("煤炭贸易行", "5161", 4, "ms"),
    ("百货商场", "5211", 3, "m"), ("超市", "5212", 6, "ms"), ("汽车销售行", "5261", 4, "s"),
    ("家电商场", "5272", 3, "s"), ("大药房", "5251", 3, "s"), ("酒店", "6121", 3, "s"), ("餐饮店", "6210", 2, "s"),
)  # fmt: skip
OTHERS = (
    ("种植场", "0141", 14, "su"), ("方竹合作社", "0242", 8, "su"), ("养殖场", "0313", 12, "su"),
    ("砂石场", "1012", 10, "su"), ("粮油加工厂", "1311", 6, "su"), ("肉品加工厂", "1353", 6, "su"),
    ("笋制品厂", "1371", 8, "su"), ("酒坊", "1512", 12, "su"), ("茶叶加工厂", "1530", 7, "su"),
    ("制衣厂", "1819", 6, "su"), ("木材加工厂", "2011", 8, "su"), ("砖厂", "3031", 10, "su"),
    ("石材厂", "3032", 6, "su"), ("门窗厂", "3312", 8, "su"), ("机修厂", "3484", 6, "su"),
    ("建筑队", "4710", 8, "su"), ("装修队", "5011", 6, "su"), ("运输队", "5431", 16, "su"),
    ("农资商行", "5166", 8, "su"), ("果蔬商行", "5123", 8, "su"), ("便利店", "5213", 14, "u"),
    ("五金店", "5281", 12, "su"), ("服装店", "5232", 14, "u"), ("药店", "5251", 10, "su"),
    ("手机店", "5274", 8, "u"), ("家具店", "5283", 7, "su"), ("旅馆", "6129", 12, "su"),
    ("饭店", "6210", 18, "su"), ("粉面馆", "6291", 14, "u"), ("物流站", "5442", 5, "s"),
    ("理发店", "8040", 10, "u"), ("汽修店", "8111", 8, "su"), ("广告社", "7259", 5, "u"),
)  # fmt: skip
# Crowded venues in private hands: they wait for the county's notice and are decided one by one.
VENUES = (
    ("网吧", "9013", 5, "su"), ("歌舞厅", "9011", 3, "s"), ("健身房", "8930", 3, "su"), ("足浴店", "8052", 3, "su"),
)  # fmt: skip
# State units outside the two lists.
STATE_OTHERS = (
    ("公交公司", "5411", "s"), ("客运站", "5441", "s"), ("公路养护站", "5443", "s"), ("城建公司", "4790", "m"),
    ("粮食储备库", "5951", "s"), ("环卫公司", "7820", "m"), ("国有林场", "0220", "m"), ("污水处理厂", "4620", "s"),
    ("国资公司", "7212", "s"), ("景区公司", "7861", "m"), ("种子站", "5112", "s"), ("通信公司", "6312", "m"),
)  # fmt: skip

# Words that stand for priority sectors (保供) under the notice of 2020-02-08: they file and start early.
PRIORITY = ("44", "45", "46", "1311", "1353", "5121", "5123", "5151", "5212", "5221", "5251", "5411")


@dataclass(frozen=True)
class Range:
    """Bounds from which figures are drawn: persons, 万元 of revenue, 万元 of assets."""

    staff: tuple[int, int]
    revenue: tuple[int, int]
    assets: tuple[int, int]


# First two digits of the industry → wanted size → bounds inside the class; "" is row 16 of the method.
_RANGES = {
    "industry": {
        "l": Range((1010, 1400), (41000, 90000), (60000, 200000)),
        "m": Range((305, 620), (4000, 19000), (5000, 30000)),
        "s": Range((24, 180), (2100, 9500), (1500, 8000)),
        "below": Range((22, 60), (320, 1800), (200, 1200)),
        "u": Range((4, 18), (30, 280), (20, 300)),
    },
    "01": {
        "m": Range((60, 150), (600, 3000), (900, 6000)),
        "s": Range((8, 60), (60, 480), (80, 900)),
        "u": Range((3, 12), (10, 45), (20, 200)),
    },
    "47": {
        "m": Range((120, 300), (6500, 20000), (5500, 20000)),
        "s": Range((20, 80), (320, 3000), (320, 2500)),
        "u": Range((4, 15), (40, 280), (40, 280)),
    },
    "51": {
        "m": Range((22, 80), (5200, 20000), (1500, 8000)),
        "s": Range((6, 18), (2100, 4900), (500, 3000)),
        "below": Range((6, 18), (1050, 1900), (300, 1500)),
        "u": Range((2, 6), (80, 900), (50, 400)),
    },
    "52": {
        "m": Range((55, 150), (800, 9000), (500, 5000)),
        "s": Range((12, 45), (520, 3500), (200, 2000)),
        "below": Range((10, 30), (110, 450), (50, 300)),
        "u": Range((2, 8), (20, 95), (10, 80)),
    },
    "54": {
        "m": Range((310, 400), (3100, 6000), (3000, 8000)),
        "s": Range((22, 120), (210, 1800), (200, 2500)),
        "u": Range((3, 15), (40, 190), (50, 300)),
    },
    "59": {"s": Range((22, 60), (120, 900), (500, 3000))},
    "61": {
        "s": Range((14, 70), (220, 1500), (300, 3000)),
        "below": Range((10, 20), (105, 190), (80, 400)),
        "u": Range((2, 9), (20, 95), (20, 200)),
    },
    "63": {"m": Range((110, 180), (1100, 3000), (2000, 9000))},
    "71": {"s": Range((12, 40), (110, 900), (150, 2000)), "u": Range((2, 9), (20, 90), (10, 90))},
    "": {
        "m": Range((105, 190), (300, 1500), (300, 4000)),
        "s": Range((12, 60), (60, 500), (50, 800)),
        "u": Range((2, 9), (15, 90), (10, 90)),
    },
}  # fmt: skip
_SAME = {"02": "01", "03": "01", "04": "01", "05": "01", "48": "47", "49": "47", "50": "47", "62": "61", "72": "71"}


def range_for(industry_code: str, size: str) -> Range:
    """Give the bounds for a wanted size; ``below`` is small, but under the threshold of the statistical lists."""
    division = industry_code[:2]
    row = "industry" if "06" <= division <= "46" else _SAME.get(division, division)
    sizes = _RANGES.get(row, _RANGES[""])
    return sizes.get(size) or sizes["s"]
