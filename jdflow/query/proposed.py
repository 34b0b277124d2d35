"""The changed positions of a branch, sorted: those with changes of their own, those that only shared blocks change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.model.comment import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_BLOCKS,
    MOST_CHANGES,
    MOST_LETTERS,
    Common,
    Shared,
    Touched,
    cut,
)
from jdflow.model.difference import NO_SPOT, Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.model.difference import Change

# So much of what both have in common stands before the first word that differs.
_BEFORE = 200


def gathered(positions: Iterable[Touched]) -> tuple[tuple[Touched, ...], tuple[Shared, ...]]:
    """Positions with changes of their own; and blocks with the positions that change through them alone."""
    own: list[Touched] = []
    by_blocks: dict[tuple[str, ...], list[Touched]] = {}
    for one in positions:
        blocks = _blocks(one)
        if blocks is None:
            own.append(one)
        else:
            by_blocks.setdefault(blocks, []).append(one)
    letters = _Letters()
    told = tuple(letters.told(one) for one in own)
    return told, tuple(letters.shared(blocks, by_blocks[blocks]) for blocks in sorted(by_blocks))


def _blocks(one: Touched) -> tuple[str, ...] | None:
    """The blocks that alone change the position's words; none where anything else does."""
    compared = one.compared
    causes = {change.cause.block for change in compared.difference.changes}
    if not causes or not (compared.has_before and compared.has_after):
        return None
    blocks = sorted(block for block in causes if block is not None)
    return tuple(blocks) if len(blocks) == len(causes) else None


class _Letters:
    """How many letters may still be told."""

    def __init__(self) -> None:
        self._left = MOST_LETTERS

    def told(self, one: Touched) -> Touched:
        """The position with no more changes than there is room for; of one that is gone, nobody reads the text."""
        told = one.compared.difference.changes if one.compared.has_after else ()
        changes, more = self._some(told)
        difference = Difference(tuple(changes), one.compared.difference.cls)
        return one._replace(compared=one.compared._replace(difference=difference), more=more)

    def shared(self, blocks: tuple[str, ...], several: Sequence[Touched]) -> Shared:
        """The positions without their changes, and each change once; numbers of lines differ from text to text."""
        counted: dict[Change, int] = {}
        for one in several:
            for change in dict.fromkeys(map(_placeless, one.compared.difference.changes)):
                counted[change] = counted.get(change, 0) + 1
        changes, more = self._some(list(counted))
        common = tuple(Common(change, counted[whole]) for change, whole in zip(changes, counted, strict=False))
        bare = (
            one._replace(
                compared=one.compared._replace(difference=Difference((), one.compared.difference.cls)),
                more=len(one.compared.difference.changes),
            )
            for one in several
        )
        return Shared(tuple(cut(block, LONGEST_NAME) for block in blocks[:MOST_BLOCKS]), common, tuple(bare), more)

    def _some(self, changes: Sequence[Change]) -> tuple[list[Change], int]:
        """The first changes, their texts cut, and how many more there are."""
        found: list[Change] = []
        for change in changes[:MOST_CHANGES]:
            short = _cut(change)
            self._left -= sum(map(len, filter(None, (short.before, short.after, short.upper and short.upper.text))))
            if self._left < 0:
                break
            found.append(short)
        return found, len(changes) - len(found)


def _placeless(change: Change) -> Change:
    upper = change.upper and change.upper._replace(spot=NO_SPOT)
    return change._replace(spot=NO_SPOT, upper=upper)


def _cut(change: Change) -> Change:
    """The change with no longer texts than anyone reads: of two long ones, from where they differ on."""
    before, after = change.before, change.after
    if before is not None and after is not None and max(len(before), len(after)) > LONGEST_TEXT:
        alike = (index for index, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
        start = max(0, next(alike, min(len(before), len(after))) - _BEFORE)
        before, after = (f"…{text[start:]}" if start else text for text in (before, after))
    return change._replace(
        before=None if before is None else cut(before, LONGEST_TEXT),
        after=None if after is None else cut(after, LONGEST_TEXT),
        cause=change.cause._replace(block=change.cause.block and cut(change.cause.block, LONGEST_NAME)),
        upper=change.upper and change.upper._replace(text=cut(change.upper.text, LONGEST_TEXT)),
    )
