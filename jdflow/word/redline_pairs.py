"""Which paragraph, row or table of one document is which of another: in order, the likest together."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

Pair: TypeAlias = tuple[int | None, int | None]

# Of two texts with fewer words in common one was not made of the other.
LIKE = 0.3
# Where nothing stands between them, so many of each are held against each other; of more, those at the same height.
_WINDOW = 48
_MOST_LETTERS = 2000
# Of more, equal ones are found only at the beginning, at the end and at the same height.
_MOST_CELLS = 10**8
# Short words are in every text; where there are no others, they have to do.
_WORD, _ANY_WORD = re.compile(r"\w{4,}|\d+"), re.compile(r"\S+")
_SAME_LOOKS = 0.1


class Item(NamedTuple):
    """What is held against others: all that it is, what it can only be paired with, how it looks, its words."""

    key: Hashable
    kind: Hashable
    looks: Hashable
    words: str
    threshold: float = LIKE


class Words:
    """Numbers for words, given as they come: numbers are compared as they are, on every machine alike."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, text: str) -> list[int]:
        """The words of a text, or the first of them."""
        some = text[:_MOST_LETTERS].casefold()
        found = _WORD.findall(some) or _ANY_WORD.findall(some)
        return [self.numbers.setdefault(word, len(self.numbers)) for word in found]


def _likeness(one: list[int], other: list[int]) -> float:
    # Needed only where texts differ, so its import does not slow the usual run.
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def pairs(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """The pairs in reading order, and between them what has none: first the old, then the new."""
    found: list[Pair] = []
    was = now = 0
    for one, other in [*_equal(old, new), (len(old), len(new))]:
        found += [
            (None if left is None else was + left, None if right is None else now + right)
            for left, right in _between(old[was:one], new[now:other])
        ]
        if one < len(old):
            found.append((one, other))
        was, now = one + 1, other + 1
    return found


def _equal(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """As many equal ones as can be paired in order."""
    start = 0
    while start < min(len(old), len(new)) and old[start].key == new[start].key:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end].key == new[-1 - end].key:
        end += 1
    found = [(number, number) for number in range(start)]
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if left and right and len(left) * len(right) <= _MOST_CELLS:
        from rapidfuzz.distance import Indel

        numbers: dict[Hashable, int] = {}
        one, other = ([numbers.setdefault(item.key, len(numbers)) for item in side] for side in (left, right))
        for op in Indel.opcodes(one, other):
            if op.tag == "equal":
                size = op.src_end - op.src_start
                found += [(start + op.src_start + n, start + op.dest_start + n) for n in range(size)]
    found += [(len(old) - n, len(new) - n) for n in range(end, 0, -1)]
    return found


def _between(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Pair]:
    """The likest pairs of what has no equal."""
    windows = max(-(-len(old) // _WINDOW), -(-len(new) // _WINDOW), 1) if old and new else 1
    cuts = [(len(old) * n // windows, len(new) * n // windows) for n in range(windows + 1)]
    words = Words()
    for (was, now), (one, other) in pairwise(cuts):
        for left, right in _likest(old[was:one], new[now:other], words):
            yield None if left is None else was + left, None if right is None else now + right


def _likest(old: Sequence[Item], new: Sequence[Item], words: Words) -> Iterator[Pair]:
    worth = _worth(old, new, words)
    width = len(new) + 1
    # The best that can still come of the old from here on and the new from there on.
    best = [[0.0] * width for _ in range(len(old) + 1)]
    for one in reversed(range(len(old))):
        below, here = best[one + 1], best[one]
        for other in reversed(range(len(new))):
            here[other] = max(below[other], here[other + 1], worth[one][other] + below[other + 1])
    one = other = 0
    waiting: list[Pair] = []
    while one < len(old) or other < len(new):
        if one < len(old) and other < len(new) and _is_pair(best, worth, one, other):
            yield from waiting
            waiting = []
            yield one, other
            one, other = one + 1, other + 1
        elif one < len(old) and best[one][other] == best[one + 1][other]:
            yield one, None
            one += 1
        else:
            waiting.append((None, other))
            other += 1
    yield from waiting


def _is_pair(best: list[list[float]], worth: list[list[float]], one: int, other: int) -> bool:
    return worth[one][other] > 0 and best[one][other] == worth[one][other] + best[one + 1][other + 1]


def _worth(old: Sequence[Item], new: Sequence[Item], words: Words) -> list[list[float]]:
    """What it is worth to pair each with each; nothing where they are not alike."""
    if not old or not new:
        return [[0.0] * len(new) for _ in old]
    before = [words.of(item.words) for item in old]
    after = [words.of(item.words) for item in new]
    return [
        [_worth_of(one, other, left, right) for other, right in zip(new, after, strict=True)]
        for one, left in zip(old, before, strict=True)
    ]


def _worth_of(one: Item, other: Item, left: list[int], right: list[int]) -> float:
    if one.kind != other.kind:
        return 0.0
    likeness = _likeness(left, right)
    bonus = _SAME_LOOKS if one.looks == other.looks else 0.0
    return likeness + bonus if likeness + bonus >= one.threshold else 0.0
