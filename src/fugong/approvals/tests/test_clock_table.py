"""The office clock as a table that a clerk can read and check with a calendar of 2020 in hand.

Every expected value was counted by hand from the State Council's calendar, not computed:

* festivals: 1 January; Spring Festival 24 January to 2 February (prolonged, 国办发明电〔2020〕1号); Qingming 4 to 6
  April; Labour Day 1 to 5 May; Dragon Boat 25 to 27 June; National Day and Mid-Autumn 1 to 8 October;
* office days on weekends, in their stead: Sunday 19 January, Sunday 26 April, Saturday 9 May, Sunday 28 June, Sunday
  27 September, Saturday 10 October. Saturday 1 February had been planned as one and was cancelled.

The national office closes at 17:00. County A works every day from 8 February to 31 May, 8:00 to 20:00; county B keeps
the State's days but closes at 12:30 in March; county C rests on the working days of 6 to 10 April.
"""

from datetime import date, datetime, time, timedelta

import pytest

from fugong.approvals.rules.deadlines import Pause, due_at, lamp, received_on, warns_at
from fugong.approvals.rules.deeming import deemed_from, is_deemed_granted
from fugong.core.calendar import BEIJING, OfficeCalendar, Override

COUNTIES = {
    "the State": OfficeCalendar(),
    "county A": OfficeCalendar((Override(date(2020, 2, 8), date(2020, 5, 31), True, time(8), time(20)),)),
    "county B": OfficeCalendar(
        # An order that opens every day, and over it one for each weekend of March that rests.
        (
            Override(date(2020, 3, 1), date(2020, 3, 31), True, time(9), time(12, 30)),
            *(Override(day, day, False) for day in (
                date(2020, 3, 1), date(2020, 3, 7), date(2020, 3, 8), date(2020, 3, 14), date(2020, 3, 15),
                date(2020, 3, 21), date(2020, 3, 22), date(2020, 3, 28), date(2020, 3, 29),
            )),
        )
    ),
    "county C": OfficeCalendar((Override(date(2020, 4, 6), date(2020, 4, 10), False),)),
}  # fmt: skip

