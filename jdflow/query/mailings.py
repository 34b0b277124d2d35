"""Who gets a letter: the tasks of a day, held against the account of what was sent before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.query.reminders import Found, Line, Recipient, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jdflow.query.reminders import Book, Step

State: TypeAlias = Literal["sending", "sent", "refused"]
STATES: Mapping[str, State] = {"sending": "sending", "sent": "sent", "refused": "refused"}


class Entry(NamedTuple):
    """What the account says of a letter: to whom, for which period, what became of it, and of what it told."""

    to: Recipient
    period: str
    state: State
    on: date
    lines: tuple[Line, ...] = ()


def period_of(day: date, interval: str) -> str:
    """The week (nädal) or month (kuu) in which nobody gets a second letter."""
    if interval == "kuu":
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def letters_due(book: Book, entries: Iterable[Entry]) -> list[Step]:
    """What each recipient is to be told, whatever they were told before; the most overdue first."""
    last: dict[Recipient, Entry] = {}
    for entry in entries:
        # What was refused has been told to nobody.
        if entry.state != "refused":
            last[entry.to] = entry
    found = [
        Found(number, is_open=True, to=entry.to, round=entry.on.year, lines=entry.lines)
        for number, entry in enumerate(last.values())
    ]
    return [step._replace(round=book.today.year, number=None, done=()) for step in steps(book, found) if step.rows]


def standing(entries: Iterable[Entry], period: str) -> Mapping[Recipient, State]:
    """What became of each recipient's letter in a period."""
    return {entry.to: entry.state for entry in entries if entry.period == period}
