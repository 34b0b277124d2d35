"""Two contents, where a branch began and where it is now: which positions may have become others between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.git.history import uncommitted
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source


def changed_since(source: Source, base: str, root: Path | None) -> set[str]:
    """The paths of the content that are other than in that commit; on disk, committed or not, where a root is given."""
    repository = source.repository
    one, other = (tree_of(repository, commit).files for commit in (base, source.commit))
    paths = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    if root is not None:
        paths.update(path for folder in FOLDERS for path in uncommitted(repository, root / folder))
    return {path.removeprefix(source.folder) for path in paths if path.startswith(source.folder)}


class Between:
    """Two contents and the paths that differ: no more files are read than may have to do with them."""

    def __init__(self, before: Reading, after: Reading, changed: set[str]) -> None:
        self.before = before
        self.after = after
        self.changed = changed

    def names(self, id: str) -> list[str]:
        """The ids that the position has had, the one that it has now first."""
        if id not in self.after.ids():
            return [id]
        position, _ = self.after.position(id)
        former = () if position is None else position.former_ids
        return [id, *(item.text for item in former if item.text not in self.after.ids())]

    def positions(self) -> set[str]:
        """Those whose file is another or gone, or that may use a block that is."""
        sides = (*self.after.contents.blocks.items(), *self.before.contents.blocks.items())
        blocks = {key for key, path in sides if path in self.changed}
        return self.own() | (self._using(blocks) if blocks else set())

    def own(self) -> set[str]:
        """The positions whose own file is another or gone, those that go on under a new id by that one."""
        sides = (*self.after.contents.positions.items(), *self.before.contents.positions.items())
        own = {id for path, id in sides if path in self.changed}
        taken = {name for id in own if id in self.after.ids() for name in self.names(id)[1:]}
        return own - taken

    def _using(self, blocks: set[str]) -> set[str]:
        """The positions whose file may name one of the blocks, or one that includes it."""
        contents, todo, words = self.after.contents, set(blocks), set[str]()
        while todo:
            words |= todo
            todo = {key for key, path in contents.blocks.items() if self._may_name(path, todo)} - words
        return self.naming(words)

    def naming(self, words: Iterable[str]) -> set[str]:
        """The positions whose file may hold one of the words."""
        asked = set(words)
        return {id for path, id in self.after.contents.positions.items() if self._may_name(path, asked)}

    def _may_name(self, path: str, keys: set[str]) -> bool:
        """Whether the file may hold one of the words; where there is a backslash, they may be spelt with escapes."""
        data = self.after.searchable(path)
        return b"\\" in data or any(not key.isascii() or key.encode() in data for key in keys)