# what | handed in | working days | pauses: returned – handed in again | county | due
WHEN_DUE = """
New Year's Day                                                   | 01-01 10:00    | 0  |                            | the State | 01-02 17:00
Sunday 19 January makes up for the festival                      | 01-17 10:00    | 2  |                            | the State | 01-20 17:00
twenty working days over Spring Festival                         | 01-17 10:00    | 20 |                            | the State | 02-21 17:00
Saturday before the make-up Sunday                               | 01-18 10:00    | 0  |                            | the State | 01-19 17:00
a make-up Sunday is an office day                                | 01-19 10:00    | 0  |                            | the State | 01-19 17:00
make-up Sunday 19 January                                        | 01-19 16:00    | 0  |                            | the State | 01-19 17:00
over the cancelled make-up Saturday                              | 01-22 10:00    | 2  |                            | the State | 02-03 17:00
Spring Festival, prolonged to 2 February (国办发明电〔2020〕1号) | 01-23 10:00    | 1  |                            | the State | 02-03 17:00
last day before Spring Festival, closed                          | 01-23 17:30    | 0  |                            | the State | 02-03 17:00
Spring Festival itself                                           | 01-25 09:00    | 2  |                            | the State | 02-05 17:00
prolonged festival, Friday 31 January                            | 01-31 09:00    | 0  |                            | the State | 02-03 17:00
cancelled make-up Saturday 1 February                            | 02-01 09:00    | 1  |                            | the State | 02-04 17:00
the make-up Saturday of 1 February was cancelled                 | 02-01 10:00    | 0  |                            | the State | 02-03 17:00
twenty working days from 3 February                              | 02-03 10:00    | 20 |                            | the State | 03-02 17:00
same-day promise, morning                                        | 02-10 09:00    | 0  |                            | the State | 02-10 17:00
same-day promise, before the office opens                        | 02-11 05:30    | 0  |                            | the State | 02-11 17:00
same-day promise, on the stroke of closing                       | 02-12 17:00    | 0  |                            | the State | 02-12 17:00
same-day promise, a second after closing                         | 02-12 17:00:01 | 0  |                            | the State | 02-13 17:00
same-day promise, last second of the day                         | 02-12 23:59:59 | 0  |                            | the State | 02-13 17:00
same-day promise, midnight                                       | 02-13 00:00    | 0  |                            | the State | 02-13 17:00
received on Friday, then Monday and Tuesday                      | 02-13 18:00    | 2  |                            | the State | 02-18 17:00
a weekend lies between                                           | 02-14 10:00    | 2  |                            | the State | 02-18 17:00
Friday after closing is received on Monday                       | 02-14 17:30    | 0  |                            | the State | 02-17 17:00
a Saturday by the State's calendar                               | 02-15 10:00    | 0  |                            | the State | 02-17 17:00
before opening counts as that day                                | 02-17 07:00    | 0  |                            | the State | 02-17 17:00
the county's promise: answered the same day                      | 02-17 09:30    | 0  |                            | the State | 02-17 17:00
the day of receipt does not count                                | 02-17 09:30    | 1  |                            | the State | 02-18 17:00
国办发明电〔2020〕6号: two working days                          | 02-17 09:30    | 2  |                            | the State | 02-19 17:00
a minute before closing is still today                           | 02-17 16:59    | 0  |                            | the State | 02-17 17:00
the closing hour itself is still today                           | 02-17 17:00    | 0  |                            | the State | 02-17 17:00
a second later is tomorrow                                       | 02-17 17:00:01 | 0  |                            | the State | 02-18 17:00
late at night is tomorrow                                        | 02-17 23:59    | 0  |                            | the State | 02-18 17:00
after midnight is that day, before the office opens              | 02-18 00:01    | 0  |                            | the State | 02-18 17:00
Friday after closing                                             | 02-21 17:01    | 0  |                            | the State | 02-24 17:00
Saturday                                                         | 02-22 10:00    | 0  |                            | the State | 02-24 17:00
Saturday, one working day                                        | 02-22 10:00    | 1  |                            | the State | 02-25 17:00
Sunday night                                                     | 02-23 23:00    | 0  |                            | the State | 02-24 17:00
29 February 2020 is a Saturday                                   | 02-28 10:00    | 1  |                            | the State | 03-02 17:00
29 February, a Saturday                                          | 02-29 10:00    | 0  |                            | the State | 03-02 17:00
two working days, the telegram's limit                           | 03-03 10:00    | 2  |                            | the State | 03-05 17:00
two working days from a Thursday                                 | 03-05 10:00    | 2  |                            | the State | 03-09 17:00
two working days from a Friday                                   | 03-06 10:00    | 2  |                            | the State | 03-10 17:00
two working days from Friday after closing                       | 03-06 20:00    | 2  |                            | the State | 03-11 17:00
one working day                                                  | 03-10 10:00    | 1  |                            | the State | 03-11 17:00
one working day, after closing                                   | 03-10 18:00    | 1  |                            | the State | 03-12 17:00
one working day over a weekend                                   | 03-13 10:00    | 1  |                            | the State | 03-16 17:00
twenty working days over Qingming                                | 03-16 10:00    | 20 |                            | the State | 04-14 17:00
five working days                                                | 03-16 10:00    | 5  |                            | the State | 03-23 17:00
Qingming, 4 to 6 April                                           | 04-03 10:00    | 1  |                            | the State | 04-07 17:00
Qingming eve, two working days                                   | 04-03 10:00    | 2  |                            | the State | 04-08 17:00
Qingming Monday                                                  | 04-06 10:00    | 0  |                            | the State | 04-07 17:00
twenty working days over Labour Day                              | 04-20 10:00    | 20 |                            | the State | 05-19 17:00
Friday before the make-up Sunday                                 | 04-24 10:00    | 1  |                            | the State | 04-26 17:00
Sunday 26 April makes up for May                                 | 04-24 10:00    | 2  |                            | the State | 04-27 17:00
make-up Sunday 26 April                                          | 04-26 10:00    | 0  |                            | the State | 04-26 17:00
May holiday, 1 to 5 May                                          | 04-30 10:00    | 1  |                            | the State | 05-06 17:00
Labour Day eve, two working days                                 | 04-30 10:00    | 2  |                            | the State | 05-07 17:00
after closing on its eve                                         | 04-30 18:00    | 0  |                            | the State | 05-06 17:00
Labour Day                                                       | 05-01 10:00    | 0  |                            | the State | 05-06 17:00
Saturday 9 May makes up for May                                  | 05-08 10:00    | 1  |                            | the State | 05-09 17:00
Friday before 9 May, two working days                            | 05-08 10:00    | 2  |                            | the State | 05-11 17:00
make-up Saturday 9 May                                           | 05-09 10:00    | 0  |                            | the State | 05-09 17:00
Dragon Boat, and the make-up Sunday after it                     | 06-24 10:00    | 1  |                            | the State | 06-28 17:00
Dragon Boat eve                                                  | 06-24 18:00    | 0  |                            | the State | 06-28 17:00
make-up Sunday 28 June                                           | 06-28 10:00    | 1  |                            | the State | 06-29 17:00
Friday before 27 September                                       | 09-25 10:00    | 2  |                            | the State | 09-28 17:00
make-up Sunday 27 September                                      | 09-27 10:00    | 0  |                            | the State | 09-27 17:00
National Day eve, one working day                                | 09-30 10:00    | 1  |                            | the State | 10-09 17:00
National Day with Mid-Autumn, then Friday and a make-up Saturday | 09-30 10:00    | 2  |                            | the State | 10-10 17:00
Mid-Autumn, in the holiday week                                  | 10-05 10:00    | 1  |                            | the State | 10-10 17:00
Friday before 10 October, two working days                       | 10-09 10:00    | 2  |                            | the State | 10-12 17:00
make-up Saturday 10 October                                      | 10-10 10:00    | 0  |                            | the State | 10-10 17:00
over the end of the year                                         | 12-31 10:00    | 1  |                            | the State | 2021-01-04 17:00
county A: from before its order into it                          | 02-06 10:00    | 2  |                            | county A  | 02-08 20:00
the order begins on the day after receipt                        | 02-07 10:00    | 2  |                            | county A  | 02-09 20:00
closed by the old hours, received on the order's first day       | 02-07 18:00    | 0  |                            | county A  | 02-08 20:00
Saturday and Sunday count under the order                        | 02-14 10:00    | 2  |                            | county A  | 02-16 20:00
county A: Saturday counts                                        | 02-15 09:12    | 0  |                            | county A  | 02-15 20:00
the same Saturday by the county's order                          | 02-15 10:00    | 0  |                            | county A  | 02-15 20:00
the county's offices close at eight                              | 02-15 19:59    | 0  |                            | county A  | 02-15 20:00
after eight it is Sunday, which is worked too                    | 02-15 20:30    | 0  |                            | county A  | 02-16 20:00
county A: Sunday evening before closing                          | 02-16 19:59    | 0  |                            | county A  | 02-16 20:00
county A: after its own closing                                  | 02-16 20:01    | 0  |                            | county A  | 02-17 20:00
county A: two days over a weekend                                | 02-21 10:00    | 2  |                            | county A  | 02-23 20:00
and is worked by the county's order                              | 02-28 10:00    | 1  |                            | county A  | 02-29 20:00
county A: Qingming is worked                                     | 04-04 10:00    | 1  |                            | county A  | 04-05 20:00
county A: Labour Day is worked                                   | 05-01 10:00    | 2  |                            | county A  | 05-03 20:00
the order's last weekend                                         | 05-29 10:00    | 2  |                            | county A  | 05-31 20:00
the order has ended: Monday, and the old hours                   | 05-30 10:00    | 2  |                            | county A  | 06-01 17:00
county A: out of its order                                       | 05-31 10:00    | 1  |                            | county A  | 06-01 17:00
county B: closes at half past twelve                             | 03-10 12:30    | 0  |                            | county B  | 03-10 12:30
county B: the afternoon is tomorrow                              | 03-10 12:31    | 0  |                            | county B  | 03-11 12:30
county B: Friday afternoon                                       | 03-13 13:00    | 1  |                            | county B  | 03-17 12:30
county B: April has the old hours again                          | 03-31 13:00    | 0  |                            | county B  | 04-01 17:00
county C: a week ordered to rest                                 | 04-03 10:00    | 1  |                            | county C  | 04-13 17:00
county C: handed in during its rest                              | 04-08 10:00    | 0  |                            | county C  | 04-13 17:00
returned and back within the day                                 | 03-10 09:00    | 2  | 03-10 10:00 – 03-10 16:00  | the State | 03-12 17:00
returned and back within the last minutes                        | 03-10 09:00    | 0  | 03-10 16:50 – 03-10 16:59  | the State | 03-10 17:00
back one second after closing: tomorrow                          | 03-10 09:00    | 0  | 03-10 16:50 – 03-10 17:00:01 | the State | 03-11 17:00
one night with the enterprise                                    | 03-10 09:00    | 2  | 03-10 16:00 – 03-11 09:00  | the State | 03-13 17:00
a weekend with the enterprise                                    | 03-13 09:00    | 2  | 03-13 16:00 – 03-16 09:00  | the State | 03-18 17:00
returned on Friday after closing, back Monday morning            | 03-13 09:00    | 2  | 03-13 18:00 – 03-16 09:00  | the State | 03-17 17:00
corrected on the weekend alone                                   | 03-13 09:00    | 2  | 03-14 10:00 – 03-15 22:00  | the State | 03-17 17:00
three working days with the enterprise                           | 03-10 09:00    | 2  | 03-11 10:00 – 03-16 10:00  | the State | 03-17 17:00
Qingming with the enterprise                                     | 04-03 09:00    | 1  | 04-03 10:00 – 04-07 10:00  | the State | 04-08 17:00
two pauses on two days                                           | 03-10 09:00    | 2  | 03-10 16:00 – 03-11 09:00, 03-12 16:00 – 03-13 09:00 | the State | 03-16 17:00
two pauses within one day                                        | 03-10 09:00    | 0  | 03-10 10:00 – 03-10 11:00, 03-10 14:00 – 03-10 15:00 | the State | 03-10 17:00
three pauses, one over a weekend                                 | 03-12 09:00    | 1  | 03-12 10:00 – 03-12 11:00, 03-12 14:00 – 03-13 10:00, 03-13 15:00 – 03-16 09:00 | the State | 03-17 17:00
the pause swallows the make-up Saturday                          | 05-08 09:00    | 0  | 05-08 10:00 – 05-11 09:00  | the State | 05-11 17:00
county A: a pause over a worked weekend                          | 02-14 09:00    | 0  | 02-14 10:00 – 02-16 10:00  | county A  | 02-16 20:00
county A: back in the evening, still open                        | 02-14 09:00    | 0  | 02-14 10:00 – 02-14 19:00  | county A  | 02-14 20:00
county B: back in the afternoon                                  | 03-10 09:00    | 0  | 03-10 10:00 – 03-10 14:00  | county B  | 03-11 12:30
returned when it was late already                                | 03-10 09:00    | 0  | 03-11 10:00 – 03-12 10:00  | the State | 03-11 17:00
the same-day promise over Spring Festival                        | 01-23 09:00    | 0  | 01-23 16:00 – 02-03 09:00  | the State | 02-03 17:00
corrected within the day                                         | 02-17 10:00    | 2  | 02-17 14:00 – 02-17 16:00  | the State | 02-19 17:00
corrected overnight: one day                                     | 02-17 10:00    | 2  | 02-17 14:00 – 02-18 10:00  | the State | 02-20 17:00
back after closing is tomorrow                                   | 02-17 10:00    | 2  | 02-17 14:00 – 02-17 18:00  | the State | 02-20 17:00
the same-day promise moves on                                    | 02-17 10:00    | 0  | 02-17 14:00 – 02-18 10:00  | the State | 02-18 17:00
the weekend is no working day                                    | 02-14 10:00    | 0  | 02-14 14:00 – 02-17 10:00  | the State | 02-17 17:00
the weekend is worked: three                                     | 02-14 10:00    | 0  | 02-14 14:00 – 02-17 10:00  | county A  | 02-17 20:00
no office hour passed in between                                 | 02-14 10:00    | 2  | 02-15 10:00 – 02-16 10:00  | the State | 02-18 17:00
all before the day of receipt                                    | 02-14 18:00    | 0  | 02-14 18:30 – 02-14 19:00  | the State | 02-17 17:00
returned after closing, back early                               | 02-17 10:00    | 2  | 02-18 18:00 – 02-19 10:00  | the State | 02-19 17:00
the festival is no working day                                   | 01-23 10:00    | 0  | 01-23 15:00 – 02-03 10:00  | the State | 02-03 17:00
6, 7, 8 May and the make-up day                                  | 04-30 10:00    | 1  | 04-30 11:00 – 05-09 10:00  | the State | 05-11 17:00
one day and two days                                             | 02-17 10:00    | 2  | 02-17 11:00 – 02-18 10:00, 02-19 11:00 – 02-21 10:00 | the State | 02-24 17:00
twice within the day                                             | 02-17 10:00    | 2  | 02-17 10:30 – 02-17 11:00, 02-17 14:00 – 02-17 15:00 | the State | 02-19 17:00
twice in one evening is still one day                            | 02-17 09:00    | 0  | 02-17 16:00 – 02-17 18:00, 02-17 19:00 – 02-18 10:00 | the State | 02-18 17:00
overdue before it was returned                                   | 02-14 10:00    | 0  | 02-14 18:00 – 02-17 10:00  | the State | 02-14 17:00
"""  # noqa: E501  # a table is read by its columns

