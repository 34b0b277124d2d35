"""Days: as ISO has them, or as people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from jdflow.language import Msg, msg
from jdflow.problems import fields
from jdflow.shape.kinds import Kind, Schema

if TYPE_CHECKING:
    from jdflow.language import Voice
    from jdflow.problems import Problem
    from jdflow.source.tree import Node

_ISO = r"(?a)(\d{4})-(\d{1,2})-(\d{1,2})\Z"
_DOTTED = r"(?a)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\Z"
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Day(Kind[date]):
    """A day of the calendar."""

    expected = msg("a date")

    def read(self, node: Node, problems: list[Problem]) -> date | None:
        text = self.scalar(node, problems)
        if text is None:
            return None
        day = day_of(text.strip())
        if isinstance(day, date):
            return day
        problems.append(fields.BAD_DATE.at(node, value=text.strip(), why=day))
        return None

    def schema(self, voice: Voice) -> Schema:
        return {"type": "string", "pattern": r"^\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})\s*$"}


def day_of(text: str) -> date | Msg:
    """The day that the text says, as 2026-03-01 or 01.03.2026; else why it says none."""
    iso, dotted = re.match(_ISO, text), re.match(_DOTTED, text)
    if iso is not None:
        year, month, day = map(int, iso.groups())
    elif dotted is not None:
        day, month, year = map(int, dotted.groups())
    else:
        return msg("it has another form")
    return _no_day(year, month, day) or date(year, month, day)


def _no_day(year: int, month: int, day: int) -> Msg | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return msg("the year is not between {first} and {last}", first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= month <= 12:  # noqa: PLR2004 (months)
        return msg("a year has no month {month}", month=month)
    length = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    if not 1 <= day <= length:
        return msg("that month has {length} days", length=length)
    return None
