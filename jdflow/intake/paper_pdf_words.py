"""What stands between two gaps of a page: words, and the bullets that are drawn before some of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.intake.paper_pdf_rules import Shade

# Against the size of the letters: how far before its word a bullet stands, how high, and how large it may be.
_MOST_BESIDE = 1000
_BEFORE, _HIGH, _ABOUT, _LARGEST = 2.2, 0.28, 0.2, 0.7


class Word(NamedTuple):
    """What stands between two gaps; `y` is the line that its letters stand on."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    is_bold: bool
    # Whether white space is known to come before it; of what has none, a narrow gap makes no new word.
    is_spaced: bool


def bullets(dots: Sequence[Shade], words: Sequence[Word]) -> Iterator[Word]:
    """The dots that stand by themselves before the first word of a line, as words."""
    by_height = sorted(words, key=lambda word: word.y)
    heights = [word.y for word in by_height]
    largest = max((word.size for word in words), default=0.0)
    for dot in dots:
        middle = (dot.y0 + dot.y1) / 2
        first, last = bisect_left(heights, middle - largest), bisect_left(heights, middle)
        if last - first > _MOST_BESIDE:
            continue
        beside = by_height[first:last]
        beside = [word for word in beside if abs(middle - word.y - _HIGH * word.size) <= _ABOUT * word.size]
        behind = min((word for word in beside if word.x0 >= dot.x1), key=lambda word: word.x0, default=None)
        if behind is None or behind.x0 - dot.x1 > _BEFORE * behind.size or dot.x1 - dot.x0 > _LARGEST * behind.size:
            continue
        reach = dot.x0 - behind.size
        is_alone = not any(word.x1 > reach and word.x0 < dot.x1 for word in beside) and not any(
            other is not dot and reach < other.x1 <= dot.x0 and other.y0 <= middle <= other.y1 for other in dots
        )
        if is_alone:
            yield Word(dot.x0, dot.x1, behind.y, behind.size, "•", behind.is_bold, is_spaced=True)
