"""Days, as ISO has them or as people write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.calendar import written
from jdflow.language import Msg
from jdflow.shape.days import FIRST_YEAR, LAST_YEAR, day_of

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@given(DAYS)
def test_a_day_is_read_in_every_way_people_write_it(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day.year}-{day.month}-{day.day}",
        written(day),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}. {day.month:02}. {day.year}",
    ):
        assert day_of(text) == day


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_three_numbers_are_a_day_or_are_not(year: int, month: int, day: int) -> None:
    """What the calendar of Python refuses is refused, and nothing else within the years."""
    try:
        known: date | None = date(year, month, day)
    except ValueError:
        known = None
    for text in (f"{year:04}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year:04}"):
        read = day_of(text)
        if known is not None and FIRST_YEAR <= year <= LAST_YEAR:
            assert read == known
        else:
            assert isinstance(read, Msg)


@given(st.text() | st.from_regex(r"[0-9. /-]{4,12}", fullmatch=True))
def test_any_other_text_is_no_day(text: str) -> None:
    read = day_of(text)
    if isinstance(read, date):
        assert re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}", text, re.ASCII)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-02-30", "that month has 29 days"),
        ("31.02.2023", "that month has 28 days"),
        ("2026-04-31", "that month has 30 days"),
        ("2026-12-32", "that month has 31 days"),
        ("2026-13-01", "a year has no month 13"),
        ("1899-12-31", "the year is not between 1900 and 2200"),
        ("01.01.2201", "the year is not between 1900 and 2200"),
        ("tomorrow", "it has another form"),
        ("20240301", "it has another form"),
        ("2026-03-01\n", "it has another form"),
        ("12026-03-01", "it has another form"),
        ("\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0665", "it has another form"),
    ],
)
def test_it_says_why_a_text_is_no_day(text: str, why: str) -> None:
    read = day_of(text)
    assert isinstance(read, Msg)
    assert read.text.format_map(read.params) == why
