"""The lines of columns by rows: by the lines that rule them, by their numbers, by where all begin anew."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.intake.paper_pdf_centred import are_centred, around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_paras import Edges, Measure

_ROW_APART, _A_LITTLE_APART, _FAR_APART = 1.25, 1.09, 1.5
_SLACK = 0.35
_TWO = 2
_BACK = 60
_SUB_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.?")


def split_rows(
    cells: Sequence[Sequence[Piece | None]], edges: Sequence[Edges], measure: Measure, ruled: Sequence[int] = ()
) -> list[tuple[tuple[Piece, ...], ...]]:
    """The lines of the columns by rows, of which those that are given surely begin one.

    Others do by the numbers on the left where it has some, else where both begin anew; but for tables in which every
    row is ruled.
    """
    sub = [
        number
        for number, row in enumerate(cells)
        if (cell := row[0]) is not None and _SUB_NUMBER.fullmatch(cell.words[0].text)
    ]
    if len(sub) >= _TWO and not ruled and are_centred(cells, sub, measure.pitch):
        # All that has a text on the left above the first number stands above it.
        first = max((number + 1 for number in range(sub[0]) if cells[number][0] is not None), default=0)
        return [*([_stacked(cells[:first])] if first else []), *around(cells[first:], [at - first for at in sub])]
    starts = _by_numbers(cells, sub, measure) if len(sub) >= _TWO else _by_lines(cells, edges, measure)
    if len(ruled) >= _TWO and all(
        sum(start <= number < end for number in sub) <= 1 for start, end in pairwise((0, *ruled, len(cells)))
    ):
        starts = []
    bounds = sorted({0, _headed(cells), *ruled, *starts, len(cells)})
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
        if above is None:
            # What stands above it goes on from the page before, unless this row's text began there.
            if number and not any(cell.words[0].text[0].islower() for cell in row if cell is not None):
                result.append(number)
        elif any(row[1:]):
            word = first.words[0]
            fits = edges[0].at_most - above.x1 - _SLACK * above.size > word.x1 - word.x0
            is_apart = above.y - first.y > _ROW_APART * measure.pitch * first.size
            changes = above.is_bold != first.is_bold
            if word.text[0].islower():
                begins = above.y - first.y > _FAR_APART * measure.pitch * first.size and _is_far(cells, number, measure)
            else:
                begins = fits or is_apart or changes or _begins_beside(cells, number, edges, measure)
            if begins:
                result.append(number)
        above = first
    return result


def _above(cells: Sequence[Sequence[Piece | None]], at: int, column: int) -> Piece | None:
    """The line above in the column."""
    back = cells[max(at - _BACK, 0) : at]
    return next((cell for row in reversed(back) if (cell := row[column]) is not None), None)


def _is_far(cells: Sequence[Sequence[Piece | None]], at: int, measure: Measure) -> bool:
    """Whether the line stands far below those above it in all the other columns, too."""
    for column, cell in enumerate(cells[at]):
        above = _above(cells, at, column)
        if cell is not None and above is not None and above.y - cell.y <= _FAR_APART * measure.pitch * cell.size:
            return False
    return True


def _begins_beside(cells: Sequence[Sequence[Piece | None]], at: int, edges: Sequence[Edges], measure: Measure) -> bool:
    """Whether the line begins a text in another column, too: the one above had room for its first word, or is apart."""
    for column in range(1, len(edges)):
        first = cells[at][column]
        above = _above(cells, at, column)
        if first is None or above is None:
            continue
        word = first.words[0]
        room = edges[column].at_most - above.x1 - _SLACK * above.size
        is_apart = above.y - first.y > _A_LITTLE_APART * measure.pitch * first.size
        if not word.text[0].islower() and (is_apart or room > word.x1 - word.x0):
            return True
    return False


def _stacked(cells: Sequence[Sequence[Piece | None]]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(cell for cell in column if cell is not None) for column in zip(*cells, strict=True))
