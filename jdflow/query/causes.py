"""Why a line of a position is another: its own file says so, or a shared block that it uses as before has changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from jdflow.model.difference import OWN, Cause
from jdflow.resolve.uses import use_terms, uses_in_position

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from jdflow.model.resolved import Line, Resolved


class _Side:
    """The uses of shared blocks in one of the texts."""

    def __init__(self, resolved: Resolved | None) -> None:
        # By the place of the use, which is what a line of a block has for its own.
        self._block: dict[int, str] = {}
        self.terms: dict[str, Counter[Hashable]] = defaultdict(Counter)
        if resolved is None:
            return
        for wanted in uses_in_position(resolved.position):
            use = wanted.use
            self._block[id(use.at)] = use.block
            left_out = frozenset(item.text for item in use.minus)
            # The words of a block may depend on the relation.
            self.terms[use.block][use_terms(use), left_out, resolved.position.relation] += 1

    def block(self, line: Line, origin: str) -> str:
        """The block that the position itself names, which may include the one that the line comes from."""
        return self._block.get(id(line.at), origin)


class Causes:
    """The causes of changes between two texts."""

    def __init__(self, before: Resolved | None, after: Resolved | None) -> None:
        self._sides = _Side(before), _Side(after)

    def of(self, before: Line | None, after: Line | None) -> Cause:
        """The cause of a change of that line, of its coming, of its going."""
        origin = None
        for line, side in zip((before, after), self._sides, strict=True):
            if line is None:
                continue
            if line.origin is None or not self._used_as_before(side.block(line, line.origin)):
                return OWN
            origin = line.origin
        return OWN if origin is None else Cause("block", origin)

    def of_move(self, before: Line | None, after: Line | None, ranks: tuple[int, int]) -> Cause:
        """The cause of a move; the ranks are the line's among those of its block."""
        return self.of(before, after) if ranks[0] != ranks[1] else OWN

    def ranks(self, before: Iterable[Line | None], after: Iterable[Line | None]) -> tuple[list[int], list[int]]:
        """Of each line of two lists, how many of the same block stand before it."""
        return self._ranks(before, self._sides[0]), self._ranks(after, self._sides[1])

    @staticmethod
    def _ranks(lines: Iterable[Line | None], side: _Side) -> list[int]:
        seen = Counter[str | None]()
        ranks = []
        for line in lines:
            block = None if line is None or line.origin is None else side.block(line, line.origin)
            ranks.append(seen[block])
            seen[block] += 1
        return ranks

    def _used_as_before(self, block: str) -> bool:
        """Whether both texts use the block, as often and with the same variant, values and omissions."""
        before, after = (side.terms.get(block) for side in self._sides)
        return before is not None and before == after
