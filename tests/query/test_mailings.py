"""Periods in which nobody gets a second letter, and who is due one."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.query.mailings import Entry, period_of, standing
from jdflow.query.reminders import Recipient

A, B = Recipient("position", "a"), Recipient("unit", "b")
DAY = date(2027, 3, 8)


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        (date(2027, 3, 8), "2027-W10", "2027-03"),
        (date(2027, 3, 14), "2027-W10", "2027-03"),
        (date(2027, 3, 15), "2027-W11", "2027-03"),
        (date(2027, 1, 3), "2026-W53", "2027-01"),
        (date(2027, 1, 4), "2027-W01", "2027-01"),
    ],
)
def test_a_period_is_a_week_from_monday_or_a_month(day: date, week: str, month: str) -> None:
    assert (period_of(day, "nädal"), period_of(day, "kuu")) == (week, month)


def test_of_one_letter_the_last_entry_counts_and_only_that_of_its_period() -> None:
    entries = [
        Entry(A, "2027-W09", "sent", DAY),
        Entry(A, "2027-W10", "sending", DAY),
        Entry(B, "2027-W10", "sending", DAY),
        Entry(A, "2027-W10", "refused", DAY),
    ]
    assert standing(entries, "2027-W10") == {A: "refused", B: "sending"}
    assert standing(entries, "2027-W11") == {}
