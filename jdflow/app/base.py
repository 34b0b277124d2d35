"""`check --base`: what a branch may not do, held against the history that it began from."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from hashlib import sha1, sha256
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.check import Report, check_reading, examine_together, set_aside_twins
from jdflow.app.chronicle import Chronicle
from jdflow.app.declared import Declared
from jdflow.app.eye import facts_of
from jdflow.app.kept import shelf_of
from jdflow.app.reading import Reading
from jdflow.app.texts import incomplete, is_whole, reading_at
from jdflow.git.history import records, texts
from jdflow.git.tree import commit_of
from jdflow.history.messages import records_in
from jdflow.history.records import Message, trailer_records
from jdflow.history.timeline import timeline
from jdflow.intake.contents import is_within
from jdflow.intake.snapshot import Worktree
from jdflow.model.version import Moment, State, Timeline
from jdflow.problems import Place, history
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.position import resolve
from jdflow.rules import changes, revisions
from jdflow.rules.changes import Branch, Gone, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jdflow.app.repository import Source
    from jdflow.history.timeline import Sight
    from jdflow.intake.shelf import Shelf
    from jdflow.model.card import Card
    from jdflow.model.position import Ref
    from jdflow.model.resolved import Resolved
    from jdflow.problems import Problem

_SHORT = 12
# Revisions that mean another commit in another clone, where people type what they have read.
_OF_HERE = re.compile(r"^(?:HEAD|@)$|[~^:]|@\{")


class Base(NamedTuple):
    """The commit where a branch began, and what the user has named instead: a branch that has gone on, perhaps."""

    commit: str
    revision: str


def check_since(root: Path, source: Source, base: Base, today: date, only: tuple[str, ...]) -> Report:
    """Every problem of the content on disk, and what must not have happened to it since the branch began."""
    return Since(root, source, base, only).report(today)


class _Now:
    """What the work tree leaves of a position, as if it were committed today; without a state, nothing."""

    def __init__(self, at: Moment, state: State | None) -> None:
        self.moment = at
        self.state = state
        self.is_gone = state is None
        self.effective_from = None if state is None else state.facts.effective_from
        self.may_end = state is not None and state.facts.effective_to is not None

    def echoes(self) -> Sequence[Sight]:
        """Nothing comes after it."""
        return ()


class Since:
    """The content on disk, looked at file by file, beside that of the commit where the branch began."""

    def __init__(self, root: Path, source: Source, base: Base, only: tuple[str, ...] = ()) -> None:
        self.reading = reading = Reading(Worktree(root))
        self.base = base
        self.only = only
        self.source = source._replace(commit=base.commit)
        self.earlier = reading_at(self.source)
        self.declared = Declared(source, base.commit, self.earlier, reading)
        # Compared first, while the bytes of every file are at hand anyway.
        self.changed_blocks = frozenset(
            key
            for key in reading.contents.blocks.keys() | self.earlier.contents.blocks.keys()
            if self._differs(reading.contents.blocks.get(key), self.earlier.contents.blocks.get(key))
        )
        positions = reading.contents.positions
        self.changed_files = {
            path
            for path, id in positions.items()
            if is_within(path, only) and self._differs(path, self.earlier.first_paths.get(id))
        }
        if not only:
            examine_together(reading, root)

    def report(self, today: date) -> Report:
        """What the check says of both."""
        plain = check_reading(self.reading, today, self.only)
        revision, repository = self.base.revision, self.source.repository
        is_there = _OF_HERE.search(revision) is None and commit_of(repository, revision) == self.base.commit
        name = revision if is_there else self.base.commit[:_SHORT]
        found = [problem for problem in self._problems(name, today) if is_within(problem.place.path, self.only)]
        problems = set_aside_twins([*plain.problems, *found])
        self._shelf.keep()
        return plain._replace(problems=sorted(problems, key=lambda problem: (problem.place, problem.rule.code)))

    def _differs(self, path: str | None, earlier: str | None) -> bool:
        """Whether the files are other than each other, to the byte."""
        if path is None or earlier is None:
            return path is not earlier
        blob = self.earlier.snapshot.identity(earlier)
        data = self.reading.bytes_of(path)
        return not isinstance(data, bytes) or blob is None or _blob_of(data, blob) != blob

    @cached_property
    def chronicle(self) -> Chronicle:
        """The history of all positions up to the base; read only where something has changed."""
        return Chronicle(self.source, self.earlier, self._shelf)

    @cached_property
    def _shelf(self) -> Shelf:
        return shelf_of(self.source.repository)

    # -- what is compared ----------------------------------------------------------------------------------------------

    def _problems(self, name: str, today: date) -> Iterator[Problem]:
        """What is wrong with what has changed."""
        branch = Branch(name, self._declared, self.reading.book(today), self._changed_at)
        gone = {one.id: one for one in self._gone(today)}
        for card in self._touched():
            if card.path in self.changed_files:
                yield from self._judge(card, branch, gone)
            else:
                yield from self._judge_blocks(card, branch)
        for one in gone.values():
            yield from changes.vanished(one, branch)
        yield from self._doubts(today)
        if self.reading.settings.ignore_revs:
            yield from revisions.unknown(self.reading.settings, self._line)

    @property
    def _line(self) -> set[str]:
        """The commits of the main line, up to where it is now, and of the branch."""
        repository, ends = self.source.repository, (self.base.revision, self.declared.source.commit)
        lines = (records(repository, "--first-parent", commit_of(repository, end), "--") for end in ends)
        return {texts(record)[0].partition(" ")[0] for line in lines for record in line}

    def _declared(self, card: Card) -> str | None:
        """The commit that calls the changes of the position's text editorial."""
        return self.declared.commit([card.id, *(former for former, _ in card.former_ids)])

    def _touched(self) -> Iterator[Card]:
        """The positions that are other than they were: their own file, or a block that they use."""
        dirty = {
            key for key in self.reading.contents.blocks if not self.changed_blocks.isdisjoint(self._blocks_in([key]))
        }
        for path, id in self.reading.contents.positions.items():
            if not is_within(path, self.only) or not (path in self.changed_files or dirty):
                continue
            card = self.reading.examine(path).card
            if card is None or self._claims[id] > 1:
                continue
            if path in self.changed_files or any(use.block in dirty for use in card.uses):
                yield card

    def _blocks_in(self, keys: Iterable[str]) -> list[str]:
        return self.reading.blocks_in(keys) if self.changed_blocks else []

    def _judge_blocks(self, card: Card, branch: Branch) -> Iterator[Problem]:
        """A position whose own file is the same: only its blocks can have changed its text."""
        position, _ = self.reading.position(card.id)
        if position is None:
            return
        # Blocks change for many positions at once: each file is read once for both texts.
        now, before = (
            _state_of(resolve(position, library)) for library in (self.reading.library, self.earlier.library)
        )
        if now.fingerprint == before.fingerprint or incomplete(self.reading, card.id):
            return
        if not is_whole(self.earlier, position._replace(path=self.earlier.first_paths[card.id]), ()):
            yield from self._judge(card, branch, {})
            return
        old = Timeline(card.id, (), (), before)
        yield from changes.changed_silently(Turn(card, now, old, old, self._blocks_of(card)), branch)

    def _judge(self, card: Card, branch: Branch, gone: dict[str, Gone]) -> Iterator[Problem]:
        now = self._state(card.id)
        if now is None:
            return
        home = self._home(card)
        sights: Sequence[Sight] = () if home is None else self.chronicle.sights(home)
        old = Timeline(card.id, (), (), None) if home is None else self.chronicle.timeline(home)
        if home == card.id and old.last is None and (last := _last_of(sights)) is not None and _was_dated(old):
            yield from changes.reused(card, now, last, sights[-1].moment.day)
            return
        if home is None or old.last is None:
            twin = next((one for one in gone.values() if self._is_twin(card, now, one)), None)
            if twin is not None:
                yield changes.renamed(card, gone.pop(twin.id))
                return
        elif home != card.id:
            gone.pop(home, None)
        if old.last is not None:
            old = old._replace(last=_under_present_ids(old.last, self._renames))
        new = timeline(card.id, [*sights, _Now(self._moment(branch.today), now)])
        yield from changes.judge(Turn(card, now, old, new, self._blocks_of(card)), branch)

    def _blocks_of(self, card: Card) -> tuple[str, ...]:
        """The shared blocks that have changed, of those that the position uses."""
        used = self._blocks_in(use.block for use in card.uses)
        return tuple(key for key in used if key in self.changed_blocks)

    def _is_twin(self, card: Card, now: State, gone: Gone) -> bool:
        """Whether the file or its text is that of a position whose file is gone."""
        last = gone.old.last
        return not self._differs(card.path, gone.path) or (last is not None and last.fingerprint == now.fingerprint)

    def _home(self, card: Card) -> str | None:
        """The id under which history tells of the position until now; that of one that has ended comes last."""
        current, living = self.chronicle.current, self.earlier.ids()
        former = [current[id] for id, _ in card.former_ids if id in current and id not in self.reading.ids()]
        if card.id in living:
            return current.get(card.id)
        held = [current[card.id]] if current.get(card.id) == card.id else []
        return next((id for id in (*(id for id in former if id in living), *held, *former)), None)

    def _state(self, id: str) -> State | None:
        """What the position says now; none where the check has said already that nobody can tell."""
        if incomplete(self.reading, id):
            return None
        resolved = self.reading.resolved(id)
        return None if resolved is None else _state_of(resolved)

    @cached_property
    def _claims(self) -> Counter[str]:
        """How many files claim each id."""
        return Counter(self.reading.contents.positions.values())

    @cached_property
    def _claims_on_gone(self) -> dict[str, tuple[Card, Place]]:
        """The ids of files that are gone, each with the position that names it as its own earlier one, and where."""
        return {
            id: (card, dict(card.former_ids)[id])
            for id in self.earlier.ids() - self.reading.ids()
            for card in self.reading.naming(id)
            if id in dict(card.former_ids)
        }

    @cached_property
    def _renames(self) -> dict[str, str]:
        """The ids of files that are gone, and the new ones of those that go on under them."""
        claims = self._claims_on_gone.items()
        return {id: card.id for id, (card, _) in claims if id == self._heir_of(card)}

    def _heir_of(self, card: Card) -> str | None:
        """Of several positions that are to become this one, that which does: the first that it names."""
        return next((id for id, _ in card.former_ids if id in self._claims_on_gone), None)

    def _moment(self, today: date) -> Moment:
        """The commit that a merge today would make."""
        past = self.chronicle.past
        day = max([today, *(one.day for one in past.moments[-1:])])
        return Moment(past.end, "", day, 0, "")

    def _gone(self, today: date) -> Iterator[Gone]:
        """The positions whose files are gone, and that do not go on under another id."""
        for id in sorted(self.earlier.ids() - self.reading.ids()):
            home = None if id in self._renames else self.chronicle.current.get(id)
            if home is not None:
                new = timeline(id, [*self.chronicle.sights(home), _Now(self._moment(today), None)])
                card, at = self._claims_on_gone.get(id, (None, None))
                other = None if card is None else self._heir_of(card)
                yield Gone(id, self.earlier.first_paths[id], self.chronicle.timeline(home), new, other, at)

    # -- what is said of it --------------------------------------------------------------------------------------------

    def _changed_at(self, block: str) -> Place:
        """The first line of a shared block that is another than it was."""
        path = self.reading.contents.blocks.get(block)
        earlier = self.earlier.contents.blocks.get(block)
        if path is None or earlier is None:
            return Place(path or earlier or block)
        lines = self.reading.searchable(path).split(b"\n")
        others = self.earlier.searchable(earlier).split(b"\n")
        pairs = enumerate(zip_longest(lines, others), 1)
        number = min(next((number for number, (one, other) in pairs if one != other), 1), len(lines))
        return Place(path, number, 1, number, 1)

    def _doubts(self, today: date) -> Iterator[Problem]:
        """Lines of the branch's commits that look like records of reviews."""
        said = self.declared.said
        if not any(records_in(side.message) for side in said):
            return
        known = self._moment(today)
        messages = [Message(side.commit, side.seconds, side.message, known) for side in said]
        names = {id: id for id in self.reading.ids()} | self.chronicle.current
        for doubt in trailer_records(messages, names, lambda id, _: self._is_reviewed(id))[1]:
            ids = doubt.advice.params.get("ids", "ID")
            yield history.DOUBTFUL_REVIEW.at(
                Place("positions"), said=doubt.message, commit=doubt.commit[:_SHORT], ids=ids
            )

    def _is_reviewed(self, id: str) -> bool:
        """Whether the field tells of another review than it did."""
        before, now = self.earlier.get(id), self.reading.get(id)
        return now is not None and now.reviewed_on not in {None, None if before is None else before.reviewed_on}


