"""An overdue mountain, spread over the weeks to come."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jdflow.calendar import plus, working_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jdflow.model.review import Due

_DAYS = 7


def spread(items: Iterable[Due], today: date, weeks: int, region: str) -> dict[str, date]:
    """A day for each position that has one: the overdue get a working day in the coming weeks, others keep theirs.

    Each week gets as many as any other, give or take one, and so does each manager in each week; where there is no
    manager, the unit stands for one. The most overdue of a manager come first, and so do those who have one only.
    """
    due = [(item, item.due) for item in items if item.due is not None]
    days = {item.id: day for item, day in due if item.state != "overdue"}
    windows = [window for week in range(weeks) if (window := _working_days(today, week, region))]
    for week, overdue in enumerate(_by_weeks([item for item, _ in due if item.state == "overdue"], len(windows))):
        for number, item in enumerate(overdue):
            days[item.id] = windows[week][number * len(windows[week]) // len(overdue)]
    return days


def _working_days(today: date, week: int, region: str) -> list[date]:
    """The working days of the seven that follow on so many weeks from today."""
    days = (plus(today, week * _DAYS + number) for number in range(1, _DAYS + 1))
    return [day for day in days if working_day(day, region) == day]


def _by_weeks(overdue: Iterable[Due], weeks: int) -> list[list[Due]]:
    """What falls to each week, the most overdue first."""
    groups: dict[tuple[str, str], list[Due]] = defaultdict(list)
    for item in sorted(overdue, key=_urgency):
        groups[(item.manager or "", "" if item.manager else item.unit or "")].append(item)
    found: list[list[Due]] = [[] for _ in range(weeks)]
    ones = [group[0] for group in groups.values() if len(group) == 1]
    for group in (group for _, group in sorted(groups.items()) if len(group) > 1):
        for item, week in zip(group, _weeks_of(len(group), found), strict=True):
            found[week].append(item)
    # Who has but one may have it any week, so these make the weeks even.
    total = sum(map(len, found)) + len(ones)
    for item in ones:
        room = (n for n in range(weeks) if len(found[n]) < total // weeks + (n < total % weeks))
        found[next(room)].append(item)
    return [sorted(week, key=_urgency) for week in found]


def _weeks_of(number: int, found: Sequence[Sequence[Due]]) -> list[int]:
    """The weeks for so many positions of one manager: the same in each, what is left over where there is least."""
    each, left = divmod(number, len(found))
    emptiest = sorted(range(len(found)), key=lambda week: (len(found[week]), week))[:left]
    return sorted([*range(len(found))] * each + emptiest)


def _urgency(item: Due) -> tuple[str, str, str]:
    return str(item.due), item.unit or "", item.id
