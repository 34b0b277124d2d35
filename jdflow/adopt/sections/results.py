"""The column of results where extraction prints it last, behind whatever section the page ends with."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import HEADS, section_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit

_ENTITLED = frozenset({"rights", "responsibilities", "entitled"})
_FINAL = (".", ";", ":")


def heads_results(bits: Sequence[Bit], at: int, kind: str, inside: Sequence[Bit]) -> bool:
    """Whether a lone head of results stands there, behind the duties and in a section that has begun."""
    bit = bits[at]
    is_lone = bit.level is None and bit.cell is None and bit.number is None
    if not is_lone or HEADS.get(fold(bit.text.rstrip(":."))) != "result":
        return False
    below = list(takewhile(_is_no_heading, bits[at + 1 :]))
    if kind == "duties" or not below:
        return False
    # A list that goes on behind results is parted from them by who reads it.
    return kind not in _ENTITLED or (bool(inside) and _has_items(inside) and not _has_items([bit, *below]))


def _is_no_heading(bit: Bit) -> bool:
    return section_of(bit.text.rstrip(":. ")) is None


def _has_items(bits: Sequence[Bit]) -> bool:
    """Whether an item in lower case begins there, as those of rights do, not the rest of a line."""
    begun = [bits[0].is_item, *(bit.is_item or before.text.endswith(_FINAL) for before, bit in pairwise(bits))]
    return any(is_begun and bit.text[:1].islower() for is_begun, bit in zip(begun, bits, strict=True))
