"""Who gets a letter: the tasks of a day, held against the account of what was sent before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.query.reminders import Found, Line, Recipient, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jdflow.query.reminders import Book, Step

State: TypeAlias = Literal["sending", "sent", "refused"]
Answer: TypeAlias = Literal["send", "sent", "unknown", "nothing new", "to come"]
STATES: Mapping[str, State] = {"sending": "sending", "sent": "sent", "refused": "refused"}
# After so many days the same is told once more.
_INTERVALS = {"nädal": 7, "kuu": 28}


class Entry(NamedTuple):
    """What the account says of a letter: to whom, from which day, what became of it, and of what it told."""

    to: Recipient
    on: date
    state: State
    lines: tuple[Line, ...] = ()


def week_of(day: date) -> str:
    """The week, from Monday, in which nobody gets a second letter."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def last_letters(entries: Iterable[Entry]) -> dict[Recipient, Entry]:
    """The last letter to each recipient that went out, or may have; what was refused has been told to nobody."""
    found: dict[Recipient, Entry] = {}
    before: dict[Recipient, Entry | None] = {}
    for entry in entries:
        if entry.state == "sending":
            before[entry.to] = found.get(entry.to)
        kept = before.get(entry.to) if entry.state == "refused" else entry
        if kept is None:
            found.pop(entry.to, None)
        else:
            found[entry.to] = kept
    return found


def letters_due(book: Book, last: Mapping[Recipient, Entry]) -> list[Step]:
    """What each recipient is to be told, whatever they were told before; the most overdue first."""
    found = [
        Found(number, is_open=True, to=to, round=entry.on.year, lines=entry.lines)
        for number, (to, entry) in enumerate(last.items())
    ]
    return [step._replace(round=book.today.year, number=None, done=()) for step in steps(book, found) if step.rows]


def answer(step: Step, last: Entry | None, today: date, interval: str) -> Answer:
    """Whether a letter goes out: once a week at most, where there is something new or the last one is long ago."""
    if last is None:
        return "send"
    is_same_week = week_of(last.on) == week_of(today)
    if last.on > today and not is_same_week:
        # A clock, or somebody who named the day, was wrong then or is now.
        return "to come"
    is_new = (today - last.on).days >= _INTERVALS[interval] or any(
        row.told > last.on
        or (row.escalated is not None and row.escalated > last.on)
        # Since the last letter it has become overdue.
        or last.on <= row.task.day < today
        for row in step.rows
    )
    if is_new and not is_same_week:
        return "send"
    if last.state == "sending":
        return "unknown"
    return "sent" if is_same_week else "nothing new"
