"""Ruled tables of a page: what stands in each cell, and where a row lacks the line that others have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.intake.paper_pdf_lines import NUMBER, is_bullet, piece
from jdflow.intake.paper_pdf_paras import Draft, Edges, Measure, drafts
from jdflow.intake.paper_pdf_rows import split_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.intake.paper_pdf_grid import Grid
    from jdflow.intake.paper_pdf_lines import Piece

_MOST_PADDING, _MOST_SET_IN = 12.0, 25.0
_LABELS = 2
_GAP, _SAME, _TOUCH = 0.6, 3.0, 1.0


class Sheet(NamedTuple):
    """A table of a page: where its columns begin, and the paragraphs of each cell by rows."""

    starts: tuple[float, ...]
    rows: tuple[tuple[tuple[Draft, ...], ...], ...]


Item: TypeAlias = "Draft | Sheet"


def ruled(grid: Grid, held: dict[tuple[int, int], list[Piece]], page: int, measure: Measure) -> list[Item]:
    """The table; nothing where all its cells are empty."""
    if not held:
        return []
    grid, held = _parted(grid, held)
    padding = min(min(part.x0 for part in parts) - grid.xs[column] for (_, column), parts in held.items())
    padding = min(max(padding, 0.0), _MOST_PADDING)
    columns = [
        column
        for column in range(len(grid.xs) - 1)
        if any(place[1] == column for place in held) or grid.xs[column + 1] - grid.xs[column] > _MOST_PADDING
    ]
    reach: dict[int, float] = {}
    for (_, column), parts in held.items():
        reach[column] = max(reach.get(column, 0.0), *(part.x1 for part in parts))
    rows: list[tuple[tuple[Draft, ...], ...]] = []
    for row in range(len(grid.ys) - 1):
        here = [held.get((row, column), []) for column in columns]
        if not any(here):
            continue
        edges = [_cell_edges(grid, row, column, padding, reach.get(column, 0.0)) for column in columns]
        rows += [
            tuple(
                tuple(drafts(cell, column, page, measure, inside=True))
                for cell, column in zip(cells, edges, strict=True)
            )
            for cells in _rows_inside(here, edges, measure)
        ]
    return [Sheet(tuple(grid.xs[column] for column in columns), tuple(rows))]


def _cell_edges(grid: Grid, row: int, column: int, padding: float, reach: float) -> Edges:
    """The cell's edges, set in as far as its lines are; on the right they may be set in further."""
    at_most = grid.right(*grid.owners[row][column]) - padding
    right = min(at_most, max(reach, at_most - _MOST_SET_IN))
    return Edges(grid.xs[column] + padding, right, at_most)


def _rows_inside(
    cells: Sequence[Sequence[Piece]], edges: Sequence[Edges], measure: Measure
) -> Iterable[Sequence[Sequence[Piece]]]:
    """The row itself, or where only columns are ruled, and the first one counts, the rows that its numbers make."""
    counted = [part for part in cells[0] if NUMBER.fullmatch(part.words[0].text) and "." in part.words[0].text[:-1]]
    if len(cells) == 1 or len(counted) < _LABELS or sum(map(bool, cells)) < _LABELS:
        return [cells]
    by_height: defaultdict[int, list[Piece | None]] = defaultdict(lambda: [None] * len(cells))
    for column, parts in enumerate(cells):
        for part in parts:
            by_height[part.number][column] = part
    return split_rows([by_height[number] for number in sorted(by_height)], edges, measure)


def _parted(grid: Grid, held: dict[tuple[int, int], list[Piece]]) -> tuple[Grid, dict[tuple[int, int], list[Piece]]]:
    """The table with cells cut that reach over several columns, where their lines leave open what rules the others."""
    owners = [list(row) for row in grid.owners]
    starts: defaultdict[int, set[int]] = defaultdict(set)
    for (_, column), parts in held.items():
        starts[column].update(place for part in parts for place in _places(part.x0))
    cut = dict(held)
    for row, first in held:
        begin = first
        for column in range(first + 1, len(grid.xs) - 1):
            if owners[row][column] != (row, begin):
                break
            behind = set().union(*(places for other, places in starts.items() if other >= column))
            halves = _halves(cut[row, begin], grid.xs[column], behind)
            if halves is None:
                continue
            cut[row, begin], cut[row, column] = halves
            for line in owners[row:]:
                if line[column] != (row, begin):
                    break
                line[column:] = [(row, column) if owner == (row, begin) else owner for owner in line[column:]]
            begin = column
    if len(cut) == len(held):
        return grid, held
    return grid._replace(owners=tuple(map(tuple, owners))), {place: parts for place, parts in cut.items() if parts}


def _halves(parts: Sequence[Piece], at: float, starts: set[int]) -> tuple[list[Piece], list[Piece]] | None:
    """The lines of a cell cut there; none where one of them crosses it, or does not begin behind it as others do."""
    left: list[Piece] = []
    right: list[Piece] = []
    for part in parts:
        ones = [word for word in part.words if (word.x0 + word.x1) / 2 < at]
        others = part.words[len(ones) :]
        if not others:
            left.append(part)
            continue
        begins = not starts.isdisjoint(_places(others[0].x0)) or is_bullet(others[0].text)
        gap = others[0].x0 - (ones[-1].x1 if ones else at)
        if not begins or gap < (_GAP * part.size if ones else -_TOUCH):
            return None
        if ones:
            left.append(piece(ones, part.number))
        right.append(piece(others, part.number))
    return (left, right) if right else None


def _places(x: float) -> tuple[int, int]:
    """Where it is, roughly: two places, so that neighbours share one."""
    return int(x / _SAME), int(x / _SAME + 0.5)
