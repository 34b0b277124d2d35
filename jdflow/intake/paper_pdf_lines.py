"""The words of a page as lines, each cut where a wide gap stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_pdf_page import GAP
from jdflow.intake.paper_pdf_words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ONE_LINE = 0.4
_CUT = 0.75
_LABEL_REACH = 5.0
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zõäöü]\)|[IVX]{1,5}\.")
# Signs that begin nothing but an item; and those that may stand in a sentence as well.
BULLETS = frozenset("•▪●○■□◦‣\u2043∙➢➤✓✔♦◆❖►▸✦⮚")
DASHES = frozenset("-–—*=»\u203a·oO")
_OWN_SIGNS = range(0xE000, 0xF900)


class Piece(NamedTuple):
    """Words of one line with no wide gap between them; `number` is that of the line on its page, from 1."""

    words: tuple[Word, ...]
    number: int
    x0: float
    x1: float
    y: float
    size: float

    @property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return all(word.is_bold for word in self.words)

    @property
    def text(self) -> str:
        """Its words as they read."""
        return " ".join(word.text for word in self.words)


def piece(words: Sequence[Word], number: int) -> Piece:
    """The words as a piece, as high as its biggest one: what is raised or small beside it is not asked."""
    big = max(words, key=lambda word: (word.size, len(word.text)))
    return Piece(tuple(words), number, words[0].x0, max(word.x1 for word in words), big.y, big.size)


def is_bullet(text: str) -> bool:
    """Whether the word is a sign that begins nothing but an item."""
    return len(text) == 1 and (text in BULLETS or ord(text) in _OWN_SIGNS)


def is_label(text: str) -> bool:
    """Whether the word may stand by itself before an item: a bullet, a dash, a number."""
    return is_bullet(text) or text in DASHES or NUMBER.fullmatch(text) is not None


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words by the lines on which they stand, from above, each from the left."""
    result: list[list[Word]] = []
    height = size = 0.0
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if result and height - word.y <= _ONE_LINE * max(size, word.size):
            result[-1].append(word)
            if word.size > size:
                height, size = word.y, word.size
        else:
            result.append([word])
            height, size = word.y, word.size
    return [_whole(sorted(line)) for line in result]


def _whole(line: list[Word]) -> list[Word]:
    """The line with the words put together that are drawn in parts."""
    result: list[Word] = []
    for word in line:
        last = result[-1] if result else None
        if last is None:
            result.append(word)
        elif not word.is_spaced and word.x0 - last.x1 < GAP * max(word.size, last.size) and not is_bullet(last.text):
            big = max(last, word, key=lambda part: part.size)
            bold = last.is_bold and word.is_bold
            x1, text = max(last.x1, word.x1), last.text + word.text
            result[-1] = Word(last.x0, x1, big.y, big.size, text, bold, last.is_spaced)
        else:
            result.append(word)
    return result


def pieces(line: Sequence[Word], number: int) -> list[Piece]:
    """The line cut at its wide gaps, but for those behind a bullet or number."""
    result: list[Piece] = []
    start = 0
    for end in range(1, len(line)):
        last, word = line[end - 1], line[end]
        reach = _CUT * max(last.size, word.size)
        if end == start + 1 and is_label(last.text):
            reach *= _LABEL_REACH
        if word.x0 - last.x1 > reach:
            result.append(piece(line[start:end], number))
            start = end
    return [*result, piece(line[start:], number)]


def joined(parts: Sequence[Piece]) -> Piece:
    """Pieces of one line as one."""
    return piece([word for part in parts for word in part.words], parts[0].number)
