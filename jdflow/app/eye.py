"""Files of the past looked at, each once however many commits hold it; what earlier runs saw is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.app.recall import Seen
from jdflow.app.texts import hinders, problems_of_file
from jdflow.git.blobs import as_packed, read_blobs
from jdflow.history.glance import glance
from jdflow.intake.snapshot import MOST_BYTES, READABLE, Commit
from jdflow.model.version import Facts, State
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.position import resolve
from jdflow.resolve.uses import uses_in_block, uses_in_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jdflow.app.line import File
    from jdflow.app.past import Past
    from jdflow.app.reading import Known
    from jdflow.app.recall import Recall
    from jdflow.history.glance import Glance
    from jdflow.model.position import Position
    from jdflow.model.resolved import Resolved
    from jdflow.problems import Problem

_BLOCKS = "shared/"
MOST_RECENT = 64


class Eye:
    """Looks at files as commits left them, no closer than it is asked to."""

    def __init__(self, past: Past, known: Known, recall: Recall) -> None:
        self.past = past
        self.known = known
        self.recall = recall
        # How many sights were made with it since somebody let go of them.
        self.sights = 0
        self._recent: dict[str, Resolved] = {}
        # Whether a block, with those that it includes, can be read whole.
        self._sound: dict[tuple[object, ...], bool] = {}
        # The file that was read last: what it uses is asked for first, and then the rest.
        self._last: tuple[tuple[str, File], tuple[Position | None, list[Problem]]] | None = None

    def glance_at_all(self, paths: Iterable[str]) -> None:
        """Looks at everything that these files have been, in one go."""
        self._glance_at((path, blob) for path in paths for blob in self.past.blobs(path))

    def _glance_at(self, files: Iterable[tuple[str, str]]) -> None:
        unseen: dict[str, list[str]] = {}
        for path, blob in files:
            if self.recall.lacks_glance(path, blob):
                unseen.setdefault(blob, []).append(path)
        repository = self.past.source.repository
        for blob, data in read_blobs(repository, as_packed(repository, unseen), MOST_BYTES):
            seen = glance(data) if len(data) < MOST_BYTES else None
            for path in unseen[blob]:
                self.recall.put_glance(path, blob, seen)

    def glance(self, path: str, file: File) -> Glance | None:
        """The file at a glance."""
        mode, blob = file
        if mode not in READABLE:
            return None
        self._glance_at([(path, blob)])
        return self.recall.glance(path, blob)

    def state(self, id: str, path: str, file: File, number: int) -> State | None:
        """What the file says, with its blocks as that commit left them; none where it cannot be read whole."""
        blocks = {block: found for block, found in self._blocks(path, file, number).items() if found is not None}
        recall, key, files = self.recall, self.recall.key(path, file, blocks), {path: file} | blocks
        if not recall.has_text(path, key):
            position = self._read(id, files)
            recall.put_text(path, key, None if position is None else Seen(facts_of(position), None))
        seen = recall.text(path, key)
        if seen is None:
            return None

        def words() -> Resolved:
            return self._recent.get(key) or self._remember(key, self._resolved(id, files))

        def print_of() -> str:
            # Another commit may have left the same text, and its fingerprint may have been asked for by now.
            found = recall.fingerprint(path, key)
            if found is None:
                found = fingerprint(words())
                recall.put_text(path, key, Seen(seen.facts, found))
            return found

        return State(seen.facts, seen.fingerprint or print_of, words)

    def _remember(self, key: str, resolved: Resolved) -> Resolved:
        """Keeps the words for a while: whoever asks for the facts of a text often asks for those next."""
        if len(self._recent) >= MOST_RECENT:
            self._recent.clear()
        self._recent[key] = resolved
        return resolved

    def _reading(self, files: Mapping[str, File]) -> Reading:
        return Reading(Commit(self.past.tree_of(dict(files))), self.known)

    def _read(self, id: str, files: Mapping[str, File]) -> Position | None:
        """The position, if its text can be read whole."""
        position, problems = self._position(id, *next(iter(files.items())))
        if position is None:
            return None
        reading = self._reading(files)
        if any(map(hinders, problems_of_file(reading, position, problems))):
            return None
        blocks = reading.blocks_in({wanted.use.block for wanted in uses_in_position(position)})
        return position if all(self._is_sound(reading, key) for key in blocks) else None

    def _position(
        self, id: str, path: str, file: File, reading: Reading | None = None
    ) -> tuple[Position | None, list[Problem]]:
        if self._last is None or self._last[0] != (path, file):
            self._last = (path, file), (reading or self._reading({path: file})).position(id)
        return self._last[1]

    def _is_sound(self, reading: Reading, key: str) -> bool:
        """Whether a block can be read whole, found out once for the same bytes of it and of all that it includes."""
        paths = [reading.contents.blocks[one] for one in reading.blocks_in([key])]
        same = (key, *((path, reading.snapshot.identity(path)) for path in paths))
        if same not in self._sound:
            self._sound[same] = not any(map(hinders, reading.block_problems(key)))
        return self._sound[same]

    def _resolved(self, id: str, files: Mapping[str, File]) -> Resolved:
        position, _ = self._position(id, *next(iter(files.items())))
        if position is None:
            # It was read before, from the very same bytes.
            raise AssertionError(id)
        reading = self._reading(files)
        return resolve(position, reading.library)

    def _at(self, path: str, number: int) -> File | None:
        return self.past.file_at(path, number)

    def blocks_of(self, path: str, file: File, number: int) -> list[str]:
        """The files of the blocks that a position uses, and of those that they include, be they there or not."""
        return list(self._blocks(path, file, number))

    def _blocks(self, path: str, file: File, number: int) -> dict[str, File | None]:
        found: dict[str, File | None] = {}
        todo = [*self._used(path, file)]
        for block in todo:
            if block not in found:
                found[block] = there = self._at(block, number)
                if there is not None:
                    todo += self._used(block, there)
        return dict(sorted(found.items()))

    def has_read(self, found: tuple[str, File]) -> bool:
        """Whether the file was ever read, by this run or an earlier one."""
        path, file = found
        return self.recall.uses(path, file[1]) is not None

    def includes_others(self, blocks: Iterable[str], before: int, after: int) -> bool:
        """Whether any of these includes others after that commit than after an earlier one, or has come or gone."""
        changed = self.past.shared_between(before, after).intersection(blocks)
        files = ((block, self._at(block, before), self._at(block, after)) for block in changed)
        return any(
            old is None or new is None or self._used(block, old) != self._used(block, new)
            for block, old, new in files
            if old != new
        )

    def _used(self, path: str, file: File) -> list[str]:
        """The files of the blocks that this file names."""
        used = self.recall.uses(path, file[1])
        if used is None:
            used = [f"{_BLOCKS}{block}.yaml" for block in self._keys(path, file)]
            self.recall.put_uses(path, file[1], used)
        return used

    def _keys(self, path: str, file: File) -> Iterator[str]:
        reading = self._reading({path: file})
        for id in reading.ids():
            position, _ = self._position(id, path, file, reading)
            uses = () if position is None else uses_in_position(position)
            yield from dict.fromkeys(wanted.use.block for wanted in uses)
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
        manager=None if position.manager is None else position.manager.id or position.manager.text,
        substitutes=tuple(ref.id or ref.text or "" for ref in position.substitutes),
        qualifier=position.qualifier,
        others=tuple(ref.id for ref in (*position.substitutes_for, *reports) if ref.id is not None),
    )