# what | state | due | now | county | lamp | working days left
LAMPS = """
two days ahead                   | in_review | 03-12 17:00 | 03-10 10:00    | the State | 正常     | 2
on its last day, morning         | in_review | 03-12 17:00 | 03-12 09:00    | the State | 正常     | 0
a minute before the warning      | in_review | 03-12 17:00 | 03-12 12:59    | the State | 正常     | 0
four hours before the limit      | in_review | 03-12 17:00 | 03-12 13:00    | the State | 即将到期 | 0
at the limit to the second       | in_review | 03-12 17:00 | 03-12 17:00    | the State | 即将到期 | 0
a second past the limit          | in_review | 03-12 17:00 | 03-12 17:00:01 | the State | 已超期   | 0
the evening after                | in_review | 03-12 17:00 | 03-12 22:00    | the State | 已超期   | 0
a weekend later: one working day | in_review | 03-13 17:00 | 03-16 10:00    | the State | 已超期   | -1
seen on Saturday, due on Monday  | in_review | 03-16 17:00 | 03-14 10:00    | the State | 正常     | 1
over Labour Day                  | in_review | 05-06 17:00 | 04-30 18:00    | the State | 正常     | 1
over the make-up Saturday        | in_review | 05-11 17:00 | 05-08 10:00    | the State | 正常     | 2
county A: Saturday counts        | in_review | 02-16 20:00 | 02-14 10:00    | county A  | 正常     | 2
county A: warned at four         | in_review | 02-16 20:00 | 02-16 16:00    | county A  | 即将到期 | 0
lies with the enterprise         | returned  |             | 03-12 10:00    | the State | 计时暂停 |
decided                          | granted   | 03-12 17:00 | 03-13 10:00    | the State | 不计时   |
settled by a new rule            | recorded  |             | 03-13 10:00    | the State | 不计时   |
lapsed                           | lapsed    |             | 03-13 10:00    | the State | 不计时   |
"""

