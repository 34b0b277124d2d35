"""Days as people write them, and as they are counted in Estonia."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

ZONE = "Europe/Tallinn"


def written(day: date) -> str:
    """The day as official documents write it: 01.07.2021."""
    return f"{day:%d.%m.%Y}"


def day_of(seconds: float) -> date:
    """The day in Estonia at that moment, given in seconds since 1970; by the machine's own clock without time zones."""
    from datetime import datetime
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.fromtimestamp(seconds, ZoneInfo(ZONE)).date()
    except ZoneInfoNotFoundError:
        return datetime.fromtimestamp(seconds).astimezone().date()
