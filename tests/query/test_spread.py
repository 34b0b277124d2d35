"""An overdue mountain, spread over the weeks to come."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.calendar import working_day
from jdflow.model.review import Due, ReviewState
from jdflow.query.spread import spread

TODAY = date(2026, 11, 20)


def item(
    id: str, due: date | None, manager: str | None = "juht", unit: str = "yks", state: ReviewState = "overdue"
) -> Due:
    return Due(id, id, unit, manager, None, due, 0, state)


def week_of(day: date, today: date = TODAY) -> int:
    return ((day - today).days - 1) // 7


def spread_of(items: list[Due], weeks: int, today: date = TODAY) -> dict[str, date]:
    return spread(items, today, weeks, "EE")


def test_the_most_overdue_come_first() -> None:
    items = [item(f"p{number}", date(2020, 1, 1 + number)) for number in range(10)]
    days = spread_of(items[::-1], 2)
    assert [days[one.id] for one in items] == sorted(days.values())
    assert str(days["p0"]) == "2026-11-23"
    assert Counter(map(week_of, days.values())) == {0: 5, 1: 5}


def test_of_managers_with_one_the_most_overdue_comes_first() -> None:
    items = [item(f"p{number}", date(2015 + number, 1, 1), manager=f"m{9 - number}") for number in range(8)]
    days = spread_of(items, 4)
    assert [week_of(days[one.id]) for one in items] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_what_is_not_overdue_keeps_its_day() -> None:
    items = [
        item("aa", date(2026, 12, 1), state="soon"),
        item("bb", date(2027, 12, 1), state="ok"),
        item("cc", date(2026, 11, 30), state="early"),
        item("dd", None, state="none"),
        item("ee", date(2026, 1, 1)),
    ]
    days = spread_of(items, 1)
    assert {id: str(day) for id, day in days.items()} == {
        "aa": "2026-12-01",
        "bb": "2027-12-01",
        "cc": "2026-11-30",
        "ee": "2026-11-23",
    }


def test_nothing_to_spread() -> None:
    assert spread_of([], 3) == {}


def test_without_a_manager_the_unit_stands_for_one() -> None:
    items = [item(f"{unit}{number}", date(2020, 1, 1), None, unit) for unit in ("x", "y") for number in range(2)]
    days = spread_of(items, 2)
    for unit in ("x", "y"):
        assert {week_of(day) for id, day in days.items() if id.startswith(unit)} == {0, 1}


@pytest.mark.parametrize("today", [date(2026, 12, 18), date(2027, 12, 20), date(2026, 3, 27), date(2026, 6, 19)])
def test_holidays_are_left_out(today: date) -> None:
    items = [item(f"p{number}", date(2020, 1, 1)) for number in range(40)]
    days = spread_of(items, 2, today)
    assert all(working_day(day, "EE") == day for day in days.values())
    assert len(set(days.values())) >= 5


ITEMS = st.lists(
    st.builds(
        item,
        st.integers(0, 999).map("p{}".format),
        st.dates(date(2015, 1, 1), date(2026, 11, 19)),
        st.none() | st.sampled_from(["m1", "m2", "m3", "m4", "m5"]),
        st.sampled_from(["u1", "u2"]),
    ),
    unique_by=lambda one: one.id,
    max_size=60,
)


@given(ITEMS, st.integers(1, 12), st.dates(date(2026, 11, 19), date(2028, 12, 31)))
def test_the_load_is_even(items: list[Due], weeks: int, today: date) -> None:
    days = spread_of(items, weeks, today)
    # Each has one day, a working day, in the weeks that come.
    assert days.keys() == {one.id for one in items}
    assert all(today < day <= today + timedelta(weeks=weeks) for day in days.values())
    assert all(working_day(day, "EE") == day for day in days.values())
    # Each week is as full as the next; so is each manager's.
    loads = Counter(week_of(day, today) for day in days.values())
    assert max((loads[n] for n in range(weeks)), default=0) - min((loads[n] for n in range(weeks)), default=0) <= 1
    for manager in {(one.manager, one.unit if one.manager is None else "") for one in items}:
        mine = [one for one in items if (one.manager, one.unit if one.manager is None else "") == manager]
        per_week = Counter(week_of(days[one.id], today) for one in mine)
        assert max(per_week[n] for n in range(weeks)) - min(per_week[n] for n in range(weeks)) <= 1
        by_due = sorted(mine, key=lambda one: (str(one.due), days[one.id]))
        assert [days[one.id] for one in by_due] == sorted(days[one.id] for one in mine)
    # And the order in which they came does not matter.
    assert spread_of(sorted(items, key=lambda one: one.id[::-1]), weeks, today) == days
