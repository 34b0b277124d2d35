"""The history of every position, up to the commit that is asked for: each read no further than an answer needs."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from jdflow.app.eye import Eye
from jdflow.app.helper import Helper, processors
from jdflow.app.memory import MOST_PROCESSES
from jdflow.app.past import Past
from jdflow.app.reading import Reading
from jdflow.app.recall import Recall
from jdflow.history.records import field_records, trailer_records
from jdflow.history.timeline import readable, timeline
from jdflow.intake.cache import history_folder
from jdflow.intake.snapshot import Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.app.past import File, Line
    from jdflow.app.repository import Source
    from jdflow.git import Repository
    from jdflow.history.records import Doubt
    from jdflow.model.organisation import Settings
    from jdflow.model.version import Facts, Moment, Record, State, Timeline

# A commit's name, whole or cut short: fewer letters may mean any.
_NAME = re.compile(r"[0-9a-f]{7,64}")
# Starting a process costs about as much as reading the texts of a few positions.
WORTH_SHARING = 25


class Sight:
    """What a commit left of a position: its date at a glance, the rest read when it is asked for."""

    def __init__(self, eye: Eye, moment: Moment, until: int, found: Sequence[tuple[str, str, File]]) -> None:
        self._eye = eye
        self.moment = moment
        self._until = until
        # The id, the path, the file; two of them where two files claim the id, none where there is no file.
        self._found = found
        self.is_echo = False
        self._echoes: list[Sight] | None = None

    @property
    def files(self) -> list[tuple[str, File]]:
        """The files that hold it, each with its path."""
        return [(path, file) for _, path, file in self._found]

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
        return None if self.facts is None else self.facts.effective_from

    @property
    def reviewed_on(self) -> date | None:
        """The day of review that its file seems to carry."""
        seen = self._eye.glance(self._found[0][2]) if self._found else None
        if seen is not None:
            return seen.reviewed_on
        return None if self.facts is None else self.facts.reviewed_on

    @property
    def may_have_former_ids(self) -> bool:
        """Whether its file may name earlier ids."""
        seen = self._eye.glance(self._found[0][2]) if self._found else None
        return seen is None or seen.has_former_ids

    @property
    def may_end(self) -> bool:
        """Whether its file may carry a last day."""
        seen = self._eye.glance(self._found[0][2]) if self._found else None
        return seen is None or seen.may_end

    @property
    def place(self) -> str | None:
        """The same for two sights only if their files say the same of the place; none where nobody can tell."""
        seen = self._eye.glance(self._found[0][2]) if len(self._found) == 1 else None
        # A file that may end says more with each sight: until when it was not over.
        return None if seen is None or seen.may_end else seen.place

    @property
    def state(self) -> State | None:
        """What it says; none where it cannot be read, or where nobody can tell which of two files is meant."""
        return self._eye.state(*self._found[0], self.moment.number) if len(self._found) == 1 else None

    @property
    def facts(self) -> Facts | None:
        """The facts of its file, as soon as it can be read; the blocks that it uses may have been mended later."""
        found = readable(self)
        return None if found is None or found.state is None else found.state.facts

    def echoes(self) -> Sequence[Sight]:
        """What later commits left of the same file, by changing the blocks that it uses."""
        if self.is_echo or len(self._found) != 1:
            return ()
        if self._echoes is None:
            self._echoes = self._find_echoes()
        return self._echoes

    def _find_echoes(self) -> list[Sight]:
        _, path, file = self._found[0]
        found: list[Sight] = []
        number = self.moment.number
        while True:
            paths = self._eye.blocks_of(path, file, number)
            before = number
            for number in self._eye.past.touched(paths, before, self._until):
                echo = Sight(self._eye, self._eye.past.moments[number], self._until, self._found)
                echo.is_echo = True
                found.append(echo)
                # Mostly the blocks include what they did: only where that changed are there others to be watched.
                if self._eye.includes_others(paths, before, number):
                    break
                before = number
            else:
                return found


def ignored_by(settings: Settings) -> Callable[[str], bool]:
    """Whether a commit counts as never made: its name, or the beginning of it, stands in `ignore_revs`."""
    names = tuple(name for item in settings.ignore_revs if _NAME.fullmatch(name := item.text.lower()))
    return lambda commit: commit.startswith(names)


def _remembered(repository: Repository) -> Path | None:
    """Where what is seen of this repository's history is kept."""
    folder = history_folder(Path(repository.working_dir))
    return None if folder is None else folder / "history.json"


