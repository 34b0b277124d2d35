"""The history of every position, up to the commit that is asked for: each read no further than an answer needs."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

from jdflow.app.eye import Eye
from jdflow.app.helper import Helper, processors
from jdflow.app.lives import Life, join
from jdflow.app.memory import MOST_PROCESSES
from jdflow.app.past import Past
from jdflow.app.reading import Reading
from jdflow.app.recall import Recall
from jdflow.app.sight import Sight
from jdflow.history.records import field_records, trailer_records
from jdflow.history.timeline import timeline
from jdflow.intake.snapshot import Commit
from jdflow.rules.revisions import ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from jdflow.app.line import File
    from jdflow.app.repository import Source
    from jdflow.intake.shelf import Shelf
    from jdflow.model.version import Doubt, Moment, Record, Timeline

# Starting a process costs about as much as reading the texts of a few positions.
WORTH_SHARING = 25
# What was seen is kept at hand of so many positions, and of so many commits in all.
MOST_AT_HAND, MOST_SIGHTS = 512, 20_000
# The files of so many positions are glanced at in one go.
MOST_GLANCED = 2048


def _is_gone(sight: Sight | None) -> bool:
    return sight is None or sight.is_gone


class Chronicle:
    """All positions that history has held, by the ids that they have now or had last."""

    def __init__(self, source: Source, head: Reading, shelf: Shelf) -> None:
        self.source = source
        self.head = head
        self.shelf = shelf
        self.past = Past(source, ignored(head.settings), shelf)
        self.recall = Recall(shelf)
        self._eye = Eye(self.past, head.known, self.recall)
        # What was seen of ids, to the end.
        self._whole: dict[tuple[str, ...], list[Sight]] = {}
        self._timelines: dict[str, Timeline] = {}
        self._looked_at = 0
        # Every id that history has held → the one under which its history is told; and the other way round.
        self.current, self._names = join(self._lives(), self.past.end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shelf.keep()

    def _lives(self) -> dict[str, Life]:
        """When each id that history has held had a file, and which earlier ids it names."""
        past, kept = self.past, self.shelf.get("lives")
        touched = None if kept is None else past.touched_beyond(kept["at"])
        known = {} if touched is None else {id: Life(*row) for id, row in kept["rows"].items()}
        lives = {id: life for id, life in known.items() if id in past.positions}
        may_name = any(path.startswith("shared/") for path in touched or ())
        anew = {
            id: paths
            for id, paths in past.positions.items()
            if id not in lives or not (touched or set()).isdisjoint(paths) or (may_name and lives[id].may_name)
        }
        for first in range(0, len(anew), MOST_GLANCED):
            ids = [*anew][first : first + MOST_GLANCED]
            if len(anew) > MOST_GLANCED:
                self._let_go()
            self._eye.glance_at_all(path for id in ids for path in anew[id])
            lives |= {id: self._life(id) for id in ids}
        if past.is_whole and (anew or kept is None or kept["at"] != past.mark):
            self.shelf.put("lives", "", {"at": past.mark, "rows": lives})
        return dict(sorted(lives.items()))

    def _life(self, id: str) -> Life:
        sights = self._sights([id])
        pairs = zip([None, *sights], sights, strict=False)
        turns = [sight.moment.number for before, sight in pairs if sight.is_gone is not _is_gone(before)]
        may_name = any(sight.may_have_former_ids for sight in sights if not sight.is_gone)
        told = (sight.facts for sight in reversed(sights) if not sight.is_gone) if may_name else ()
        return Life(next((facts.former_ids for facts in told if facts is not None), ()), turns, may_name)

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

    def blocks(self, id: str) -> list[str]:
        """The files of the blocks that the position uses now: a change of them changes its text."""
        return [] if not (last := self.sights(id)[-1:]) else last[0].blocks()

    def unreadable(self, id: str) -> list[Moment]:
        """The commits that left the position's file, or a block that it uses, unreadable."""
        left = (each for sight in self.sights(id) if not sight.is_gone for each in (sight, *sight.echoes()))
        return [each.moment for each in left if each.state is None]

    def _sights(self, names: Sequence[str], end: int | None = None) -> list[Sight]:
        if end is None:
            if (key := tuple(names)) not in self._whole:
                self._make_room()
                self._whole[key] = self._sights(names, self.past.end)
            return self._whole[key]
        files = [(name, path) for name in names for path in self.past.positions[name]]
        numbers = [number for number in self.past.numbers(path for _, path in files) if number < end]
        return [
            Sight(self._eye, self.past.moments[number], until, self._found(files, number))
            for number, until in pairwise([*numbers, end])
        ]

    def _make_room(self) -> None:
        """Lets go of what was seen of other positions: of ten thousand, few are looked at twice."""
        self._looked_at += 1
        if self._eye.sights >= MOST_SIGHTS or self._looked_at >= MOST_AT_HAND:
            self._eye.sights = 0
            self._whole.clear()
            self._timelines.clear()
        if self._looked_at >= MOST_AT_HAND:
            self._looked_at = 0
            self._let_go()

    def _let_go(self) -> None:
        """Lets go of what is kept by now and can be asked for again."""
        self.past.let_go()
        self.shelf.relieve()

    def look_together(self, work: Callable[[str], object], ids: Iterable[str]) -> None:
        """Does this with those of the positions that were never read, shared among processes."""
        last = {id: [file for sight in self.sights(id)[-1:] for file in sight.files] for id in ids}
        unread = [id for id, files in last.items() if not all(map(self._eye.has_read, files))]
        shares = min(MOST_PROCESSES, processors(), len(unread) // WORTH_SHARING)
        if shares <= 1:
            return
        # Git's answers to one process must not be read by another.
        self.source.repository.git.clear_cache()
        self.recall.begin_share()

        def share_of(share: int) -> list[list[Any]]:
            for id in unread[share::shares]:
                work(id)
            return self.recall.share()

        helpers: list[Helper] = []
        # Where the system has no process to spare, fewer do the work.
        with suppress(OSError):
            for share in range(1, shares):
                helpers.append(Helper(partial(share_of, share)))  # noqa: PERF401 (those that began are kept)
        share_of(0)
        for helper in helpers:
            # What a helper did not find out is found out here, when it is asked for.
            if (found := helper.result()) is not None:
                self.recall.take_over(found)

    # -- reviews -------------------------------------------------------------------------------------------------------

    @cached_property
    def _told(self) -> tuple[dict[str, list[Record]], list[Doubt]]:
        """What commits tell of reviews, by position; and what they seem to tell."""
        records, doubts = trailer_records(self.past.messages, self.current, self._is_in_field)
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
        held, doubts = self._in_field(id)
        records = [*self._told[0].get(id, []), *held]
        return sorted(records, key=lambda record: (record.on, record.known.number)), doubts

    def _is_in_field(self, id: str, moment: Moment) -> bool:
        return any(record.commit == moment.commit for record in self._in_field(id)[0])

    def _in_field(self, id: str) -> tuple[list[Record], list[Doubt]]:
        """The reviews that a position's field tells of, and what it only seems to tell."""
        said: list[tuple[Moment, date | None]] = []
        for sight in self.sights(id):
            # Only where the field changes need the file be read.
            if sight.is_gone:
                said.append((sight.moment, None))
            elif sight.reviewed_on != (said[-1][1] if said else None) and (facts := sight.facts) is not None:
                said.append((sight.moment, facts.reviewed_on))
        return field_records(id, said)

    def _found(self, files: Iterable[tuple[str, str]], number: int) -> list[tuple[str, str, File]]:
        """The files that hold the position after that commit, under the first of its ids that has any."""
        found: list[tuple[str, str, File]] = []
        for name, path in files:
            file = self.past.file_at(path, number)
            if file is not None and (not found or found[0][0] == name):
                found.append((name, path, file))
        return found

    def reading_at(self, moment: Moment, ids: Iterable[str]) -> Reading:
        """The whole content as that commit left it, these positions with the very files that their sights tell of."""
        files = self.past.files_at(moment.number)
        for id in ids:
            sights = [sight for sight in self.sights(id) if sight.moment.number <= moment.number]
            for path in (path for name in self.names(id) for path in self.past.positions[name]):
                files.pop(path, None)
            files |= dict(sights[-1].files if sights else ())
        return Reading(Commit(self.past.tree_of(files)), self.head.known)
