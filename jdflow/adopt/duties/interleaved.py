"""Two columns that recognition of a picture read as one, line by line: where no mark parts them, their width does."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.words import joined
from jdflow.adopt.duties.torn import is_duty, is_open, is_part, sentence_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word

_STROKE = "|"
_FEWEST = 4
# Of the lines that end within a sentence, how many are narrower than their column is taken to be; and how much wider
# than the left column a line is that holds both.
_USUAL, _WIDER = 0.8, 1.15
_TWO = 2


class _Widths(NamedTuple):
    left: int
    right: int


def apart(bits: Sequence[Bit], doubted: set[Word]) -> list[Bit]:
    """The lines; below a duty, or a part, beside which a result began, each in two; such results are doubted."""
    pairs = [(left, right) for left, right in pairwise(bits) if _are_beside(left, right)]
    if len(pairs) < _FEWEST:
        return list(bits)
    widths = _Widths(*(_width(side) for side in zip(*pairs, strict=True)))
    found: list[Bit] = []
    at = 0
    while at < len(bits):
        end = at + _TWO
        if end > len(bits) or not _are_beside(bits[at], bits[at + 1]):
            found.append(bits[at])
            at += 1
            continue
        while end < len(bits) and _goes_on(bits[end]):
            end += 1
        parted = _parted(bits[at], bits[at + 1], bits[at + _TWO : end], bits[end : end + 1], widths)
        if parted is None:
            found += bits[at:end]
        else:
            doubted.add(bits[at + 1].words[0])
            found += parted
        at = end
    return found


def _parted(left: Bit, right: Bit, lines: Sequence[Bit], following: Sequence[Bit], widths: _Widths) -> list[Bit] | None:
    """The two texts, one behind the other; none where marks alone part them, or no line holds both."""
    last = _last_of_left(lines, following)
    if last is None or not (is_open(left.words) and is_open(right.words)):
        return None
    both = [at for at in range(last) if _length(lines[at]) > widths.left * _WIDER]
    if both != list(range(len(both))) or not both:
        return None
    lefts, rights = [left], [right]
    for at, line in enumerate(lines):
        if at > last:
            rights.append(line)
            continue
        cut = sentence_end(line.words) if at == last else None
        if at in both:
            cut = _stroke(line.words) or _cut(line.words, lines[at + 1].words[0], rights[-1], widths)
        if cut is None:
            lefts.append(line)
        else:
            first, rest = _without_stroke(line.words[:cut], line.words[cut:])
            lefts.append(line.holding(first))
            rights.append(line.holding(rest)._replace(is_apart=False))
    return [*lefts, *rights]


def _last_of_left(lines: Sequence[Bit], following: Sequence[Bit]) -> int | None:
    """In which line the left text ends: within it, or beside a result that begins."""
    for at, line in enumerate(lines):
        if sentence_end(line.words) is not None:
            return at
    if not lines or is_open(lines[-1].words):
        return None
    is_beside = any(bit.words and bit.words[0].spot == lines[-1].words[-1].spot for bit in following)
    return len(lines) - 1 if is_beside else None


def _stroke(words: Sequence[Word]) -> int:
    """Where the ruled line between the columns was read as a sign."""
    found = [at for at, word in enumerate(words[:-1]) if word.text == _STROKE]
    return found[0] if len(found) == 1 else 0


def _without_stroke(left: Sequence[Word], right: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of both columns; such a sign stays with what was read, as one of the last left word."""
    if right[0].text != _STROKE:
        return left, right
    last = left[-1]._replace(raw=f"{left[-1].raw} {right[0].raw}")
    return (*left[:-1], last), right[1:]


def _cut(words: Sequence[Word], following: Word, before: Bit, widths: _Widths) -> int | None:
    """Behind which word the left column ends: neither there nor on the right was there room for the next one."""
    # How much stands before each word, with the space behind it.
    begun = [0, *accumulate(len(word.text) + 1 for word in words)]
    above = _length(before)

    def cost(cut: int) -> tuple[int, int]:
        left, right = begun[cut] - 1, begun[-1] - begun[cut] - 1
        room = max(widths.left - left - len(following.text) - 1, 0)
        room += max(widths.right - above - len(words[cut].text) - 1, 0)
        return _TWO * (max(left - widths.left, 0) + max(right - widths.right, 0)) + room, -left

    return min(range(1, len(words)), key=cost, default=None)


def _width(lines: Sequence[Bit]) -> int:
    lengths = sorted(map(_length, lines))
    return lengths[int(len(lengths) * _USUAL)]


def _length(bit: Bit) -> int:
    return len(joined((*bit.mark, *bit.words)))


def _goes_on(bit: Bit) -> bool:
    return not bit.is_item and bit.text[:1].islower() and bit.cell is None and not bit.is_whole


def _are_beside(left: Bit, right: Bit) -> bool:
    """Whether a result begins in the line of a duty or of a part, before that has come to its end."""
    if not left.words or not right.words or left.cell is not None or right.level is None or left.is_whole:
        return False
    return (
        (is_duty(left) or is_part(left)) and not right.text[:1].islower() and left.words[-1].spot == right.words[0].spot
    )
