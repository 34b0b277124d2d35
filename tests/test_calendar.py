"""Days as they are counted in Estonia: held against two packages that the product itself does without."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as others
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.calendar import day_of, holidays, later, plus, working_day, written

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-12-15", 12, "2026-12-15"),
        ("2025-03-30", 0, "2025-03-30"),
        ("2025-03-30", 120, "2035-03-30"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert later(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(DAYS, st.integers(0, 120))
def test_months_are_counted_as_others_count_them(day: date, months: int) -> None:
    theirs = pendulum.date(day.year, day.month, day.day).add(months=months)
    assert later(day, months).isoformat() == theirs.isoformat()


@pytest.mark.parametrize("year", range(1991, 2101))
def test_the_holidays_of_estonia(year: int) -> None:
    assert holidays(year, "EE") == set(others.country_holidays("EE", years=year))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-21", "2026-11-23"),
        ("2026-04-03", "2026-04-06"),
        ("2026-05-24", "2026-05-25"),
        ("2026-02-24", "2026-02-25"),
        ("2026-06-23", "2026-06-25"),
        ("2026-08-20", "2026-08-21"),
        # Christmas Eve on a Thursday, the weekend behind the holidays.
        ("2026-12-24", "2026-12-28"),
        ("2027-12-31", "2027-12-31"),
        ("2028-01-01", "2028-01-03"),
    ],
)
def test_the_next_working_day(day: str, expected: str) -> None:
    assert working_day(date.fromisoformat(day), "EE") == date.fromisoformat(expected)


@given(DAYS)
def test_a_working_day_is_the_first_there_is(day: date) -> None:
    found = working_day(day, "EE")
    assert working_day(found, "EE") == found
    between = [day + timedelta(days=days) for days in range((found - day).days)]
    assert all(one.weekday() >= 5 or one in holidays(one.year, "EE") for one in between)
    assert (found - day).days <= 5


@given(DAYS, st.integers(-4000, 4000))
def test_days_later(day: date, days: int) -> None:
    assert plus(day, days) == day + timedelta(days=days)


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (0, "1970-01-01"),
        # An hour before midnight in London, in winter and in summer.
        (1767222000, "2026-01-01"),
        (1782853200, "2026-07-01"),
        (1782853199, "2026-06-30"),
    ],
)
def test_the_day_in_estonia(seconds: int, day: str) -> None:
    assert day_of(seconds) == date.fromisoformat(day)


def test_a_clock_may_be_as_wrong_as_it_likes() -> None:
    assert day_of(-(10**18)) < date(1000, 1, 1)
    assert day_of(10**18) > date(9000, 1, 1)


def test_days_as_documents_write_them() -> None:
    assert written(date(2021, 7, 1)) == "01.07.2021"
