"""Tables by their ruling lines: where the cells are, merged ones too."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_pdf_rules import Across, Down

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.intake.paper_pdf_rules import Rules, Shade

_TOUCH = 3.5
_SAME = 3.5
_MOST_CELLS = 20_000
_NARROWEST, _FEW = 8.0, 4


class Grid(NamedTuple):
    """A ruled table: its columns from the left, its rows from above, and which cell each field belongs to."""

    xs: tuple[float, ...]
    # Downwards, so that they grow like the rows: the heights below zero.
    ys: tuple[float, ...]
    owners: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def top(self) -> float:
        """The height of its upper edge."""
        return -self.ys[0]

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return -self.ys[-1]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell in which the point lies."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= -y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, -y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self.owners[row][column]

    def right(self, row: int, column: int) -> float:
        """Where the cell that begins there ends."""
        last = max(number for number, owner in enumerate(self.owners[row]) if owner == (row, column))
        return self.xs[last + 1]


def grids(rules: Rules) -> list[Grid]:
    """The tables of a page from above, those inside another left out."""
    found = [grid for part in _parts(rules) if (grid := _grid(*_shaded(*part, rules.shades))) is not None]
    found = [grid for grid in found if not any(_holds(other, grid) for other in found if other is not grid)]
    return sorted(found, key=lambda grid: (-grid.top, grid.xs[0]))


def _holds(outer: Grid, inner: Grid) -> bool:
    return (
        outer.xs[0] - _TOUCH <= inner.xs[0]
        and inner.xs[-1] <= outer.xs[-1] + _TOUCH
        and outer.bottom - _TOUCH <= inner.bottom
        and inner.top <= outer.top + _TOUCH
        and (outer.xs[0], outer.xs[-1], outer.ys) != (inner.xs[0], inner.xs[-1], inner.ys)
    )


def _parts(rules: Rules) -> list[tuple[list[Across], list[Down]]]:
    """The lines that touch each other, directly or through others."""
    across, down, _ = rules
    parents = list(range(len(across) + len(down)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    heights = [line.y for line in across]
    for second, post in enumerate(down, len(across)):
        for first in range(bisect_right(heights, post.y0 - _TOUCH), bisect_right(heights, post.y1 + _TOUCH)):
            if across[first].x0 - _TOUCH <= post.x <= across[first].x1 + _TOUCH:
                parents[root(first)] = root(second)
    parts: defaultdict[int, tuple[list[Across], list[Down]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate(across):
        parts[root(number)][0].append(line)
    for number, post in enumerate(down, len(across)):
        parts[root(number)][1].append(post)
    return [part for part in parts.values() if part[0] and part[1]]


def _shaded(across: list[Across], down: list[Down], shades: Sequence[Shade]) -> tuple[list[Across], list[Down]]:
    """The lines, and the edges of coloured fields that fill cells between them from side to side."""
    if not shades:
        return across, down
    xs = _snapped([post.x for post in down])
    bottom, top = min(post.y0 for post in down) - _TOUCH, max(post.y1 for post in down) + _TOUCH
    fields = [
        shade
        for shade in shades
        if bottom <= shade.y0
        and shade.y1 <= top
        and all(any(abs(x - side) <= _TOUCH for x in xs) for side in (shade.x0, shade.x1))
    ]
    return (
        [*across, *(Across(y, shade.x0, shade.x1) for shade in fields for y in (shade.y0, shade.y1))],
        [*down, *(Down(x, shade.y0, shade.y1) for shade in fields for x in (shade.x0, shade.x1))],
    )


def _grid(across: list[Across], down: list[Down]) -> Grid | None:
    xs = _snapped([post.x for post in down] + [min(line.x0 for line in across), max(line.x1 for line in across)])
    ys = _snapped([-line.y for line in across] + [-max(post.y1 for post in down), -min(post.y0 for post in down)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or not 1 < rows * columns <= _MOST_CELLS or _is_hatched(xs) or _is_hatched(ys):
        return None
    # Whether a line stands between a field and the next one in its row, or its column.
    shut = [[False] * columns for _ in range(rows)]
    closed = [[False] * columns for _ in range(rows)]
    for post in down:
        column = _nearest(xs, post.x) - 1
        if 0 <= column < columns:
            for row in _between(ys, -post.y1, -post.y0):
                shut[row][column] = True
    for line in across:
        row = _nearest(ys, -line.y) - 1
        if 0 <= row < rows:
            for column in _between(xs, line.x0, line.x1):
                closed[row][column] = True
    owners = _owners(shut, closed)
    if len({owner for row in owners for owner in row}) < 2:  # noqa: PLR2004 (a frame is no table)
        return None
    return Grid(xs, ys, owners)


def _is_hatched(values: Sequence[float]) -> bool:
    """Whether most of the lines stand closer than a line of text is high."""
    narrow = sum(other - one < _NARROWEST for one, other in pairwise(values))
    return narrow > _FEW and narrow * 2 > len(values)


def _snapped(values: Iterable[float]) -> tuple[float, ...]:
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > _SAME:
            result.append(value)
    return tuple(result)


def _nearest(values: Sequence[float], value: float) -> int:
    above = bisect_right(values, value)
    return min(range(max(above - 1, 0), min(above + 1, len(values))), key=lambda number: abs(values[number] - value))


def _between(values: Sequence[float], start: float, end: float) -> Iterable[int]:
    """The fields whose middle lies in between."""
    first = max(bisect_right(values, start) - 1, 0)
    return [
        number
        for number in range(first, min(bisect_right(values, end), len(values) - 1))
        if start <= (values[number] + values[number + 1]) / 2 <= end
    ]


def _owners(shut: list[list[bool]], closed: list[list[bool]]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each field the first one of its cell: fields with no line between them are one cell."""
    rows, columns = len(shut), len(shut[0])
    owners: list[list[tuple[int, int] | None]] = [[None] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if owners[row][column] is not None:
                continue
            waiting = [(row, column)]
            owners[row][column] = (row, column)
            while waiting:
                y, x = waiting.pop()
                for there, is_open in (
                    ((y, x + 1), x + 1 < columns and not shut[y][x]),
                    ((y, x - 1), x > 0 and not shut[y][x - 1]),
                    ((y + 1, x), y + 1 < rows and not closed[y][x]),
                    ((y - 1, x), y > 0 and not closed[y - 1][x]),
                ):
                    if is_open and owners[there[0]][there[1]] is None:
                        owners[there[0]][there[1]] = (row, column)
                        waiting.append(there)
    return tuple(tuple(owner or (0, 0) for owner in row) for row in owners)
