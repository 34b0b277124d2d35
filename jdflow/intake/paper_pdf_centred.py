"""Rows whose cells are centred one beside another, with no line between them: whose text stands around whose middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.intake.paper_pdf_lines import is_bullet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.intake.paper_pdf_lines import Piece

_MOST_LINES, _MOST_ROWS = 120, 40
_CLOSE = 0.9
# What it costs, in points off the middle, to begin a row within a paragraph, or to leave a cell empty.
_WITHIN, _EMPTY = 200.0, 100.0


def are_centred(cells: Sequence[Sequence[Piece | None]], starts: Sequence[int], pitch: float) -> bool:
    """Whether most rows that the first column begins would cut a paragraph of the second."""
    if len(cells) > _MOST_LINES or len(starts) > _MOST_ROWS or any(len(row) != 2 for row in cells):  # noqa: PLR2004
        return False
    cut = 0
    for at in starts:
        first, second = cells[at][0], cells[at][1]
        above = cells[at - 1][1] if at else None
        if second is not None:
            cut += not _begins(second)
        elif first is not None and above is not None and cells[at - 1][0] is None:
            cut += above.y - first.y < _CLOSE * pitch * first.size
    return cut * 2 >= len(starts) > 0


def _begins(piece: Piece) -> bool:
    return is_bullet(piece.words[0].text) or not piece.words[0].text[0].islower()


def around(
    cells: Sequence[Sequence[Piece | None]], starts: Sequence[int]
) -> list[tuple[tuple[Piece, ...], tuple[Piece, ...]]]:
    """The rows: lines of the second column go to the text of the first whose middle theirs is nearest to."""
    bounds = [*starts, len(cells)]
    left = [
        [cell for row in cells[start:end] if (cell := row[0]) is not None]
        for start, end in zip(starts, bounds[1:], strict=True)
    ]
    right = [cell for row in cells if (cell := row[1]) is not None]
    middles = [(ones[0].y + ones[-1].y) / 2 for ones in left]
    # The least that it costs to give the first lines to the first rows, and how many the last of these then has.
    costs = [[0.0, *[float("inf")] * len(right)]]
    taken: list[list[int]] = []
    for middle in middles:
        line, counts = [float("inf")] * (len(right) + 1), [0] * (len(right) + 1)
        for begin, cost in enumerate(costs[-1]):
            within = _WITHIN if begin < len(right) and not _begins(right[begin]) else 0.0
            for end in range(begin, len(right) + 1) if cost < float("inf") else ():
                off = abs(middle - (right[begin].y + right[end - 1].y) / 2) + within if end > begin else _EMPTY
                if cost + off < line[end]:
                    line[end], counts[end] = cost + off, end - begin
        costs.append(line)
        taken.append(counts)
    end = len(right)
    rows: list[tuple[tuple[Piece, ...], tuple[Piece, ...]]] = []
    for ones, counts in zip(reversed(left), reversed(taken), strict=True):
        rows.append((tuple(ones), tuple(right[end - counts[end] : end])))
        end -= counts[end]
    return rows[::-1]
