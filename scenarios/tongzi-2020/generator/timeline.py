"""Who applied, who answered, who restarted, 2020-02-10 to 04-30: the order of the days is calibrated, the rest drawn.

State enterprises restart between 02-10 and 02-22, listed ones from 02-12, small ones mostly after 03-03 and all by
04-28; crowded venues are decided one by one from 03-16. See README.md.
"""

import random
from datetime import date, timedelta

from . import cases
from .answers import FILED, FULL, SHORT
from .diary import Diary
from .enterprises import Firm
from .sectors import PRIORITY

COMMITMENTS = (date(2020, 2, 25), date(2020, 3, 2))


def events_of(firms: list[Firm], rng: random.Random) -> list[dict[str, str]]:
    """Give events.csv in order of time."""
    diary = Diary(rng)
    groups: dict[str, list[Firm]] = {}
    for firm in firms:
        groups.setdefault(firm.group, []).append(firm)
    approved = _state(diary, groups["state"])
    approved += _listed(diary, groups["listed"])
    approved += _small(diary, groups["other"])
    for number, (firm, day) in enumerate(approved):
        _approval(diary, firm, day, number=number)
    for number, firm in enumerate(groups["venue"]):
        _venue(diary, firm, date(2020, 3, 16) + timedelta(days=3 * number), number=number)
    cases.open_cases(diary, groups["open"])
    return sorted(diary.rows, key=lambda row: (row["at"], row["id"]))


def _is_priority(firm: Firm) -> bool:
    return firm.industry.startswith(PRIORITY)


def _state(diary: Diary, firms: list[Firm]) -> list[tuple[Firm, date]]:
    approved = []
    named = {"yuanjin": date(2020, 2, 15), "jiyuan": date(2020, 2, 15)}
    for number, firm in enumerate(firms):
        day = named.get(firm.key, date(2020, 2, 10) + timedelta(days=number * 11 // len(firms)))
        if _is_priority(firm):
            diary.file(firm, date(2020, 2, 10), mode=FILED)
            diary.restart(firm, date(2020, 2, 10))
        else:
            approved.append((firm, day))
    return approved


def _listed(diary: Diary, firms: list[Firm]) -> list[tuple[Firm, date]]:
    rest = []
    for number, firm in enumerate(firms):
        if _is_priority(firm):
            _filed(diary, firm, date(2020, 2, 12) + timedelta(days=number % 8))
        else:
            rest.append(firm)
    diary.rng.shuffle(rest)
    early, next_ones, late = rest[:20], rest[20:42], rest[42:]
    for firm in next_ones:
        _committed(diary, firm)
    for firm in late:
        _free(diary, firm, last=22)
    return [(firm, date(2020, 2, 13) + timedelta(days=number * 11 // len(early))) for number, firm in enumerate(early)]


def _small(diary: Diary, firms: list[Firm]) -> list[tuple[Firm, date]]:
    rest = []
    for number, firm in enumerate(firms):
        if _is_priority(firm):
            _filed(diary, firm, date(2020, 2, 13) + timedelta(days=number % 11))
        else:
            rest.append(firm)
    diary.rng.shuffle(rest)
    refused, withdrawn, early, next_ones, late = rest[0], rest[1], rest[2:14], rest[14:70], rest[70:]
    cases.refused_then_committed(diary, refused)
    cases.withdrawn_then_committed(diary, withdrawn)
    for firm in next_ones:
        _committed(diary, firm)
    for firm in late:
        _free(diary, firm, last=56)
    return [(firm, date(2020, 2, 17) + timedelta(days=number * 7 // len(early))) for number, firm in enumerate(early)]


def _filed(diary: Diary, firm: Firm, day: date) -> None:
    diary.file(firm, day, mode=FILED)
    diary.restart(firm, day + timedelta(days=1))


def _committed(diary: Diary, firm: Firm) -> None:
    first, last = COMMITMENTS
    day = first + timedelta(days=diary.rng.randint(0, (last - first).days))
    diary.file(firm, day, mode=SHORT)
    diary.restart(firm, day + timedelta(days=1))


def _free(diary: Diary, firm: Firm, *, last: int) -> None:
    # Most start soon after the rule falls, a tail follows: the square thins out the later days.
    on = date(2020, 3, 3) + timedelta(days=int((last + 1) * diary.rng.random() ** 2))
    diary.restart(firm, on, confirmed_on=on + timedelta(days=diary.rng.randrange(2)))


def _approval(diary: Diary, firm: Firm, day: date, *, number: int) -> None:
    """Tell an approval of February: every seventh is returned once, every fifth carries a condition."""
    if firm.key == "yuanjin":
        cases.cement_works(diary, firm)
    elif number % 7 == cases.RETURNED_TURN:
        cases.returned_then_granted(diary, firm, day, objected=number % 14 == cases.RETURNED_TURN)
    else:
        case = diary.file(firm, day, mode=FULL)
        diary.all_agree(firm, case, day)
        first_batch = firm.figures["staff"] * 2 // 3
        condition = (f"首批返岗人数不超过{first_batch}人。",) if number % 5 == 1 else ()
        diary.grant(firm, case, day, effective_on=day + timedelta(days=1), conditions=condition)
        diary.restart(firm, day + timedelta(days=1))
        if number == cases.SUSPENDED_NUMBER:
            cases.suspended_then_reinstated(diary, firm, case)


def _venue(diary: Diary, firm: Firm, day: date, *, number: int) -> None:
    """Tell of a crowded venue in private hands: decided the same day, one of them only at the second attempt."""
    tag = "file"
    if number == 1:
        cases.venue_refused(diary, firm, day)
        day, tag = day + timedelta(days=17), "file-again"
    case = diary.file(firm, day, mode=FULL, tag=tag)
    diary.all_agree(firm, case, day, tag="-again" if number == 1 else "")
    limit = max(2, firm.figures["staff"] * 5)
    conditions = (f"同时在场人数不超过{limit}人。", "顾客扫码测温后进入。")
    diary.grant(firm, case, day, effective_on=day + timedelta(days=1), conditions=conditions)
    diary.restart(firm, day + timedelta(days=1))
