"""What pages repeat: their numbers, and lines that stand at the edge of several."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jdflow.adopt.forms.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word

_NUMBER = re.compile(
    r"(?:(?:lk|lehekülg|leht|page)\.?\s?)?[-–(]?\s?\d{1,3}\s?(?:(?:/|\(|of|-st)\s?\d{0,3}\)?)?\s?[-–)]?"
    r"(?:\s?(?:lk|lehekülg))?\Z",
    re.IGNORECASE,
)
_TITLE = fold("ametijuhend")
_STAMPS = frozenset(map(fold, ("mustand", "eelnõu", "projekt", "koopia", "ärakiri")))
_DIGITS = re.compile(r"\d+")
_EDGE, _MOST_WORDS, _SEVERAL = 2, 14, 2
_LONGEST = 25


def without_page_marks(bits: Sequence[Bit]) -> tuple[list[Bit], list[Word]]:
    """The bits of the text, and the words that only belong to pages."""
    edges = _edges(bits)
    at_edges = Counter(_shape(bits[at]) for at in edges)
    titles = Counter(_shape(bit) for bit in bits if _may_repeat(bit) and _shape(bit).startswith(_TITLE))
    kept: list[Bit] = []
    marks: list[Word] = []
    for at, bit in enumerate(bits):
        shape = _shape(bit)
        is_repeated = (at in edges and at_edges[shape] >= _SEVERAL) or (titles[shape] >= _SEVERAL and shape != _TITLE)
        # What the first page begins with is said there for the first time.
        if is_page_number(bit) or is_stamp(bit) or (at >= _EDGE and is_repeated):
            marks += (*bit.mark, *bit.words)
        else:
            kept.append(bit)
    return kept, marks


def is_page_number(bit: Bit) -> bool:
    """Whether it is nothing else."""
    # A bullet that was read apart from its words is none of it.
    mark = bit.mark if bit.number is not None or bit.text.isdecimal() else ()
    text = " ".join(word.text for word in (*mark, *bit.words))
    return bit.cell is None and len(text) < _LONGEST and _NUMBER.match(text) is not None


def is_stamp(bit: Bit) -> bool:
    """Whether it only says that the text is not final."""
    return bit.cell is None and fold(bit.text) in _STAMPS


def _edges(bits: Sequence[Bit]) -> set[int]:
    """The first and the last lines of each page, where pages are known."""
    pages: list[int | None] = []
    for bit in bits:
        pages.append(next((word.spot.page for word in (*bit.mark, *bit.words)), pages[-1] if pages else None))
    turns = [at for at in range(1, len(bits)) if pages[at] != pages[at - 1]]
    turns += [at for at, bit in enumerate(bits) if is_page_number(bit)]
    near = {at + step for at in turns for step in range(-_EDGE, _EDGE + 1)} | set(range(min(_EDGE, len(bits))))
    return {at for at in near if 0 <= at < len(bits) and _may_repeat(bits[at])}


def _may_repeat(bit: Bit) -> bool:
    return (
        not bit.is_item
        and bit.cell is None
        and len(bit.words) <= _MOST_WORDS
        and bit.text[:1].isupper()
        and bit.text[-1:] not in ".;,"
    )


def _shape(bit: Bit) -> str:
    return fold(_DIGITS.sub("", bit.text))
