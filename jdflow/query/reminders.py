"""Who is reminded of what: the tasks of a day by those who are told, and what becomes of the issues that tell them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.calendar import plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jdflow.model.review import Due

Kind: TypeAlias = Literal["review", "approval"]
Action: TypeAlias = Literal["open", "reopen", "keep", "close", "merge", "respect"]
Fate: TypeAlias = Literal["reviewed", "renewed", "approved", "ended"]
_DAYS = 7


class Recipient(NamedTuple):
    """Who is told: a manager's position by the id that it had first, or a unit."""

    kind: Literal["position", "unit"]
    id: str


class Key(NamedTuple):
    """What tells a task from any other: the position by its first id, and the day that it counts from.

    That is the day from which the clock of the review runs, or the first day of the version to be approved: after
    the next review the same position has another key.
    """

    kind: Kind
    id: str
    since: date


class Task(NamedTuple):
    """Something that is due for a position: its review, or the approval of the version that takes effect on the day."""

    key: Key
    due: Due
    day: date


class Line(NamedTuple):
    """A task as an issue tells of it; what is done keeps its words."""

    key: Key
    told: date
    escalated: date | None = None
    done: date | None = None
    is_ticked: bool = False
    words: str = ""


class Found(NamedTuple):
    """An issue of ours as the forge has it; `round` is the year in which it was opened."""

    number: int
    is_open: bool
    to: Recipient
    round: int
    lines: tuple[Line, ...]
    # Another issue of the same round took its place.
    is_duplicate: bool = False


class Row(NamedTuple):
    """A task as its issue shall tell of it: since when, since when it is escalated, whether somebody has ticked it."""

    task: Task
    told: date
    escalated: date | None = None
    is_ticked: bool = False


class Done(NamedTuple):
    """A task that is over, and how; one that the issue tells of already has no fate, for its words stay."""

    line: Line
    fate: Fate | None


class Step(NamedTuple):
    """What is to become of one issue; `into` is the one that takes the place of a duplicate."""

    action: Action
    to: Recipient
    round: int
    number: int | None = None
    rows: tuple[Row, ...] = ()
    done: tuple[Done, ...] = ()
    into: int | None = None

    @property
    def is_sent(self) -> bool:
        """Whether somebody gets a new reminder."""
        return self.action in {"open", "reopen"}

    @property
    def urgency(self) -> tuple[date, Recipient]:
        """The most overdue come first."""
        return min((row.task.day for row in self.rows), default=date.max), self.to


class Book(NamedTuple):
    """All that the reminders of a day go by: the tasks, every position's review by first id, what is approved."""

    today: date
    tasks: Mapping[Recipient, Sequence[Task]]
    dues: Mapping[str, Due]
    # Whether an approval is recorded of the version of a position that takes effect on a day; none where there is none.
    approved: Callable[[str, date], bool | None]
    # After so many weeks a superior is told.
    weeks: int


def reviews_due(items: Iterable[Due], today: date, days: int) -> list[Due]:
    """The reviews that are overdue, due in so many days, or due early."""
    last = plus(today, days)
    return [item for item in items if item.due is not None and (item.due <= last or item.state == "early")]


def grouped(
    tasks: Iterable[Task], first_id: Callable[[str], str], *, by_manager: bool
) -> dict[Recipient, tuple[Task, ...]]:
    """The tasks by those who are told: the manager, or the unit of positions that have none; the most overdue first.

    Nobody is their own manager, whatever a text says.
    """
    groups: dict[Recipient, list[Task]] = defaultdict(list)
    for task in sorted(tasks, key=lambda task: (task.day, task.key)):
        manager = first_id(task.due.manager) if by_manager and task.due.manager is not None else None
        to = Recipient("unit", task.due.unit or "")
        if manager is not None and manager != task.key.id:
            to = Recipient("position", manager)
        groups[to].append(task)
    return {to: tuple(group) for to, group in sorted(groups.items())}


def steps(book: Book, found: Iterable[Found]) -> list[Step]:
    """What is to become of each issue, those to be opened among them; the most overdue first."""
    issues: dict[Recipient, list[Found]] = defaultdict(list)
    for issue in sorted(found, key=lambda issue: issue.number):
        issues[issue.to].append(issue)
    everybody = sorted({*book.tasks, *issues})
    taken = [step for to in everybody for step in _steps(book, to, book.tasks.get(to, ()), issues[to])]
    return sorted(taken, key=lambda step: (step.urgency, step.number or 0))


