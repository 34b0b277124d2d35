"""Sections that stand side by side in a table, read one after another."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import Cell
from jdflow.adopt.forms.vocabulary import section_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.bits.words import Bit

# What may stand beside another; those who sign do, too, and are read as they stand.
_ASIDE = frozenset({"duties", "rights", "responsibilities", "tools", "requirements", "core", "additional", "purpose"})
_TWO = 2


def in_turn(bits: Sequence[Bit]) -> list[Bit]:
    """The bits; below a row whose cells are all headings of sections each column comes as a whole."""
    found: list[Bit] = []
    for table, run in groupby(bits, key=lambda bit: None if bit.cell is None else bit.cell.table):
        inside = list(run)
        found += inside if table is None else _table(inside)
    return found


def _table(bits: Sequence[Bit]) -> Iterator[Bit]:
    rows = [list(row) for _, row in groupby(bits, key=lambda bit: bit.cell.row if bit.cell else 0)]
    at = next((at for at, row in enumerate(rows) if _is_headed(row)), len(rows))
    for row in rows[:at]:
        yield from row
    below = [bit for row in rows[at:] for bit in row]
    for column in sorted({bit.cell.column for bit in below if bit.cell is not None}):
        for bit in below:
            cell = bit.cell
            if cell is not None and cell.column == column:
                # A column of its own, in which rows part what its lines would join.
                yield bit._replace(cell=Cell(cell.table, cell.row, 0, 1, cell.is_tabbed))


def _is_headed(row: Sequence[Bit]) -> bool:
    """Whether each cell of the row is the heading of another section."""
    kinds = [section_of(bit.text.rstrip(":. ")) if bit.level is None else None for bit in row]
    columns = {bit.cell.column for bit in row if bit.cell is not None}
    return len(row) == len(columns) >= _TWO and len(set(kinds)) == len(kinds) and _ASIDE.issuperset(kinds)