def _state_of(resolved: Resolved) -> State:
    """The position as history would tell of it."""
    return State(facts_of(resolved.position), lambda: fingerprint(resolved), lambda: resolved)


def _under_present_ids(state: State, renames: Mapping[str, str]) -> State:
    """The position with those that it names under the ids that they have now: another file name is no other text."""
    if not renames or state.resolved is None:
        return state

    def present(ref: Ref) -> Ref:
        return ref if ref.id is None else ref._replace(id=renames.get(ref.id, ref.id))

    position = state.resolved.position
    position = position._replace(
        manager=None if position.manager is None else present(position.manager),
        substitutes=tuple(map(present, position.substitutes)),
        substitutes_for=tuple(map(present, position.substitutes_for)),
        reports="auto" if position.reports == "auto" else tuple(map(present, position.reports)),
    )
    return _state_of(state.resolved._replace(position=position))


def _last_of(sights: Sequence[Sight]) -> State | None:
    """What a file that is gone said last."""
    return next((state for sight in reversed(sights) if not sight.is_gone and (state := sight.state) is not None), None)


def _was_dated(old: Timeline) -> bool:
    """Whether there was ever more than a draft."""
    return bool(old.versions or old.withdrawn)


def _blob_of(data: bytes, like: str) -> str:
    """The name that Git gives to a file, in a repository that has such names."""
    make = sha1 if len(like) == len(sha1(usedforsecurity=False).hexdigest()) else sha256
    return make(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
