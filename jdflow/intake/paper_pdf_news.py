"""Pages set like a newspaper, in two columns that are read one after the other: told from tables by how they go on."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_pdf_lines import NUMBER, is_bullet, joined
from jdflow.intake.paper_pdf_paras import Edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.intake.paper_pdf_columns import Line
    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_paras import Measure

_GUTTER = 0.75
_SAME = 3.0
_CANDIDATES = 8
_MOST_PARTS = 8
_FEWEST = 5
_NUMBERS = 3
_STARTS = 4
# Against the distance of lines: no column has a wider hole; a paragraph of its own stands below a smaller one.
_HOLE, _APART = 3.2, 1.25
_MET_BY_CHANCE, _MET_IN_ROWS = 0.34, 0.6
_NEARLY, _OFTEN = 0.8, 0.3
# Of text without numbers or headings: how many lines it has, how few stand apart, how many are full.
_MANY, _FEW, _MORE_NEARLY, _MOSTLY = 8, 0.2, 0.85, 0.5
_COUNTED = re.compile(r"\d{1,2}(?:(?:\.\d{1,2}){1,2}[.)]?|[.)])")


class News(NamedTuple):
    """Where the columns of such pages stand."""

    left: Edges
    right: Edges

    def side(self, piece: Piece) -> int | None:
        """The column that the piece stands in; none where it crosses what parts them."""
        if piece.x0 >= self.right.left - 1:
            return 1
        return 0 if piece.x1 <= self.right.left - _GUTTER * piece.size else None


class Stretch(NamedTuple):
    """Lines of a page that are read together: those of one column, or of none."""

    lines: Sequence[Line]
    edges: Edges | None


def news_of(pages: Sequence[Sequence[Line]], measure: Measure) -> News | None:
    """The columns that the pages are set in, if at least one of them surely is."""
    for lines in pages:
        for start in _candidates(lines):
            begin, end = _longest(lines, start)
            left, right = _halves(lines[begin:end], start)
            if _are_news(left, right, measure):
                return News(_edges(left), _edges(right))
    return None


def stretches(lines: Sequence[Line], news: News | None, measure: Measure) -> Iterator[Stretch]:
    """The lines of a page, or of the part of it between two tables, in the order in which they are read."""
    for _ in range(_MOST_PARTS if news is not None else 0):
        if news is None or not lines:
            return
        start = news.right.left - 1
        begin, end = _longest(lines, start)
        left, right = _halves(lines[begin:end], start)
        is_whole = begin == 0 and end == len(lines)
        is_row = bool(left and right) and _meet(left, right, measure) > _MET_IN_ROWS
        if not (is_whole and not is_row) and not _are_news(left, right, measure):
            break
        if begin:
            yield Stretch(lines[:begin], None)
        for half, edges in ((left, news.left), (right, news.right)):
            if half:
                yield Stretch(half, Edges(edges.left, edges.right, edges.right))
        lines = lines[end:]
    if lines:
        yield Stretch(lines, None)


def _candidates(lines: Sequence[Line]) -> list[float]:
    """Where the second column may begin: where pieces often do that are not their line's first."""
    places: Counter[int] = Counter()
    for line in lines:
        places.update({round(piece.x0 / _SAME) for piece in line.pieces[1:]})
    return [place * _SAME - _SAME for place, _ in places.most_common(_CANDIDATES)]


def _longest(lines: Sequence[Line], start: float) -> tuple[int, int]:
    """The most lines one after another of which none crosses the strip before the place."""
    best = (0, 0)
    begin = 0
    for number, line in enumerate(lines):
        if any(piece.x0 < start and piece.x1 > start + 1 - _GUTTER * piece.size for piece in line.pieces):
            begin = number + 1
        elif number + 1 - begin > best[1] - best[0]:
            best = (begin, number + 1)
    return best


