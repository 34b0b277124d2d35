"""The history of every position, up to the commit that is asked for: each read no further than an answer needs."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.app.past import Past
from jdflow.app.reading import Known, Reading
from jdflow.app.texts import incomplete
from jdflow.history.glance import glance
from jdflow.history.records import field_records, trailer_records
from jdflow.history.timeline import timeline
from jdflow.intake.snapshot import MOST_BYTES, Commit, Unreadable
from jdflow.model.version import Facts, State
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.uses import uses_in_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.app.past import File
    from jdflow.app.repository import Source
    from jdflow.history.glance import Glance
    from jdflow.history.records import Doubt
    from jdflow.model.position import Position
    from jdflow.model.version import Moment, Record, Timeline

_BLOCKS = "shared/"


class Sight:
    """What a commit left of a position: its date at a glance, the rest read when it is asked for."""

    def __init__(self, eye: _Eye, moment: Moment, until: int, found: Sequence[tuple[str, str, File]]) -> None:
        self._eye = eye
        self.moment = moment
        self._until = until
        # The id, the path, the file; two of them where two files claim the id, none where there is no file.
        self._found = found
        self.is_echo = False

    @property
    def is_gone(self) -> bool:
        """Whether the position has no file any more."""
        return not self._found

    @property
    def effective_from(self) -> date | None:
        """The date that its file seems to carry."""
        seen = self._eye.glance(self._found[0][2])
        if seen is not None:
            return seen.effective_from
        return None if self.state is None else self.state.facts.effective_from

    @property
    def reviewed_on(self) -> date | None:
        """The day of review that its file seems to carry."""
        seen = self._eye.glance(self._found[0][2]) if self._found else None
        if seen is not None:
            return seen.reviewed_on
        return None if self.state is None else self.state.facts.reviewed_on

    @property
    def may_have_former_ids(self) -> bool:
        """Whether its file may name earlier ids."""
        seen = self._eye.glance(self._found[0][2]) if self._found else None
        return seen is None or seen.has_former_ids

    @property
    def state(self) -> State | None:
        """What it says; none where it cannot be read, or where nobody can tell which of two files is meant."""
        return self._eye.state(*self._found[0], self.moment.number) if len(self._found) == 1 else None

    def echoes(self) -> Sequence[Sight]:
        """What later commits left of the same file, by changing the blocks that it uses."""
        if self.is_echo or len(self._found) != 1:
            return ()
        _, path, file = self._found[0]
        found: list[Sight] = []
        number = self.moment.number
        while True:
            paths = self._eye.blocks_of(path, file, number)
            number = next((n for n in self._eye.past.numbers(paths) if number < n < self._until), self._until)
            if number == self._until:
                return found
            echo = Sight(self._eye, self._eye.past.moments[number], self._until, self._found)
            echo.is_echo = True
            found.append(echo)


class _Eye:
    """Files looked at, each once however many commits hold it."""

    def __init__(self, past: Past, known: Known) -> None:
        self.past = past
        self.known = known
        self._glances: dict[str, Glance | None] = {}
        self._states: dict[tuple[object, ...], State | None] = {}
        self._uses: dict[tuple[str, File], tuple[str, ...]] = {}

    def glance(self, file: File) -> Glance | None:
        """The file at a glance."""
        blob = file[1]
        if blob not in self._glances:
            self._glances[blob] = self._look(file)
        return self._glances[blob]

    def _look(self, file: File) -> Glance | None:
        try:
            data = Commit(self.past.tree_of({"x": file})).read("x")
        except Unreadable:
            return None
        return glance(data) if len(data) < MOST_BYTES else None

    def state(self, id: str, path: str, file: File, number: int) -> State | None:
        """What the file says, with its blocks as that commit left them."""
        blocks = {block: found for block in self.blocks_of(path, file, number) if (found := self._at(block, number))}
        key = (path, file, *blocks.items())
        if key not in self._states:
            self._states[key] = self._read(id, Reading(self._some({path: file} | blocks), self.known))
        return self._states[key]

    def _read(self, id: str, reading: Reading) -> State | None:
        if incomplete(reading, id):
            return None
        resolved = reading.resolved(id)
        if resolved is None:
            return None
        return State(facts_of(resolved.position), lambda: fingerprint(resolved), resolved)

    def _at(self, path: str, number: int) -> File | None:
        return self.past.file_at(path, number)

    def _some(self, files: Mapping[str, File]) -> Commit:
        return Commit(self.past.tree_of(dict(files)))

    def blocks_of(self, path: str, file: File, number: int) -> list[str]:
        """The files of the blocks that a position uses, and of those that they include, be they there or not."""
        found: set[str] = set()
        todo = list(self._used(path, file))
        while todo:
            block = todo.pop()
            if block not in found:
                found.add(block)
                there = self._at(block, number)
                todo += () if there is None else self._used(block, there)
        return sorted(found)

    def _used(self, path: str, file: File) -> tuple[str, ...]:
        """The files of the blocks that this file names."""
        if (path, file) not in self._uses:
            self._uses[path, file] = tuple(f"{_BLOCKS}{key}.yaml" for key in self._keys(path, file))
        return self._uses[path, file]

    def _keys(self, path: str, file: File) -> Iterator[str]:
        reading = Reading(self._some({path: file}), self.known)
        for id in reading.ids():
            card = reading.get(id)
            yield from () if card is None else dict.fromkeys(use.block for use in card.uses)
        for key in reading.contents.blocks:
            block = reading.library.get(key)
            yield from () if block is None else dict.fromkeys(wanted.use.block for wanted in uses_in_block(block))


def facts_of(position: Position) -> Facts:
    """What history needs to know of a position."""
    reports = () if position.reports == "auto" else position.reports
    return Facts(
        id=position.id,
        path=position.path,
        title=position.title,
        unit=position.unit,
        relation=position.relation,
        effective_from=position.effective_from,
        effective_to=position.effective_to,
        approval=position.approval,
        retroactive=position.retroactive,
        reviewed_on=position.reviewed_on,
        former_ids=tuple(item.text for item in position.former_ids),
        manager=None if position.manager is None else position.manager.id,
        substitutes=tuple(ref.id for ref in position.substitutes if ref.id is not None),
        qualifier=position.qualifier,
        others=tuple(ref.id for ref in (*position.substitutes_for, *reports) if ref.id is not None),
    )


class Chronicle:
    """All positions that history has held, by the ids that they have now or had last."""

    def __init__(self, source: Source, head: Reading) -> None:
        self.source = source
        self.head = head
        ignored = tuple(item.text for item in head.settings.ignore_revs)
        self.past = Past(source, lambda commit: commit.startswith(ignored))
        self._eye = _Eye(self.past, head.known)
        self._timelines: dict[str, Timeline] = {}
        # Every id that history has held → the one under which its history is told.
        self.current: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._join()

    def _join(self) -> None:
        """Joins earlier ids to those that name them (`varem`), unless they have a file of their own again."""
        former = {id: self._former_ids(id) for id in sorted(self.past.positions)}
        living = {id for id in former if self._sights([id])[-1:] and not self._sights([id])[-1].is_gone}
        joined: dict[str, str] = {}
        for id, names in former.items():
            for name in names:
                if name in former and name not in living and name != id:
                    joined.setdefault(name, id)
        for id in former:
            self.current[id] = self._newest(id, joined)
        for id in former:
            if self.current[id] == id:
                self._names[id] = [id]
        for id in sorted(former):
            if self.current[id] != id:
                self._names[self.current[id]].append(id)

    @staticmethod
    def _newest(id: str, joined: Mapping[str, str]) -> str:
        seen = [id]
        while (after := joined.get(seen[-1])) is not None:
            if after in seen:
                # A circle of earlier ids is no answer to which is the newest.
                return min(seen[seen.index(after) :])
            seen.append(after)
        return seen[-1]

    def _former_ids(self, id: str) -> tuple[str, ...]:
        """The earlier ids that its last readable file names."""
        for sight in reversed(self._sights([id])):
            if not sight.is_gone and not sight.may_have_former_ids:
                return ()
            if not sight.is_gone and sight.state is not None:
                return sight.state.facts.former_ids
        return ()

    def ids(self) -> list[str]:
        """The positions, those that have ended among them."""
        return sorted(self._names)

    def names(self, id: str) -> list[str]:
        """The ids that the position has had, the one it has now first."""
        return self._names[id]

    def timeline(self, id: str) -> Timeline:
        """The versions of a position."""
        if id not in self._timelines:
            self._timelines[id] = timeline(id, self.sights(id))
        return self._timelines[id]

    def timeline_known(self, id: str, moment: Moment) -> Timeline:
        """The versions of a position as that commit left them."""
        return timeline(id, self._sights(self._names[id], moment.number + 1))

    def sights(self, id: str) -> list[Sight]:
        """What each commit left that touched the position's own file."""
        return self._sights(self._names[id])

    def unreadable(self, id: str) -> list[Moment]:
        """The commits that left the position's file unreadable."""
        return [sight.moment for sight in self.sights(id) if not sight.is_gone and sight.state is None]

    def _sights(self, names: Sequence[str], end: int | None = None) -> list[Sight]:
        end = self.past.end if end is None else end
        files = [(name, path) for name in names for path in self.past.positions[name]]
        numbers = [number for number in self.past.numbers(path for _, path in files) if number < end]
        return [
            Sight(self._eye, self.past.moments[number], until, self._found(files, number))
            for number, until in pairwise([*numbers, end])
        ]

    # -- reviews -------------------------------------------------------------------------------------------------------

    @cached_property
    def _told(self) -> tuple[dict[str, list[Record]], list[Doubt]]:
        """What commits tell of reviews, by position; and what they seem to tell."""
        records, doubts = trailer_records(self.past.messages, self.current)
        by_id: dict[str, list[Record]] = {}
        for record in records:
            by_id.setdefault(record.id, []).append(record)
        return by_id, doubts

    @property
    def doubts(self) -> list[Doubt]:
        """What looks like the record of a review in a commit's message, and is none."""
        return self._told[1]

    def records(self, id: str) -> tuple[list[Record], list[Doubt]]:
        """The reviews of a position in the order of their days, and what its field only seems to tell."""
        said: list[tuple[Moment, date | None]] = []
        for sight in self.sights(id):
            # Only where the field changes need the file be read.
            if sight.is_gone:
                said.append((sight.moment, None))
            elif (not said or said[-1][1] != sight.reviewed_on) and (state := sight.state) is not None:
                said.append((sight.moment, state.facts.reviewed_on))
        held, doubts = field_records(id, said)
        records = [*self._told[0].get(id, []), *held]
        return sorted(records, key=lambda record: (record.on, record.known.number)), doubts

    def _found(self, files: Iterable[tuple[str, str]], number: int) -> list[tuple[str, str, File]]:
        """The files that hold the position after that commit, under the first of its ids that has any."""
        found: list[tuple[str, str, File]] = []
        for name, path in files:
            file = self.past.file_at(path, number)
            if file is not None and (not found or found[0][0] == name):
                found.append((name, path, file))
        return found

    def reading_at(self, moment: Moment) -> Reading:
        """The whole content as that commit left it."""
        return Reading(Commit(self.past.tree_of(self.past.files_at(moment.number))), self.head.known)
