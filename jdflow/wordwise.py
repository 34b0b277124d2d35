"""Two texts word by word: what stays, what goes, what comes; joined again, the pieces give either text exactly."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Op: TypeAlias = Literal["same", "removed", "added"]
Piece: TypeAlias = tuple[Op, str]

# A number with what divides it (01.07.2021, 1,5, 9:30) is one word; accents that follow a letter belong to it.
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)+(?!\w)|\w(?:\w|[\u0300-\u036f])*|\s+|[^\w\s]")
# Longer texts than a hundred pages each are not looked into: what differs goes and comes whole.
MOST_CELLS = 10**8
# So few letters between two longer changes are a chance likeness: “ja”, “on”, “selle”.
CRUMB_LETTERS = 5


def pieces(before: str, after: str) -> list[Piece]:
    """The texts as pieces in reading order; of one change, what goes stands before what comes."""
    if before == after:
        return [("same", before)] if before else []
    return list(_told(tokens(before), tokens(after)))


def tokens(text: str) -> list[str]:
    """The words, white space and marks of a text, nothing left out."""
    return _TOKEN.findall(text)


class _Block(NamedTuple):
    """So many tokens that are the same from there on."""

    before: int
    after: int
    size: int


def _letters(side: list[str]) -> list[int]:
    """How many letters and digits stand before each token, and before the end."""
    return [0, *accumulate(len(token) if token[0].isalnum() else 0 for token in side)]


def _told(before: list[str], after: list[str]) -> Iterator[Piece]:
    was, now = 0, 0
    for block in _phrased(before, after):
        if was < block.before:
            yield "removed", "".join(before[was : block.before])
        if now < block.after:
            yield "added", "".join(after[now : block.after])
        was, now = block.before + block.size, block.after + block.size
        if block.size:
            yield "same", "".join(before[block.before : was])


def _phrased(before: list[str], after: list[str]) -> list[_Block]:
    """The blocks, without crumbs between changes, so that a reader sees phrases; the last one is empty."""
    kept = [_Block(0, 0, 0)]
    left, right = _letters(before), _letters(after)

    def gap(one: _Block, other: _Block) -> int | None:
        """The letters of a change between two blocks; none where nothing stands between them."""
        was, now = one.before + one.size, one.after + one.size
        if was == other.before and now == other.after:
            return None
        return max(left[other.before] - left[was], right[other.after] - right[now])

    for block in (*_blocks(before, after), _Block(len(before), len(after), 0)):
        while len(kept) > 1:
            here = kept[-1]
            around = [gap(kept[-2], here), gap(here, block)]
            crumb = left[here.before + here.size] - left[here.before]
            if crumb > CRUMB_LETTERS or not all(near is not None and crumb <= near for near in around):
                break
            kept.pop()
        kept.append(block)
    return kept[1:]


def _blocks(before: list[str], after: list[str]) -> list[_Block]:
    """The longest that both have in common, block by block."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    inner = _inner(before[start : len(before) - end], after[start : len(after) - end])
    blocks = [_Block(start + block.before, start + block.after, block.size) for block in inner]
    whole = [_Block(0, 0, start), *blocks, _Block(len(before) - end, len(after) - end, end)]
    joined: list[_Block] = []
    for block in whole:
        last = joined[-1] if joined else None
        if last and (last.before + last.size, last.after + last.size) == (block.before, block.after):
            joined[-1] = last._replace(size=last.size + block.size)
        elif block.size:
            joined.append(block)
    return joined


def _alike(before: list[str], after: list[str]) -> int:
    """How many tokens the two begin with alike."""
    pairs = zip(before, after, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _inner(before: list[str], after: list[str]) -> list[_Block]:
    if not before or not after or len(before) * len(after) > MOST_CELLS:
        return []
    # Needed only where texts differ, so its import does not slow the usual run.
    from rapidfuzz.distance import Indel

    # Numbers stand for tokens: rapidfuzz compares hashes, and two strings may share one.
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(token, len(numbers)) for token in side] for side in (before, after))
    found = Indel.opcodes(one, other)
    return [_Block(op.src_start, op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"]
