"""What tells that a text goes on in the next row of a table, or in the next line of a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined, words_of
from jdflow.adopt.duties.torn import is_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.duties.columns import Row

_TWO = 2
_JOINING = re.compile(r"(?<!\S)(?:ja|ning|või|ja/või|ega)\Z", re.IGNORECASE)


def is_joining(text: str) -> bool:
    """Whether it ends as no text does."""
    return text.endswith(",") or _JOINING.search(text) is not None


def with_joined(bits: Sequence[Bit]) -> list[Bit]:
    """The texts of a cell; what ends as none does goes on with the next one, whatever that begins with."""
    found: list[list[Bit]] = []
    # Where several end with commas, these part them.
    is_listed = sum(_last(bit).endswith(",") for bit in bits) > 1
    for bit in bits:
        before = _last(found[-1][-1]) if found else ""
        is_plain = not bit.is_item and bit.number is None and bool(bit.words)
        is_parted = before.endswith(",") and (is_listed or bit.is_whole)
        if is_plain and is_joining(before) and not is_parted:
            found[-1].append(bit)
        else:
            found.append([bit])
    return [run[0].holding(words_of(run)) if len(run) > 1 else run[0] for run in found]


def are_ended(rows: Iterable[Row], duty: int, result: int) -> bool:
    """Whether most texts above a number, or at the end of the table, end with a mark; not so where no row has one."""
    ends: list[bool] = []
    last: dict[int, bool] = {}
    has_numbers = False
    for row in rows:
        if any(bit.number is not None for bit in row.get(duty, [])):
            ends += last.values()
            last, has_numbers = {}, True
        last.update({column: is_open(row[column][-1].words) for column in (duty, result) if row.get(column)})
    ends += last.values()
    return has_numbers and sum(ends) * _TWO < len(ends)


def is_cut(words: Sequence[Word], *, is_ended: bool) -> bool:
    """Whether a text goes on, where others end with a mark or not."""
    return is_open(words) and (is_ended or is_joining(joined(words[-1:])))


def _last(bit: Bit) -> str:
    return joined(bit.words[-1:])
