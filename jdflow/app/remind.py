"""`remind`: what the plan of a day and the content at the same commit have to say, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from jdflow.app.texts import reading_at
from jdflow.calendar import plus
from jdflow.deliver.kinds import KINDS
from jdflow.git.tree import tree_of
from jdflow.output.reminder import Sheet
from jdflow.query.reminders import Book, Key, Task, grouped, reviews_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jdflow.app.plan import Entry, Plan
    from jdflow.app.repository import Source
    from jdflow.language import Voice
    from jdflow.query.assignees import Assignees
    from jdflow.query.reminders import Recipient, Row

_EVERYWHERE = tuple(dict.fromkeys(path for kind in KINDS.values() for path in kind.owners))
_MOST_BYTES = 1024 * 1024


class Agenda:
    """What is to be said on a day, by the plan of it and by the content at the same commit."""

    def __init__(self, plan: Plan, source: Source) -> None:
        self.plan = plan
        self.source = source
        self._reading = reading_at(source)
        self.settings = self._reading.settings
        self._by_first = {entry.first_id: id for id, entry in plan.entries.items()}
        self._dues = {entry.first_id: entry.due for entry in plan.entries.values()}

    @property
    def book(self) -> Book:
        """The tasks by those who are told."""
        today, settings = self.plan.day, self.settings
        due = reviews_due(self.plan.reviews(), today, settings.review.warning_days)
        tasks = [
            Task(Key("review", self.plan.first_id(item.id), item.start.day), item, item.due)
            for item in due
            if item.start is not None and item.due is not None
        ]
        by_manager = settings.reminders.grouping == "juht"
        recipients = grouped([*tasks, *self._to_be_approved()], self.first_id, by_manager=by_manager)
        return Book(today, recipients, self._dues, self._approved, settings.reminders.escalation_weeks)

    def sheet(self, voice: Voice, longest: int, kind: str | None = None, address: str | None = None) -> Sheet:
        """What is needed to word it, with links into the forge of that kind at that address."""
        forge = self.settings.forge
        given = (address or forge.address or "").rstrip("/")
        # An address may not end the link that it stands in.
        where = quote(given, safe=":/@%-._~")
        known = KINDS.get(kind or forge.kind or "") if given.startswith("https://") else None

        def edited_at(id: str) -> str | None:
            path = self._reading.first_paths.get(id)
            if known is None or path is None:
                return None
            whole = quote(f"{self.source.folder}{path}".encode("utf-8", "surrogateescape"))
            return known.edited_at.format(address=where, branch=quote(forge.branch), path=whole)

        def commit_at(commit: str) -> str | None:
            return None if known is None else known.commit_at.format(address=where, commit=commit)

        return Sheet(self.plan, self._dues, edited_at, commit_at, self.head_of, voice, longest, self.plan.day)

    def owners(self, kind: str | None = None) -> str | None:
        """The file that says whose each file is, if there is one where that kind of forge looks for it."""
        known = KINDS.get(kind or self.settings.forge.kind or "")
        places = known.owners if known is not None else _EVERYWHERE
        tree = tree_of(self.source.repository, self.source.commit)
        path = next((path for path in places if path in tree.files), None)
        return None if path is None else tree.read(path, _MOST_BYTES).decode("utf-8", "replace")

    def first_id(self, id: str) -> str:
        """The id that a position had first, whichever of its ids is given."""
        if id in self.plan.entries:
            return self.plan.first_id(id)
        if id not in self._by_first:
            now = next((card.id for card in self._reading.naming(id) if id in dict(card.former_ids)), None)
            if now in self.plan.entries:
                return self.plan.first_id(str(now))
        return id

    def known(self) -> set[str]:
        """The ids that somebody may be assigned by."""
        return {*self.plan.entries, *self._by_first, *self._reading.organisation.units}

    def paths(self, rows: Iterable[Row]) -> list[str]:
        """The files of these positions in the repository."""
        paths = (self._reading.first_paths.get(row.task.due.id) for row in rows)
        return [f"{self.source.folder}{path}" for path in paths if path is not None]

    def told(self, to: Recipient, rows: Sequence[Row], assignees: Assignees) -> tuple[str, ...]:
        """The accounts of a recipient."""
        return assignees.of(self.ids_of(to), self.paths(rows))

    def superior(self, to: Recipient, assignees: Assignees) -> tuple[str, ...]:
        """The accounts of a recipient's own manager, else of those who look after the settings."""
        return assignees.of(self.ids_above(to), [f"{self.source.folder}shared/settings.yaml"])

    def has_superior(self, to: Recipient, assigned: Iterable[str], assignees: Assignees) -> bool:
        """Whether a recipient's own manager is among those who are assigned; whoever owns a file need not be one."""
        known = set(map(str.casefold, assignees.named(self.ids_above(to))))
        return not known.isdisjoint(map(str.casefold, assigned))

    def ids_of(self, to: Recipient) -> list[str]:
        """The ids by which somebody may be named as a recipient."""
        if to.kind == "position":
            return [self._by_first.get(to.id, to.id), to.id]
        head = self._head(to)
        return [to.id] if head is None else [to.id, head, self.first_id(head)]

    def ids_above(self, to: Recipient) -> list[str]:
        """The ids of the position that a recipient's own answers to; a unit has none."""
        due = self._dues.get(to.id) if to.kind == "position" else None
        manager = None if due is None or due.manager is None else self.first_id(due.manager)
        return [] if manager in {None, to.id} else [str(manager), self._by_first.get(str(manager), str(manager))]

    def head_of(self, to: Recipient) -> str | None:
        """The position that leads a unit, by its first id."""
        head = self._head(to)
        return None if head is None else self.first_id(head)

    def _head(self, to: Recipient) -> str | None:
        unit = self._reading.organisation.units.get(to.id) if to.kind == "unit" else None
        return None if unit is None or unit.head is None else unit.head.id

    def _to_be_approved(self) -> list[Task]:
        """Versions that take effect in the window of warning, and no approval is recorded.

        One that has been approved stands beside the next; so of those to come only the last can lack an approval, and
        that is the one in the file.
        """
        today = self.plan.day
        last = plus(today, self.settings.review.warning_days)
        found = []
        for id, entry in self.plan.entries.items():
            days = [day for day in _upcoming(entry, today) if day <= last]
            card = self._reading.get(id) if days else None
            day = None if card is None or card.approved_on is not None else card.effective_from
            if day is not None and day in days:
                found.append(Task(Key("approval", entry.first_id, day), entry.due, day))
        return found

    def _approved(self, first_id: str, day: date) -> bool | None:
        id = self._by_first.get(first_id, first_id)
        card = self._reading.get(id)
        return None if card is None or card.effective_from != day else card.approved_on is not None


def _upcoming(entry: Entry, today: date) -> list[date]:
    row = entry.row
    days = [] if row is None else [row.effective_from, row.next_effective_from]
    return [day for day in days if day is not None and day > today]
