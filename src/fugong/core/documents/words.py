"""The few words that stand on every official document; Chinese in every language, like the document itself (pure)."""

from datetime import date
from typing import Final

SEAL_PLACE: Final = "（电子签章位置）"
NOT_IN_FORCE: Final = "演示文书，不具法律效力"
QR_CAPTION: Final = "扫码核验"
DEMONSTRATION_CERTIFICATE: Final = "%(organ)s（演示证书）"
WORTHLESS: Final = "演示，不具法律效力"
# A line of a title does not begin with these, nor end with those.
NOT_FIRST: Final = frozenset("的和与及了、，。；：）》”〕")
NOT_LAST: Final = frozenset("（《“〔关于和与及")


def written_day(day: date) -> str:
    """Write a day as documents do: Arabic digits, no leading zeros (2020年2月9日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed(day: date) -> str:
    """Write when the document was printed and sent out (印发日期)."""
    return f"{written_day(day)}印发"
