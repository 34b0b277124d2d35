"""The changed positions of a branch, sorted: those with changes of their own, those that only shared blocks change."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.model.comment import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_BESIDES,
    MOST_BLOCKS,
    MOST_CHANGES,
    MOST_LETTERS,
    MOST_LINES,
    Common,
    Shared,
    Touched,
    cut,
)
from jdflow.model.difference import NO_SPOT, Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.model.difference import Change

Blocks: TypeAlias = "tuple[str, ...]"
# So much of what both have in common stands before the first word that differs.
_BEFORE = 200


def gathered(positions: Iterable[Touched]) -> tuple[tuple[Touched, ...], tuple[Shared, ...]]:
    """Positions with changes of their own; and blocks with the positions that change through them alone.

    What a block changes in several positions is told with the block, once.
    """
    own: list[Touched] = []
    groups: dict[Blocks, list[Touched]] = {}
    for one in positions:
        blocks = _blocks(one)
        if blocks is None:
            own.append(one)
        else:
            groups.setdefault(blocks, []).append(one)
    parts = [_parted(one) for one in own]
    counted = {blocks: _counted(map(_placeless_of, several)) for blocks, several in groups.items()}
    others = _told_with_blocks(parts, counted)
    with_blocks = {*chain.from_iterable(counted.values())}
    lean = [_lean(part, with_blocks) for part in parts]
    letters = _Letters()
    # A new text is long, and may be read in the file, too: what changes comes first to its share.
    told = [letters.told(one) if _is_whole(one) else one for one in lean]
    shared = [
        letters.shared(blocks, counted[blocks], groups.get(blocks, ()), others.get(blocks, 0))
        for blocks in sorted(counted)
    ]
    return tuple(one if _is_whole(one) else letters.told(one) for one in told), tuple(shared)


def _is_whole(one: Touched) -> bool:
    return one.compared.has_before and one.compared.has_after


def _blocks(one: Touched) -> Blocks | None:
    """The blocks that alone change the position's words; none where anything else does."""
    causes = {change.cause.block for change in one.compared.difference.changes}
    if not causes or not _is_whole(one):
        return None
    blocks = sorted(block for block in causes if block is not None)
    return tuple(blocks) if len(blocks) == len(causes) else None


class _Parted(NamedTuple):
    """A position, and each of its changes beside the same as a block makes it anywhere; none where no block does."""

    one: Touched
    changes: tuple[tuple[Change, Change | None], ...]

    @property
    def through(self) -> set[Change]:
        """What blocks change in it."""
        return {common for _, common in self.changes if common is not None}


def _parted(one: Touched) -> _Parted:
    is_whole = _is_whole(one)
    changes = one.compared.difference.changes
    return _Parted(
        one, tuple((change, _placeless(change) if is_whole and change.cause.block else None) for change in changes)
    )


def _placeless_of(one: Touched) -> Iterable[Change]:
    return map(_placeless, one.compared.difference.changes)


def _counted(several: Iterable[Iterable[Change]]) -> Counter[Change]:
    """Changes, and in how many positions they are made."""
    return Counter(change for changes in several for change in dict.fromkeys(changes))


def _told_with_blocks(parts: Sequence[_Parted], counted: dict[Blocks, Counter[Change]]) -> dict[Blocks, int]:
    """Counts with the blocks what they change beside own changes; and the positions of which that is so."""
    elsewhere = {*chain.from_iterable(counted.values())}
    besides = _counted(part.through for part in parts)
    for change, number in besides.items():
        home = (change.cause.block or "",)
        if change in elsewhere:
            is_told = home in counted
        else:
            # What nobody else has may as well be told with its position.
            is_told = number > 1 and (home in counted or len(counted) < MOST_BLOCKS)
        if is_told:
            counted.setdefault(home, Counter())[change] += number
    return {
        home: sum(any((change.cause.block,) == home and change in changes for change in part.through) for part in parts)
        for home, changes in counted.items()
    }


def _lean(part: _Parted, told: set[Change]) -> Touched:
    """The position without what is told with blocks, but with their names."""
    changes = part.one.compared.difference.changes
    kept = tuple(change for change, common in part.changes if common is None or common not in told)
    if len(kept) == len(changes):
        return part.one
    blocks = sorted({change.cause.block or "" for change in part.through & told})
    difference = part.one.compared.difference._replace(changes=kept)
    through = tuple(cut(block, LONGEST_NAME) for block in blocks[:MOST_BESIDES])
    return part.one._replace(compared=part.one.compared._replace(difference=difference), through=through)


class _Letters:
    """How many letters may still be told."""

    def __init__(self) -> None:
        self._left = MOST_LETTERS

    def told(self, one: Touched) -> Touched:
        """The position with no more changes than there is room for; of one that is gone, nobody reads the text."""
        told = one.compared.difference.changes if one.compared.has_after else ()
        changes, more = self._some(told, MOST_CHANGES if one.compared.has_before else MOST_LINES)
        difference = Difference(tuple(changes), one.compared.difference.cls)
        return one._replace(compared=one.compared._replace(difference=difference), more=more)

    def shared(self, blocks: Blocks, counted: Counter[Change], several: Sequence[Touched], others: int) -> Shared:
        """The positions without their changes, and each change once; numbers of lines differ from text to text."""
        changes, more = self._some(list(counted), MOST_CHANGES)
        common = tuple(Common(change, counted[whole]) for change, whole in zip(changes, counted, strict=False))
        bare = (
            one._replace(
                compared=one.compared._replace(difference=Difference((), one.compared.difference.cls)),
                more=len(one.compared.difference.changes),
            )
            for one in several
        )
        names = tuple(cut(block, LONGEST_NAME) for block in blocks[:MOST_BLOCKS])
        return Shared(names, common, tuple(bare), more, others)

    def _some(self, changes: Sequence[Change], most: int) -> tuple[list[Change], int]:
        """The first changes, their texts cut, and how many more there are."""
        found: list[Change] = []
        for change in changes[:most]:
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
