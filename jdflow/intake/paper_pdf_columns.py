"""Columns that nothing rules: gaps which stay open from line to line, and what stands beside what."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_pdf_lines import DASHES, NUMBER, is_bullet, is_label, joined
from jdflow.intake.paper_pdf_paras import Edges
from jdflow.intake.paper_pdf_rows import split_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_paras import Measure
    from jdflow.intake.paper_pdf_rules import Across

_NARROWEST = 0.6
_SAME_PLACE = 3.0
_APART = 1.5
_ROW_APART = 1.25
_TWO = 2
# How far behind the beginning of its column a line may begin that hangs below a bullet's text.
_SET_IN = 2.5
# So many lines back it is looked for what a heading would be unlike.
_BACK = 60
_SUB_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.?")
_TOP_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]?")


class Line(NamedTuple):
    """A line of a page that stands in no ruled table, cut at its wide gaps."""

    pieces: tuple[Piece, ...]
    # What rules it off from the line above; whether that is the last line of a table that is ruled so.
    ruled: tuple[Across, ...] = ()
    is_outside: bool = False

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


def regions(
    lines: Sequence[Line], measure: Measure, right: float, carried: Sequence[float] = ()
) -> list[Region | Piece]:
    """What is in columns among the lines; of the others each as one piece.

    Where the page before ended in a table, it is known where that table's columns begin.
    """
    result: list[Region | Piece] = []
    at = 0
    while at < len(lines):
        found = _columns(lines, at, measure, right, () if at else carried)
        if found is None:
            result.append(joined(lines[at].pieces))
            at += 1
        else:
            region, count = found
            result.append(region)
            at += count
    return result


def _carried(lines: Sequence[Line], carried: Sequence[float]) -> list[Gap]:
    """The gaps between the columns of the page before, if the first line surely goes on in them."""
    if len(carried) < _TWO or not lines:
        return []
    first = lines[0]
    is_row = len(first.pieces) > 1 and all(
        any(-_SAME_PLACE <= piece.x0 - start <= _SET_IN * piece.size for start in carried) for piece in first.pieces
    )
    begin = first.pieces[0]
    label = begin.words[0].text
    goes_on = label[0].islower() or is_bullet(label) or _SUB_NUMBER.fullmatch(label) is not None
    is_left = begin.x0 < carried[1] - _SAME_PLACE
    if not is_row and (len(first.pieces) > 1 or (is_left and (not goes_on or begin.x1 > carried[1]))):
        return []
    return [Gap(start - first.size, start, start, _TWO) for start in carried[1:]]


def _columns(
    lines: Sequence[Line], at: int, measure: Measure, right: float, carried: Sequence[float]
) -> tuple[Region, int] | None:
    """The region that begins with this line and how many lines it takes."""
    first = lines[at]
    known = _carried(lines, carried)
    gaps = _narrowed(known, first) if known else [Gap(one.x1, two.x0, two.x0, 1) for one, two in pairwise(first.pieces)]
    if not gaps:
        return None
    end = at + 1
    while end < len(lines):
        line = lines[end]
        narrowed = _narrowed(gaps, line)
        if narrowed is None or _is_break(lines[max(at, end - _BACK) : end], line, measure, narrowed):
            break
        gaps = narrowed
        end += 1
    taken = lines[at:end]
    cells = [_placed(line, gaps) for line in taken]
    both = [number for number, row in enumerate(cells) if all(row[:1]) and any(row[1:])]
    if not any(any(row[1:]) for row in cells) or not (known or (len(both) >= _TWO and _is_lined_up(cells))):
        return None
    starts = (
        carried
        if len(known) == len(gaps)
        else [min((cell.x0 for cell in column if cell), default=0.0) for column in zip(*cells, strict=True)]
    )
    edges = _edges(cells, starts, right)
    count = _trimmed(taken, cells, measure)
    cells = cells[:count]
    ruled = [number for number, line in enumerate(taken[:count]) if number and _is_ruled_off(line, edges)]
    return Region(tuple(split_rows(cells, edges, measure, ruled)), edges), count


def _is_ruled_off(line: Line, edges: Sequence[Edges]) -> bool:
    """Whether a line over all columns stands above it."""
    room = 2 * line.size
    return any(rule.x0 <= edges[0].left + room and rule.x1 >= edges[-1].left + room for rule in line.ruled)


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


def _is_break(above: Sequence[Line], line: Line, measure: Measure, gaps: Sequence[Gap]) -> bool:
    """Whether the line is a heading of its own, on the left with space above, or begins a table of more columns."""
    last = above[-1]
    if len(line.pieces) > len(gaps) + 1:
        return all(piece.is_bold or NUMBER.fullmatch(piece.words[0].text) for piece in line.pieces)
    if len(line.pieces) > 1 or line.pieces[0].x0 >= gaps[0].right:
        return False
    pitch = measure.pitch * max(line.size, last.size)
    if line.is_outside or last.y - line.y > 3 * pitch:
        return True
    [piece] = line.pieces
    if not any(_heading(piece)):
        return False
    return last.y - line.y > _APART * pitch or _is_unlike(piece, above)


def _heading(piece: Piece) -> tuple[bool, bool, bool]:
    """What makes the line a heading: bold letters, capital letters, a number."""
    return piece.is_bold, piece.text.isupper(), _TOP_NUMBER.fullmatch(piece.words[0].text) is not None


def _is_unlike(piece: Piece, above: Sequence[Line]) -> bool:
    """Whether it looks like a heading as nothing else in the first column does, or begins further left than that."""
    ones = [line.pieces[0] for line in above if len(line.pieces) > 1]
    ones = [one for one in ones[1:] if one.x0 <= ones[0].x0 + _SAME_PLACE] or ones
    looks = _heading(piece)
    if looks in {_heading(one) for one in ones}:
        return False
    return sum(looks) > 1 or piece.x0 < min((one.x0 for one in ones), default=piece.x0) - 1


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


def _edges(cells: Sequence[Sequence[Piece | None]], starts: Sequence[float], right: float) -> tuple[Edges, ...]:
    columns = [[cell for cell in column if cell is not None] for column in zip(*cells, strict=True)]
    edges: list[Edges] = []
    for number, column in enumerate(columns):
        widest = max((cell.x1 for cell in column), default=starts[number])
        size = max((cell.size for cell in column), default=0.0)
        limit = starts[number + 1] - 1.1 * size if number + 1 < len(columns) else right
        edges.append(Edges(starts[number], widest, max(widest, limit)))
    return tuple(edges)


def _trimmed(lines: Sequence[Line], cells: Sequence[Sequence[Piece | None]], measure: Measure) -> int:
    """How many lines belong to the columns: below the last that has both, only what follows it closely."""
    count = max(number for number, row in enumerate(cells) if any(row[1:])) + 1
    second = min(cell.x0 for row in cells for cell in row[1:] if cell is not None)
    while count < len(lines):
        last, line = lines[count - 1], lines[count]
        pitch = measure.pitch * max(line.size, last.size)
        piece = line.pieces[0]
        label = piece.words[0].text
        # An item that is as narrow as the first column stands in it.
        is_inside = (is_bullet(label) or label in DASHES) and piece.x1 < second
        if last.y - line.y > _ROW_APART * pitch or (len(piece.words) > 1 and is_label(label) and not is_inside):
            break
        count += 1
    return count
