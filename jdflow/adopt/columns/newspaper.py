"""Pages of text in two newspaper columns: what stands on the left is read first."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.adopt.columns.lines import NUMBERED
from jdflow.adopt.forms.vocabulary import section_of
from jdflow.model.paper import Para

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.model.paper import Paper, Table

_GAP = re.compile(r"(?<=\s\s)(?=\S)")
_FOOT = re.compile(r"\s*(?:(?:lk|lehekülg|leht)\.?\s?\d|\d{1,3}\s?/\s?\d|[-–]\s?\d{1,3}\s?[-–]\s*\Z)", re.IGNORECASE)
_DOT = re.compile(r"[.,]")
# How far from the left edge the right column begins at least, and how many lines each has.
_LEAST, _FEWEST = 24, 8
# No page has more lines, nor has a document in columns whose pages nothing parts.
_MOST, _WIDEST = 400, 200
# Of the lines with text, how many stand between others that reach over the gutter; of those on the right, how many
# beside the left ones, and among how many of them a number is found.
_LONGEST, _SHARE, _TOP = 0.7, 0.5, 0.5
_TWO = 2

Number: TypeAlias = "tuple[int, ...]"


class _Numbered(NamedTuple):
    """A line that a number begins."""

    line: int
    number: Number
    is_heading: bool


def in_turn(paper: Paper) -> Paper:
    """The document with such pages read column by column."""
    if paper.format != "txt":
        return paper
    parts: list[Para | Table] = []
    for lines in _pages(paper.parts):
        paras = [line for line in lines if isinstance(line, Para)]
        parts += _read(paras) if len(paras) == len(lines) else lines
    return paper._replace(parts=tuple(parts))


def _pages(parts: Sequence[Para | Table]) -> Iterator[list[Para | Table]]:
    """The lines of each page; its number ends it where nothing else does."""
    lines: list[Para | Table] = []
    page: int | None = None
    for part in parts:
        if isinstance(part, Para) and part.spot.page != page:
            yield lines
            lines, page = [], part.spot.page
        lines.append(part)
        if isinstance(part, Para) and _FOOT.match(part.text):
            yield lines
            lines = []
    yield lines


def _read(lines: Sequence[Para]) -> Sequence[Para]:
    """The lines of a page in the order in which they are to be read."""
    if any(para.is_whole or "\t" in para.text or "\n" in para.text for para in lines):
        return lines
    found = _block([para.text for para in lines])
    if found is None:
        return lines
    at, first, last = found
    left = [para._replace(text=_left(para.text, at)) for para in lines[first:last]]
    right = [para._replace(text=_right(para.text, at)) for para in lines[first:last]]
    if not _goes_on([para.text for para in left], [para.text for para in right]):
        return lines
    return [*lines[:first], *left, *right, *lines[last:]]


def _block(lines: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the right column begins, and between which lines no word reaches over the blanks before it."""
    filled = [line for line in lines if line.strip()]
    if len(filled) > _MOST:
        return None
    begun = Counter(at for line in filled for at in _begins(line))
    found: tuple[int, int, int] | None = None
    most = len(filled) * _LONGEST
    for at, count in sorted(begun.items()):
        if count < _TWO or at > _WIDEST:
            continue
        first, last = _between(lines, at)
        inside = [line for line in lines[first:last] if line.strip()]
        sides = [[n for n, line in enumerate(inside) if part(line, at).strip()] for part in (_left, _right)]
        if len(inside) > most and _is_filled(*sides):
            found, most = (at, first, last), len(inside)
    return found


def _begins(line: str) -> Iterator[int]:
    """Where, far enough from the edge, a word stands behind two blanks."""
    for match in _GAP.finditer(line):
        if match.end() >= _LEAST:
            yield match.end()


def _between(lines: Sequence[str], at: int) -> tuple[int, int]:
    """The most lines on end that have blanks before that place, without the blank lines around them."""
    crossing = [-1, *(n for n, line in enumerate(lines) if line[at - _TWO : at].strip()), len(lines)]
    first, last = max(((one + 1, other) for one, other in pairwise(crossing)), key=lambda two: two[1] - two[0])
    while first < last and not lines[first].strip():
        first += 1
    while first < last and not lines[last - 1].strip():
        last -= 1
    return first, last


def _is_filled(left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether both sides have text, on the whole beside one another."""
    if min(len(left), len(right)) < _FEWEST:
        return False
    beside = sum(left[0] <= at <= left[-1] for at in right)
    return beside >= len(right) * _SHARE


def _left(line: str, at: int) -> str:
    return line[:at].rstrip()


def _right(line: str, at: int) -> str:
    return line[at:]


def _goes_on(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the right side, not far from its top, goes on with the numbers that the left one has ended with."""
    before, after = _numbers(left), _numbers(right)
    if not before or not after or after[0].line > len(right) * _TOP:
        return False
    found = [one.number for one in (*before, *after)]
    is_one_more = _follows(found[len(before) - 1], found[len(before)])
    has_heading = any(one.is_heading for one in before) or any(one.is_heading for one in after)
    return is_one_more and has_heading and all(one < other for one, other in pairwise(found))


def _follows(number: Number, following: Number) -> bool:
    """Whether no number stands between: 3.4 after 3.3, or 4 after that."""
    depth = min(len(number), len(following))
    return number[: depth - 1] == following[: depth - 1] and following[depth - 1] == number[depth - 1] + 1


def _numbers(lines: Sequence[str]) -> list[_Numbered]:
    """The lines that begin with a number."""
    found = []
    filled = [line.strip() for line in lines if line.strip()]
    for at, text in enumerate(filled):
        mark = NUMBERED.match(text)
        rest = text[mark.end() :].strip(" :.") if mark else ""
        digits = _DOT.split(mark.group().rstrip(".,)")) if mark else []
        # In lower case, it is a quantity.
        if rest[:1].isupper() and all(map(str.isdigit, digits)):
            number = tuple(map(int, digits))
            found.append(_Numbered(at, number, len(number) == 1 and section_of(rest) is not None))
    return found
