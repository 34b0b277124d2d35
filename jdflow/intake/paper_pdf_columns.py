"""Columns that nothing rules: gaps which stay open from line to line, and what stands beside what."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_pdf_lines import NUMBER, is_label, joined
from jdflow.intake.paper_pdf_paras import Edges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_paras import Measure

_NARROWEST = 0.6
_SAME_PLACE = 3.0
_APART = 1.5
_ROW_APART = 1.25
_SLACK = 0.35
_TWO = 2
_SUB_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.?")
_TOP_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]?")


class Line(NamedTuple):
    """A line of a page that stands in no ruled table, cut at its wide gaps."""

    pieces: tuple[Piece, ...]

    @property
    def y(self) -> float:
        """How high it stands."""
        return self.pieces[0].y

    @property
    def size(self) -> float:
        """How high its letters are."""
        return max(piece.size for piece in self.pieces)


class Gap(NamedTuple):
    """What lines have left open so far; where the text behind it began first, and in how many lines it does."""

    left: float
    right: float
    start: float
    held: int


class Region(NamedTuple):
    """Lines that stand in columns: those of each column by the rows."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    edges: tuple[Edges, ...]


def regions(lines: Sequence[Line], measure: Measure, right: float) -> list[Region | Piece]:
    """What is in columns among the lines; of the others each as one piece."""
    result: list[Region | Piece] = []
    at = 0
    while at < len(lines):
        found = _columns(lines, at, measure, right) if len(lines[at].pieces) > 1 else None
        if found is None:
            result.append(joined(lines[at].pieces))
            at += 1
        else:
            region, count = found
            result.append(region)
            at += count
    return result


def _columns(lines: Sequence[Line], at: int, measure: Measure, right: float) -> tuple[Region, int] | None:
    """The region that begins with this line and how many lines it takes."""
    first = lines[at]
    gaps = [Gap(one.x1, other.x0, other.x0, 1) for one, other in pairwise(first.pieces)]
    end = at + 1
    while end < len(lines):
        line = lines[end]
        narrowed = _narrowed(gaps, line)
        if narrowed is None or _is_break(lines[end - 1], line, measure, narrowed):
            break
        gaps = narrowed
        end += 1
    taken = lines[at:end]
    cells = [_placed(line, gaps) for line in taken] if gaps else []
    both = [number for number, row in enumerate(cells) if all(row[:1]) and any(row[1:])]
    if len(both) < _TWO or not _is_lined_up(cells):
        return None
    edges = _edges(cells, right)
    count = _trimmed(taken, cells, measure)
    cells = cells[:count]
    return Region(tuple(split_rows(cells, edges, measure)), edges), count


def _narrowed(gaps: Sequence[Gap], line: Line) -> list[Gap] | None:
    """What of the gaps the line leaves open; none where it crosses the last, or one that several lines have had."""
    result: list[Gap] = []
    for gap in gaps:
        left, right = gap.left, gap.right
        is_held = any(abs(piece.x0 - gap.start) <= _SAME_PLACE for piece in line.pieces)
        for piece in line.pieces:
            if piece.x0 < right and piece.x1 > left:
                # The wider part is left of it, unless the text behind the gap begins where it did.
                if piece.x0 - left >= right - piece.x1 and not (is_held and piece.x1 < gap.start):
                    right = piece.x0
                else:
                    left = piece.x1
        if right - left >= _NARROWEST * line.size:
            result.append(Gap(left, right, gap.start, gap.held + is_held))
        elif gap.held >= _TWO:
            return None
    return result or None


def _is_break(last: Line, line: Line, measure: Measure, gaps: Sequence[Gap]) -> bool:
    """Whether the line is a heading of its own, on the left with space above, or begins a table of more columns."""
    if len(line.pieces) > len(gaps) + 1:
        return all(piece.is_bold or NUMBER.fullmatch(piece.words[0].text) for piece in line.pieces)
    if len(line.pieces) > 1 or line.pieces[0].x0 >= gaps[0].right:
        return False
    pitch = measure.pitch * max(line.size, last.size)
    if last.y - line.y > 3 * pitch:
        return True
    [piece] = line.pieces
    is_heading = piece.is_bold or piece.text.isupper() or _TOP_NUMBER.fullmatch(piece.words[0].text) is not None
    return is_heading and last.y - line.y > _APART * pitch


def _placed(line: Line, gaps: Sequence[Gap]) -> list[Piece | None]:
    """The line's pieces by columns."""
    columns: list[list[Piece]] = [[] for _ in range(len(gaps) + 1)]
    for piece in line.pieces:
        columns[sum(piece.x0 >= gap.right - 0.01 for gap in gaps)].append(piece)
    return [joined(parts) if parts else None for parts in columns]


