"""A page laid out: its tables, columns and paragraphs in the order in which they are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.intake.paper_pdf_columns import Line, Region, regions, split_rows
from jdflow.intake.paper_pdf_lines import NUMBER, is_label, piece, pieces
from jdflow.intake.paper_pdf_paras import Draft, Edges, Measure, drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.intake.paper_pdf_grid import Grid
    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_page import Word

_USUAL_SIZE, _USUAL_PITCH = 12.0, 1.2
_SAME_START = 6.0
_OFTEN = 0.25
_CLOSEST, _WIDEST = 0.9, 2.6
_STEP = 0.02
_MOST_PADDING, _MOST_SET_IN = 12.0, 25.0
_OF_A_CELL = 0.3
_EDGE = 0.97
_LABELS = 2


class Measures(NamedTuple):
    """How the document is set, in ruled tables and elsewhere."""

    inside: Measure
    outside: Measure


class Sheet(NamedTuple):
    """A table of a page: where its columns begin, and the paragraphs of each cell by rows."""

    starts: tuple[float, ...]
    rows: tuple[tuple[tuple[Draft, ...], ...], ...]


Item: TypeAlias = "Draft | Sheet"
Lines: TypeAlias = "Sequence[tuple[int, list[Word]]]"


def measure_of(pages: Iterable[Lines]) -> Measure:
    """How the lines are set: what most letters and most lines say."""
    sizes: Counter[float] = Counter()
    wrapped: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for lines in pages:
        above: dict[int, Piece] = {}
        for _, line in lines:
            for word in line:
                sizes[round(word.size * 2) / 2] += len(word.text)
            for part in pieces(line, 0):
                label = is_label(part.words[0].text)
                for start in {round(word.x0 / _SAME_START) for word in part.words[: 2 if label else 1]}:
                    if start in above:
                        step = round((above[start].y - part.y) / max(part.size, above[start].size) / _STEP)
                        # A line that begins with a small letter surely goes on with the one above.
                        (wrapped if part.words[0].text[0].islower() and not label else others)[step] += 1
                    above[start] = part
    size = sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE
    # Of lines that surely go on, the widest usual distance; of others, which paragraphs may part, the least.
    return Measure(size, max(_usual(wrapped), default=0) or min(_usual(others), default=_USUAL_PITCH))


def _usual(counts: Counter[int]) -> list[float]:
    """The distances of lines that are no exceptions."""
    possible = {step: count for step, count in counts.items() if _CLOSEST <= step * _STEP <= _WIDEST}
    often = max(possible.values(), default=0) * _OFTEN
    return [step * _STEP for step, count in possible.items() if count >= often]


def sides(pages: Iterable[Lines]) -> Edges:
    """Where the text of pages of one width begins and ends; single words that hang out do not count."""
    parts = [part for lines in pages for _, line in lines for part in pieces(line, 0)]
    starts, ends = sorted(part.x0 for part in parts), sorted(part.x1 for part in parts)
    if not parts:
        return Edges(0.0, 0.0, 0.0)
    right = ends[round((len(ends) - 1) * _EDGE)]
    return Edges(starts[round((len(starts) - 1) * (1 - _EDGE))], right, right)


def lay_out(lines: Lines, found: Sequence[Grid], page: int, measures: Measures, edges: Edges) -> list[Item]:
    """What stands on the page and in its ruled tables, in reading order."""
    cells: list[defaultdict[tuple[int, int], list[Piece]]] = [defaultdict(list) for _ in found]
    free: list[tuple[float, Line]] = []
    for number, line in lines:
        loose: list[Word] = []
        inside: defaultdict[tuple[int, tuple[int, int]], list[Word]] = defaultdict(list)
        for word in line:
            place = place_of(found, word)
            if place is None:
                loose.append(word)
            else:
                inside[place].append(word)
        for (grid, cell), words in inside.items():
            cells[grid][cell].append(piece(words, number))
        if loose:
            free.append((loose[0].y, Line(tuple(pieces(loose, number)))))
    result: list[Item] = []
    at = 0
    for table, held in zip(found, cells, strict=True):
        above = at
        while at < len(free) and free[at][0] > table.top:
            at += 1
        result += _unruled([line for _, line in free[above:at]], page, measures.outside, edges)
        result += _ruled(table, held, page, measures.inside)
    return result + _unruled([line for _, line in free[at:]], page, measures.outside, edges)


def place_of(found: Sequence[Grid], word: Word) -> tuple[int, tuple[int, int]] | None:
    """Which cell of which of the tables the word stands in."""
    x, y = (word.x0 + word.x1) / 2, word.y + _OF_A_CELL * word.size
    for number, grid in enumerate(found):
        cell = grid.cell(x, y)
        if cell is not None:
            return number, cell
    return None


def _ruled(grid: Grid, held: dict[tuple[int, int], list[Piece]], page: int, measure: Measure) -> list[Item]:
    """The table; nothing where all its cells are empty."""
    if not held:
        return []
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


def _unruled(lines: Sequence[Line], page: int, measure: Measure, edges: Edges) -> list[Item]:
    result: list[Item] = []
    plain: list[Piece] = []

    def flush() -> None:
        result.extend(drafts(plain, edges, page, measure))
        plain.clear()

    for part in regions(lines, measure, edges.right):
        if not isinstance(part, Region):
            plain.append(part)
            continue
        flush()
        rows = tuple(
            tuple(
                tuple(drafts(cell, column, page, measure, inside=not part.is_flow))
                for cell, column in zip(row, part.edges, strict=True)
            )
            for row in part.rows
        )
        if part.is_flow:
            result.extend(draft for row in rows for cell in row for draft in cell)
        else:
            result.append(Sheet(tuple(column.left for column in part.edges), rows))
    flush()
    return result