def _steps(book: Book, to: Recipient, tasks: Sequence[Task], issues: Sequence[Found]) -> list[Step]:
    """The first of the open issues is kept up and others give way to it; where there is none, one may be opened."""
    opened = [issue for issue in issues if issue.is_open]
    if not opened:
        return _anew(book, to, tasks, [issue for issue in issues if not issue.is_duplicate])
    # Ticks that people have set in a duplicate are not lost.
    told = _joined(line for issue in opened for line in issue.lines)
    rows = _rows(book, _with_waiting(book, tasks, told), told)
    first, *others = opened
    step = Step("keep" if rows else "close", to, first.round, first.number, rows, _done(book, told, rows))
    return [step, *(Step("merge", to, one.round, one.number, into=first.number) for one in others)]


def _anew(book: Book, to: Recipient, tasks: Sequence[Task], closed: Sequence[Found]) -> list[Step]:
    """What somebody has closed while it was due stays closed, until more falls due or it is time to escalate."""
    told = _joined(line for issue in closed for line in issue.lines if line.done is None)
    rows = _rows(book, _with_waiting(book, tasks, told), told)
    if not rows:
        return []
    year = book.today.year
    last = next((issue for issue in reversed(closed) if issue.round == year), None)
    if all(_is_declined(row, told) for row in rows):
        return [Step("respect", to, closed[-1].round, closed[-1].number, rows)]
    if last is None:
        return [Step("open", to, year, None, rows)]
    return [Step("reopen", to, year, last.number, rows, _done(book, _joined(last.lines), rows))]


def _is_declined(row: Row, told: Mapping[Key, Line]) -> bool:
    line = told.get(row.task.key)
    return line is not None and line.escalated == row.escalated


def _joined(lines: Iterable[Line]) -> dict[Key, Line]:
    """The lines by what they are about; of two about the same the earlier days count, and any tick."""
    found: dict[Key, Line] = {}
    for line in lines:
        same = found.get(line.key)
        if same is None:
            found[line.key] = line
            continue
        escalated = min((day for day in (same.escalated, line.escalated) if day is not None), default=None)
        found[line.key] = same._replace(
            told=min(same.told, line.told),
            escalated=escalated,
            is_ticked=same.is_ticked or line.is_ticked,
        )
    return found


def _rows(book: Book, tasks: Iterable[Task], told: Mapping[Key, Line]) -> tuple[Row, ...]:
    return tuple(_row(book, task, told.get(task.key)) for task in tasks)


def _with_waiting(book: Book, tasks: Sequence[Task], told: Mapping[Key, Line]) -> list[Task]:
    """The tasks, and besides texts that lacked their approval before they took effect, and still do."""
    known = {task.key for task in tasks}
    waiting = [
        Task(key, book.dues[key.id], key.since)
        for key, line in told.items()
        if line.done is None and key not in known and _lacks_approval(book, key)
    ]
    return sorted([*tasks, *waiting], key=lambda task: (task.day, task.key))


def _lacks_approval(book: Book, key: Key) -> bool:
    is_over = key.kind != "approval" or key.since > book.today or _has_ended(book, key.id)
    return not is_over and book.approved(key.id, key.since) is False


def _has_ended(book: Book, id: str) -> bool:
    due = book.dues.get(id)
    return due is None or due.start is None


def _row(book: Book, task: Task, line: Line | None) -> Row:
    # What was struck out by mistake, or by a record that was taken back, begins anew.
    if line is None or line.done is not None:
        return Row(task, book.today)
    # The day may have been written by anybody.
    told = min(line.told, book.today)
    late = plus(max(task.day, told), _DAYS * book.weeks)
    is_late = task.key.kind == "review" and late <= book.today
    return Row(task, told, line.escalated or (book.today if is_late else None), line.is_ticked)


def _done(book: Book, told: Mapping[Key, Line], rows: Iterable[Row]) -> tuple[Done, ...]:
    """What was told and is no longer due: what is over is told once more, and stays to be seen until the year ends."""
    due = {row.task.key for row in rows}
    again = {key[:2] for key in due}
    found = []
    for key, line in told.items():
        if line.done is not None:
            if key[:2] not in again and line.done.year == book.today.year:
                found.append(Done(line, None))
        elif key not in due and (fate := _fate(book, key)) is not None:
            found.append(Done(line._replace(done=book.today), fate))
    return tuple(sorted(found, key=lambda one: (str(one.line.done), one.line.key)))


def _fate(book: Book, key: Key) -> Fate | None:
    """How a task came to its end; none where it has not, and somebody else is told of it now."""
    due = book.dues.get(key.id)
    if key.kind == "approval":
        if book.approved(key.id, key.since):
            return "approved"
        return "ended" if key.since <= book.today and _has_ended(book, key.id) else None
    if due is None or due.start is None:
        return "ended"
    if due.start.day <= key.since:
        return None
    return "renewed" if due.start.source == "effective" else "reviewed"