class Chronicle:
    """All positions that history has held, by the ids that they have now or had last."""

    def __init__(self, source: Source, head: Reading, line: Line) -> None:
        self.source = source
        self.head = head
        self.past = Past(source, line, ignored_by(head.settings))
        self.recall = Recall(_remembered(source.repository))
        self._eye = Eye(self.past, head.known, self.recall)
        # What was seen of ids, to the end.
        self._whole: dict[tuple[str, ...], list[Sight]] = {}
        self._timelines: dict[str, Timeline] = {}
        # Every id that history has held → the one under which its history is told.
        self.current: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.recall.keep()

    def _join(self) -> None:
        """Joins earlier ids to those that name them (`varem`), unless they have a file of their own again."""
        self._eye.glance_at_all(path for paths in self.past.positions.values() for path in paths)
        former = {id: self._former_ids(id) for id in sorted(self.past.positions)}
        living = {id for id in former if self._sights([id])[-1:] and not self._sights([id])[-1].is_gone}
        joined: dict[str, str] = {}
        for id, names in former.items():
            taken: list[str] = []
            for name in names:
                # Of two that were there at once, only one can have become this position; the other has ended.
                if name in former and name not in living and name != id and not self._met(name, taken):
                    joined.setdefault(name, id)
                    taken.append(name)
        ways = [self._newest(id, joined) for id in former]
        self.current = {way[0]: way[-1] for way in ways}
        # Where a position has files under two of its ids for a while, the newer one tells.
        for way in sorted(ways, key=lambda way: (len(way), way[0])):
            self._names.setdefault(way[-1], []).append(way[0])

    def _met(self, name: str, others: Iterable[str]) -> bool:
        """Whether the position had a file when one of the others had one."""
        lives = [(start, end) for start, end, is_there in self._lives([name]) if is_there]
        met = (span for other in others for span in self._lives([other]))
        return any(is_there and start < to and end > since for start, end, is_there in met for since, to in lives)

    def _lives(self, names: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
        """From which commit to which the position had a file, and had none."""
        sights = self._sights(names)
        ends = [sight.moment.number for sight in sights[1:]] + [self.past.end] * bool(sights)
        return ((one.moment.number, end, not one.is_gone) for one, end in zip(sights, ends, strict=True))

    @staticmethod
    def _newest(id: str, joined: Mapping[str, str]) -> list[str]:
        """The ids from this one to the newest that the position has had."""
        seen = [id]
        while (after := joined.get(seen[-1])) is not None:
            if after in seen:
                # A circle of earlier ids is no answer to which is the newest.
                return seen[: seen.index(min(seen[seen.index(after) :])) + 1]
            seen.append(after)
        return seen

    def _former_ids(self, id: str) -> tuple[str, ...]:
        """The earlier ids that its last readable file names."""
        sights = self._sights([id])
        if not any(sight.may_have_former_ids for sight in sights if not sight.is_gone):
            return ()
        told = (sight.facts for sight in reversed(sights) if not sight.is_gone)
        return next((facts.former_ids for facts in told if facts is not None), ())

    def ids(self) -> list[str]:
        """The positions, those that have ended among them."""
        return sorted(self._names)

    def names(self, id: str) -> list[str]:
        """The ids that the position has had, the one it has now first."""
        return self._names[id]

    def first_id(self, id: str) -> str:
        """The id that the position had first."""
        return min(self._names[id], key=lambda name: (self.past.numbers(self.past.positions[name])[:1], name))

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
        """The commits that left the position's file, or a block that it uses, unreadable."""
        left = (each for sight in self.sights(id) if not sight.is_gone for each in (sight, *sight.echoes()))
        return [each.moment for each in left if each.state is None]

    def _sights(self, names: Sequence[str], end: int | None = None) -> list[Sight]:
        if end is None:
            if (key := tuple(names)) not in self._whole:
                self._whole[key] = self._sights(names, self.past.end)
            return self._whole[key]
        files = [(name, path) for name in names for path in self.past.positions[name]]
        numbers = [number for number in self.past.numbers(path for _, path in files) if number < end]
        return [
            Sight(self._eye, self.past.moments[number], until, self._found(files, number))
            for number, until in pairwise([*numbers, end])
        ]

    def look_together(self, work: Callable[[str], object]) -> None:
        """Does this with every position that was never read, shared among processes; what they see is remembered."""
        last = {id: [file for sight in self.sights(id)[-1:] for file in sight.files] for id in self.ids()}
        unread = [id for id, files in last.items() if not all(map(self._eye.has_read, files))]
        shares = min(MOST_PROCESSES, processors(), len(unread) // WORTH_SHARING)
        if shares <= 1:
            return
        # Git's answers to one process must not be read by another.
        self.source.repository.git.clear_cache()
        before = self.recall.copy()

        def share_of(share: int) -> dict[str, Any]:
            for id in unread[share::shares]:
                work(id)
            return self.recall.rows(before)

        helpers: list[Helper] = []
        # Where the system has no process to spare, fewer do the work.
        with suppress(OSError):
            for share in range(1, shares):
                helpers.append(Helper(partial(share_of, share)))  # noqa: PERF401 (those that began are kept)
        share_of(0)
        for helper in helpers:
            # What a helper did not find out is found out here, when it is asked for.
            if (rows := helper.result()) is not None:
                self.recall.take_over(rows)

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
            elif sight.reviewed_on != (said[-1][1] if said else None) and (facts := sight.facts) is not None:
                said.append((sight.moment, facts.reviewed_on))
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
