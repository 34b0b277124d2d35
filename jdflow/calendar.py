"""Days as people write them, and as they are counted in Estonia."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ZONE = "Europe/Tallinn"
# Commits may carry any time; a calendar has the years 1 to 9999 only.
_EARLIEST, _LATEST = -62_000_000_000, 253_000_000_000

_MONTHS = 12
_SATURDAY = 5
# Month and day of each public holiday, and the years from which and to which it is one; by regions.
_FIXED: Mapping[str, tuple[tuple[int, int, int, int], ...]] = {
    "EE": (
        (1, 1, 0, 9999),
        (2, 24, 0, 9999),
        (5, 1, 0, 9999),
        (6, 23, 0, 9999),
        (6, 24, 0, 9999),
        (8, 20, 1998, 9999),
        (11, 16, 0, 1993),
        (12, 24, 2005, 9999),
        (12, 25, 0, 9999),
        (12, 26, 0, 9999),
    ),
}
# Days from Easter Sunday, with the year from which they are holidays: Good Friday, Easter Sunday, Pentecost.
_MOVING: Mapping[str, tuple[tuple[int, int], ...]] = {"EE": ((-2, 1994), (0, 1994), (49, 1994))}


def written(day: date) -> str:
    """The day as official documents write it: 01.07.2021."""
    return f"{day:%d.%m.%Y}"


def day_of(seconds: float) -> date:
    """The day in Estonia at that moment, given in seconds since 1970; by the machine's own clock without time zones."""
    from datetime import datetime
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    seconds = min(max(seconds, _EARLIEST), _LATEST)
    try:
        return datetime.fromtimestamp(seconds, ZoneInfo(ZONE)).date()
    except ZoneInfoNotFoundError:
        return datetime.fromtimestamp(seconds).astimezone().date()


def noon_of(day: date) -> int:
    """Noon of that day in Estonia, in seconds since 1970."""
    import pendulum

    return pendulum.datetime(day.year, day.month, day.day, 12, tz=ZONE).int_timestamp


def plus(day: date, days: int) -> date:
    """So many days later."""
    return day.fromordinal(day.toordinal() + days)


def later(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    first = day.replace(year=day.year + years, month=month + 1, day=1)
    return first.replace(day=min(day.day, _last_day(first)))


def working_day(day: date, region: str) -> date:
    """That day, or the next one that is neither at a weekend nor a public holiday in the region."""
    while day.weekday() >= _SATURDAY or day in holidays(day.year, region):
        day = plus(day, 1)
    return day


@lru_cache(maxsize=512)
def holidays(year: int, region: str) -> frozenset[date]:
    """The public holidays of a year."""
    easter = _easter(year)
    fixed = {
        easter.replace(month=month, day=day) for month, day, first, last in _FIXED[region] if first <= year <= last
    }
    return frozenset(fixed | {plus(easter, days) for days, first in _MOVING[region] if first <= year})


def _last_day(first: date) -> int:
    """How many days a month has that begins on that day."""
    return plus(plus(first, 27), 4).replace(day=1).toordinal() - first.toordinal()


def _easter(year: int) -> date:
    """Easter Sunday by Gauss's rule for the Gregorian calendar, as it is known without exceptions."""
    from datetime import date

    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
