"""Who is due a letter, and the week in which nobody gets a second one."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.query.mailings import Entry, answer, last_letters, week_of
from jdflow.query.reminders import Recipient, Step

A, B = Recipient("position", "a"), Recipient("unit", "b")
EARLY, DAY = date(2027, 2, 1), date(2027, 3, 8)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2027, 3, 8), "2027-W10"),
        (date(2027, 3, 14), "2027-W10"),
        (date(2027, 3, 15), "2027-W11"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_a_week_is_one_from_monday_on_whatever_the_year(day: date, week: str) -> None:
    assert week_of(day) == week


def test_what_was_refused_has_been_told_to_nobody() -> None:
    sent, tried = Entry(A, EARLY, "sent"), Entry(A, DAY, "sending")
    refused = tried._replace(state="refused")
    assert last_letters([sent._replace(state="sending"), sent]) == {A: sent}
    assert last_letters([sent, tried]) == {A: tried}
    assert last_letters([sent, tried, refused]) == {A: sent}
    assert last_letters([sent, tried, refused, tried, refused]) == {A: sent}
    assert last_letters([tried, refused]) == {}
    assert last_letters([refused]) == {}
    assert last_letters([tried, Entry(B, DAY, "sending"), refused]) == {B: Entry(B, DAY, "sending")}


@pytest.mark.parametrize(
    ("on", "said"),
    [(date(2027, 3, 14), "sent"), (date(2027, 3, 15), "to come"), (date(2030, 1, 7), "to come")],
)
@pytest.mark.parametrize("interval", ["nädal", "kuu"])
def test_a_letter_of_a_day_to_come_is_no_reason_to_be_silent_for_years_nor_to_send_another(
    on: date, said: str, interval: str
) -> None:
    step = Step("keep", A, 2027)
    assert answer(step, Entry(A, on, "sent"), DAY, interval) == said
