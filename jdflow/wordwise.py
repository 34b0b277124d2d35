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
    """What both have in common, block by block: long words first, then what lies between those."""
    blocks: list[_Block] = []
    was, now = 0, 0
    anchors = [*_long_words(before, after), (len(before), len(after))]
    for old, new in anchors:
        for one, other in (*_between(before[was:old], after[now:new]), (old - was, new - now)):
            here = _Block(was + one, now + other, 1 if was + one < len(before) else 0)
            last = blocks[-1] if blocks else None
            if last and (last.before + last.size, last.after + last.size) == (here.before, here.after):
                blocks[-1] = last._replace(size=last.size + here.size)
            elif here.size:
                blocks.append(here)
        was, now = old + 1, new + 1
    return blocks


def _long_words(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Where both have the same words in the same order, of those that are no crumbs: they carry the text."""
    one, other = (
        [index for index, token in enumerate(side) if len(token) > CRUMB_LETTERS and token[0].isalnum()]
        for side in (before, after)
    )
    found = _between([before[index] for index in one], [after[index] for index in other])
    return [(one[old], other[new]) for old, new in found]


def _between(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Where both have the same tokens in the same order, as many as can be."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    inner = _inner(before[start : len(before) - end], after[start : len(after) - end])
    return [
        *((index, index) for index in range(start)),
        *((start + old, start + new) for old, new in inner),
        *((len(before) - index, len(after) - index) for index in range(end, 0, -1)),
    ]


def _alike(before: list[str], after: list[str]) -> int:
    """How many tokens the two begin with alike."""
    pairs = zip(before, after, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _inner(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    if not before or not after or len(before) * len(after) > MOST_CELLS:
        return []
    # Needed only where texts differ, so its import does not slow the usual run.
    from rapidfuzz.distance import Indel

    # Numbers stand for tokens: rapidfuzz compares hashes, and two strings may share one.
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(token, len(numbers)) for token in side] for side in (before, after))
    equal = (op for op in Indel.opcodes(one, other) if op.tag == "equal")
    return [(op.src_start + step, op.dest_start + step) for op in equal for step in range(op.src_end - op.src_start)]