# what | handed in | working days | pauses | county | consent by silence at | may work from (planned 02-11)
SILENCE = """
same-day promise                  | 02-10 09:00 | 0 |                           | the State | 02-10 17:00 | 02-11
after closing                     | 02-10 18:00 | 0 |                           | the State | 02-11 17:00 | 02-12
two working days                  | 03-03 10:00 | 2 |                           | the State | 03-05 17:00 | 03-06
limit on a Friday: works Saturday | 03-04 10:00 | 2 |                           | the State | 03-06 17:00 | 03-07
over Qingming                     | 04-03 10:00 | 2 |                           | the State | 04-08 17:00 | 04-09
county A, worked weekend          | 02-14 10:00 | 2 |                           | county A  | 02-16 20:00 | 02-17
one night with the enterprise     | 03-10 09:00 | 2 | 03-10 16:00 – 03-11 09:00 | the State | 03-13 17:00 | 03-14
"""


def rows(table: str) -> list[list[str]]:
    """Read a table: one case a line, its columns between bars."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def at(text: str) -> datetime:
    """Read ``02-17 09:30`` as a moment of 2020 in Beijing; another year stands before it."""
    full = text if text.startswith("2021") else f"2020-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=BEIJING)


def pauses(text: str) -> list[Pause]:
    return [Pause(*(at(end.strip()) for end in span.split("–"))) for span in text.split(",") if span.strip()]


def named(table: str) -> list[object]:
    return [pytest.param(*row[1:], id=row[0]) for row in rows(table)]


@pytest.mark.parametrize(("handed_in", "days", "stood_still", "county", "due"), named(WHEN_DUE))
def test_the_answer_is_due(*, handed_in: str, days: str, stood_still: str, county: str, due: str) -> None:
    computed = due_at(at(handed_in), working_days=int(days), calendar=COUNTIES[county], pauses=pauses(stood_still))

    assert computed == at(due)


@pytest.mark.parametrize(("state", "due", "now", "county", "word", "left"), named(LAMPS))
def test_the_lamp_says(*, state: str, due: str, now: str, county: str, word: str, left: str) -> None:
    shown = lamp(state, due=at(due) if due else None, now=at(now), calendar=COUNTIES[county])

    assert (shown.word, shown.working_days_left) == (word, int(left) if left else None)


@pytest.mark.parametrize(("handed_in", "days", "stood_still", "county", "consent", "from_on"), named(SILENCE))
def test_silence_is_consent_at_the_limit_and_not_a_second_earlier(
    *, handed_in: str, days: str, stood_still: str, county: str, consent: str, from_on: str
) -> None:
    due = due_at(at(handed_in), working_days=int(days), calendar=COUNTIES[county], pauses=pauses(stood_still))

    def is_granted(now: datetime) -> bool:
        return is_deemed_granted(state="in_review", deemed_basis="通告", due=due, now=now, verdicts=["", "agree"])

    assert due == at(consent)
    assert not is_granted(due - timedelta(seconds=1))
    assert is_granted(due)
    assert deemed_from(due.date(), planned_on=date(2020, 2, 11)) == date.fromisoformat(f"2020-{from_on}")


def test_a_return_resets_nothing_but_adds_what_it_cost() -> None:
    """The clock goes on where it stood: two days were left before the return, two are left after it."""
    before = due_at(at("03-10 09:00"), working_days=2, calendar=COUNTIES["the State"])
    back = at("03-16 10:00")
    after = due_at(
        at("03-10 09:00"), working_days=2, calendar=COUNTIES["the State"], pauses=[Pause(at("03-10 15:00"), back)]
    )

    calendar = COUNTIES["the State"]
    assert calendar.between(date(2020, 3, 10), before.date()) == 2
    assert calendar.between(received_on(back, calendar), after.date()) == 2


def test_the_warning_follows_the_countys_own_closing_hour() -> None:
    due = due_at(at("02-15 09:12"), working_days=0, calendar=COUNTIES["county A"])

    assert warns_at(due) == at("02-15 16:00")


def test_the_table_is_as_long_as_promised() -> None:
    assert len(rows(WHEN_DUE)) + len(rows(LAMPS)) + len(rows(SILENCE)) >= 100
