"""Which commit calls the changes of a text editorial, of those between two contents; one rule for all who ask."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.texts import reading_at
from jdflow.git.brought import brought, said_since
from jdflow.git.history import main_line
from jdflow.history.messages import GREP, declared_in
from jdflow.resolve.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source
    from jdflow.git.brought import Side
    from jdflow.git.history import Step

_FEW = 16


class _Turn(NamedTuple):
    """A commit of the line from one content to the other, and what it says of itself and of what it brought in."""

    step: Step
    declared: str | None
    # What a merge brought in from the branch that this one began from is not this one's own.
    is_own: bool


class Declared:
    """The commits from a base, exclusive, to the one that is asked for, and what is not committed yet."""

    def __init__(self, source: Source, base: str, before: Reading, after: Reading) -> None:
        self.source = source
        self.base = base
        self.before = before
        self.after = after
        # A commit's content is looked at for one position after the other.
        self._reading_at = lru_cache(maxsize=_FEW)(lambda commit: reading_at(source._replace(commit=commit)))

    @cached_property
    def said(self) -> list[Side]:
        """The commits between the two that may say something of reviews or of editorial changes, the oldest first."""
        return said_since(self.source.repository, self.base, self.source.commit, GREP)

    @cached_property
    def _turns(self) -> list[_Turn]:
        """The line back from the last commit, the newest first; none where nothing is declared at all."""
        repository, last = self.source.repository, self.source.commit
        declaring = {side.commit for side in self.said if declared_in(side.message) is not None}
        if not declaring:
            return []
        within = {side.commit for side in said_since(repository, self.base, last, "")}
        sides = brought(repository, last, GREP, self.base)
        turns = []
        for step in takewhile(lambda step: step.commit in within, main_line(repository, last)):
            saying = (step.commit, *(side.commit for side in reversed(sides.get(step.commit, []))))
            is_own = len(step.parents) == 1 or not within.isdisjoint(step.parents[1:])
            turns.append(_Turn(step, next((commit for commit in saying if commit in declaring), None), is_own))
        return turns

    def commit(self, names: Sequence[str]) -> str | None:
        """The last commit that calls changes editorial, its own and those before; none where more changed since.

        The names are the ids of the position, the one that it has in the end first.
        """
        if not self._turns or self._print(self.after, names) != self._print_at(self.source.commit, names):
            return None
        blocks = {f"{self.source.folder}{path}" for path in self._blocks_of(names)}
        for turn in self._turns:
            if turn.declared is not None:
                return turn.declared
            if turn.is_own and self._touches(turn.step, names, blocks) and self._changes(turn.step, names):
                return None
        return None

    def _blocks_of(self, names: Sequence[str]) -> Iterator[str]:
        """The shared blocks that the position uses at either end."""
        for reading in (self.before, self.after):
            card = next((reading.get(name) for name in names if name in reading.ids()), None)
            for key in () if card is None else reading.blocks_in(use.block for use in card.uses):
                yield reading.contents.blocks[key]

    def _touches(self, step: Step, names: Sequence[str], blocks: set[str]) -> bool:
        """Whether the commit touched a file of the position, in whatever folder, or a block that it uses."""
        below = f"{self.source.folder}positions/"
        own = {f"{name}.yaml" for name in names}
        return any(
            change.path in blocks or (change.path.startswith(below) and change.path.rpartition("/")[2] in own)
            for change in step.changes
        )

    def _changes(self, step: Step, names: Sequence[str]) -> bool:
        """Whether the commit left another text than it found."""
        before = self._print_at(step.parents[0], names) if step.parents else None
        return self._print_at(step.commit, names) != before

    def _print_at(self, commit: str, names: Sequence[str]) -> str | None:
        return self._print(self._reading_at(commit), names)

    @staticmethod
    def _print(reading: Reading, names: Sequence[str]) -> str | None:
        """The fingerprint of the position's text in that content."""
        id = next((name for name in names if name in reading.ids()), None)
        resolved = None if id is None else reading.resolved(id)
        return None if resolved is None else fingerprint(resolved)