def _halves(lines: Sequence[Line], start: float) -> tuple[list[Line], list[Line]]:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for half, pieces in (
            (left, [piece for piece in line.pieces if piece.x0 < start]),
            (right, [piece for piece in line.pieces if piece.x0 >= start]),
        ):
            if pieces:
                half.append(line._replace(pieces=tuple(pieces)))
    return left, right


def _edges(half: Sequence[Line]) -> Edges:
    right = max(piece.x1 for line in half for piece in line.pieces)
    return Edges(min(line.pieces[0].x0 for line in half), right, right)


def _are_news(left: Sequence[Line], right: Sequence[Line], measure: Measure) -> bool:
    """Whether the halves are columns that go on one in the other, not the cells of rows."""
    if min(len(left), len(right)) < _FEWEST or _has_hole(left, measure) or _has_hole(right, measure):
        return False
    ones, others = _numbers(left), _numbers(right)
    if ones and others and len(ones) + len(others) >= _NUMBERS:
        return max(ones) < min(others) and all(one < other for one, other in (*pairwise(ones), *pairwise(others)))
    if len(ones) > 1:
        return False
    if all(_runs_on(half, measure) for half in (left, right)):
        return True
    return (
        min(len(_starts(left, measure)), len(_starts(right, measure))) >= _STARTS
        and _meet(left, right, measure) <= _MET_BY_CHANCE
        # The first one is filled before the second is begun.
        and left[-1].y <= right[-1].y + _HOLE * measure.pitch * left[-1].size
        and _reaching(left, _NEARLY) >= _OFTEN
        and _reaching(right, _NEARLY) >= _OFTEN
    )


def _runs_on(half: Sequence[Line], measure: Measure) -> bool:
    """Whether it is full of text that runs on by itself."""
    apart = sum(one.y - other.y > _APART * measure.pitch * max(one.size, other.size) for one, other in pairwise(half))
    return len(half) >= _MANY and apart < _FEW * len(half) and _reaching(half, _MORE_NEARLY) >= _MOSTLY


def _has_hole(half: Sequence[Line], measure: Measure) -> bool:
    return any(one.y - other.y > _HOLE * measure.pitch * max(one.size, other.size) for one, other in pairwise(half))


def _number(line: Line) -> tuple[int, ...] | None:
    first = line.pieces[0].words[0].text
    is_alone = len(line.pieces[0].words) == 1 and len(line.pieces) == 1
    return tuple(map(int, re.findall(r"\d+", first))) if not is_alone and _COUNTED.fullmatch(first) else None


def _numbers(half: Sequence[Line]) -> list[tuple[int, ...]]:
    return [number for line in half if (number := _number(line)) is not None]


def _starts(half: Sequence[Line], measure: Measure) -> list[float]:
    """How high the lines stand that surely begin a paragraph, but for those with bullets."""
    result = [half[0].y]
    for one, other in pairwise(half):
        first = other.pieces[0].words[0].text
        is_apart = one.y - other.y > _APART * measure.pitch * max(one.size, other.size)
        if not is_bullet(first) and (is_apart or NUMBER.fullmatch(first)):
            result.append(other.y)
    return result


def _meet(left: Sequence[Line], right: Sequence[Line], measure: Measure) -> float:
    """The share of paragraphs on the left that begin beside one on the right, or beside a bullet there."""
    heights = {
        round(y / _SAME)
        for y in (*_starts(right, measure), *(line.y for line in right if is_bullet(line.pieces[0].words[0].text)))
    }
    starts = [round(y / _SAME) for y in _starts(left, measure)]
    return sum(not heights.isdisjoint((start - 1, start, start + 1)) for start in starts) / len(starts)


def _reaching(half: Sequence[Line], nearly: float) -> float:
    """The share of its lines that reach nearly as far as any."""
    whole = [joined(line.pieces) for line in half]
    start, end = min(piece.x0 for piece in whole), max(piece.x1 for piece in whole)
    return sum(piece.x1 - start >= nearly * (end - start) for piece in whole) / len(whole)
