"""Which columns of a table hold duties, which their parts and their results."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.adopt.bits.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jdflow.adopt.bits.words import Bit

Row: TypeAlias = "dict[int, list[Bit]]"
_TWO = 2


class Columns(NamedTuple):
    """Where in a row they stand."""

    duty: int
    result: int
    # A column of what a duty consists of.
    parts: int | None = None
    # Further columns of results: how these are measured.
    measures: tuple[int, ...] = ()


def columns_of(rows: Sequence[Row], heads: Mapping[int, str], before: Columns | None) -> Columns:
    """By the heads above them; without any those of the table before, or the two columns with most words."""
    sizes: dict[int, int] = {}
    for row in rows:
        for column, cell in row.items():
            sizes[column] = sizes.get(column, 0) + len(words_of(cell))
    result = next((column for column, kind in heads.items() if kind == "result"), -1)
    duty = [column for column, kind in heads.items() if kind in {"duty", "area"} and column < result]
    filled = [column for column in duty if sizes.get(column)]
    if result in sizes and filled:
        others = tuple(column for column, kind in heads.items() if kind == "result" and column != result)
        if heads[filled[0]] == "area" and _are_single(rows, filled[-1]):
            filled = filled[-1:]
        return _headed(rows, filled, result)._replace(measures=others)
    if before is not None and before.result in sizes:
        return before
    largest = sorted(sorted(sizes, key=lambda column: -sizes[column])[:_TWO])
    if duty:
        return Columns(duty[-1], result)
    return Columns(largest[0], largest[0] + 1 if len(largest) < _TWO else largest[1])


def _are_single(rows: Sequence[Row], column: int) -> bool:
    """Whether most cells of the column hold one paragraph: a duty, no list of what it consists of."""
    cells = [row[column] for row in rows if column in row]
    return sum(len(cell) == 1 for cell in cells) * _TWO > len(cells)


def _headed(rows: Sequence[Row], duty: Sequence[int], result: int) -> Columns:
    """Of two columns of duties the second one says what the first consists of, where each row has both."""
    first, last = duty[0], duty[-1]
    if first == last:
        return Columns(first, result)
    named = sum(first in row for row in rows)
    # A cell for several rows names a group of duties; where there is hardly one, a page's end has cut a row.
    below = [row[last] for row in rows if last in row and first not in row]
    is_group = len(below) * _TWO >= named and all(cell[0].text[:1].isupper() for cell in below if cell)
    return Columns(last, result) if below and is_group else Columns(first, result, last)