def _is_lined_up(cells: Sequence[Sequence[Piece | None]]) -> bool:
    """Whether in each column but the first several lines begin at the same place."""
    for column in range(1, len(cells[0])):
        starts = sorted(cell.x0 for row in cells if (cell := row[column]) is not None)
        if not any(other - one <= _SAME_PLACE for one, other in pairwise(starts)):
            return False
    return True


def _edges(cells: Sequence[Sequence[Piece | None]], right: float) -> tuple[Edges, ...]:
    columns = [[cell for cell in column if cell is not None] for column in zip(*cells, strict=True)]
    starts = [min(cell.x0 for cell in column) for column in columns]
    edges: list[Edges] = []
    for number, column in enumerate(columns):
        widest = max(cell.x1 for cell in column)
        limit = starts[number + 1] - 1.1 * column[0].size if number + 1 < len(columns) else right
        edges.append(Edges(starts[number], widest, max(widest, limit)))
    return tuple(edges)


def _stacked(cells: Sequence[Sequence[Piece | None]]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(cell for cell in column if cell is not None) for column in zip(*cells, strict=True))


def _trimmed(lines: Sequence[Line], cells: Sequence[Sequence[Piece | None]], measure: Measure) -> int:
    """How many lines belong to the columns: below the last that has both, only what follows it closely."""
    count = max(number for number, row in enumerate(cells) if any(row[1:])) + 1
    while count < len(lines):
        last, line = lines[count - 1], lines[count]
        pitch = measure.pitch * max(line.size, last.size)
        label = line.pieces[0].words[0].text
        if last.y - line.y > _ROW_APART * pitch or (len(line.pieces[0].words) > 1 and is_label(label)):
            break
        count += 1
    return count


def split_rows(
    cells: Sequence[Sequence[Piece | None]], edges: Sequence[Edges], measure: Measure
) -> list[tuple[tuple[Piece, ...], ...]]:
    """The lines of the columns by rows: by the numbers on the left where it has some, else by where both begin anew."""
    sub = [
        number
        for number, row in enumerate(cells)
        if (cell := row[0]) is not None and _SUB_NUMBER.fullmatch(cell.words[0].text)
    ]
    starts = _by_numbers(cells, sub, measure) if len(sub) >= _TWO else _by_lines(cells, edges, measure)
    bounds = sorted({0, _headed(cells), *starts, len(cells)})
    return [_stacked(cells[start:end]) for start, end in pairwise(bounds)]


def _headed(cells: Sequence[Sequence[Piece | None]]) -> int:
    """How many bold lines stand above the others: a heading row."""
    return next((number for number, row in enumerate(cells) if not all(cell.is_bold for cell in row if cell)), 0)


def _by_numbers(cells: Sequence[Sequence[Piece | None]], sub: Sequence[int], measure: Measure) -> list[int]:
    """Where the rows begin that are numbered on the left."""
    result: list[int] = []
    for at in sub:
        start = at
        # What stands on the right above the number's line, closer to it than to what is above, belongs to it.
        if cells[at][1] is None:
            above = at - 1
            while (
                above > 0
                and cells[above][0] is None
                and _distance(cells, above, above + 1) < _distance(cells, above - 1, above) * 1.1
            ):
                above -= 1
            if above > 0 and _distance(cells, above - 1, above) > _ROW_APART * measure.pitch * _size(cells[above]):
                start = above
        result.append(start)
    return result


def _size(row: Sequence[Piece | None]) -> float:
    return max(cell.size for cell in row if cell is not None)


def _distance(cells: Sequence[Sequence[Piece | None]], above: int, below: int) -> float:
    one, other = ([cell.y for cell in cells[number] if cell is not None] for number in (above, below))
    return max(one) - max(other)


def _by_lines(cells: Sequence[Sequence[Piece | None]], edges: Sequence[Edges], measure: Measure) -> list[int]:
    """Where the first column begins anew beside another: after a gap, or after a line that ended early."""
    result: list[int] = []
    above: Piece | None = None
    for number, row in enumerate(cells):
        first = row[0]
        if first is None:
            continue
        if above is not None and any(row[1:]) and not first.words[0].text[0].islower():
            word = first.words[0]
            fits = edges[0].at_most - above.x1 - _SLACK * above.size > word.x1 - word.x0
            is_apart = above.y - first.y > _ROW_APART * measure.pitch * first.size
            changes = above.is_bold != first.is_bold
            if fits or is_apart or changes:
                result.append(number)
        above = first
    return result
