"""Days as people write them, and as they are counted in Estonia."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

ZONE = "Europe/Tallinn"
# Commits may carry any time; a calendar has the years 1 to 9999 only.
_EARLIEST, _LATEST = -62_000_000_000, 253_000_000_000


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
