"""Bullets that were read in a column of their own, given back to the lines that they stood before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import speaks_of_review
from jdflow.adopt.bits.pages import is_page_number
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABELS, section_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word

_FINAL = (".", ";", "!", "?")
_SEVERAL = 2


def with_bullets(bits: Sequence[Bit]) -> tuple[list[Bit], list[Word]]:
    """The bits, each such bullet before a line, or before each sentence that begins one; and the bullets of none."""
    found: list[Bit] = []
    lost: list[Word] = []
    waiting: list[Bit] = []
    at = 0
    while at < len(bits):
        bit = bits[at]
        if _is_lone(bit):
            waiting.append(bit)
        elif waiting and is_page_number(bit):
            found.append(bit)
        elif waiting and bit.is_apart and fold(bit.text.rstrip(":")) in LABELS:
            # A label is no item: the bullets have strayed there.
            lost += [word for one in waiting for word in one.mark]
            waiting = []
            found.append(bit)
        elif waiting and _is_plain(bit) and (len(waiting) >= _SEVERAL or waiting[-1].is_apart):
            block = _block(bits, at)
            found += _marked(block, waiting)
            waiting = []
            at += len(block) - 1
        else:
            found += [*waiting, bit]
            waiting = []
        at += 1
    return found + waiting, lost


def _is_lone(bit: Bit) -> bool:
    return not bit.words and bool(bit.mark) and bit.level is not None and bit.cell is None and not bit.is_whole


def _is_plain(bit: Bit) -> bool:
    return bool(bit.words) and not bit.is_item and bit.cell is None and not bit.is_whole


def _block(bits: Sequence[Bit], first: int) -> Sequence[Bit]:
    """The lines from there to the next blank one, or to one that is no plain line, or a heading."""
    end = first + 1
    while end < len(bits) and _is_plain(bits[end]) and not bits[end].is_apart and not _is_end(bits[end]):
        end += 1
    return bits[first:end]


def _is_end(bit: Bit) -> bool:
    """Whether what is listed has ended before it."""
    is_heading = bit.text[:1].isupper() and section_of(bit.text.rstrip(":. ")) is not None
    return is_heading or speaks_of_review(bit.text)


def _marked(block: Sequence[Bit], bullets: Sequence[Bit]) -> list[Bit]:
    starts = set(range(len(block)))
    if len(block) != len(bullets):
        starts = {at for at in range(len(block)) if at == 0 or block[at - 1].text.endswith(_FINAL)}
        # What goes on in lower case behind a full stop has been shortened there.
        starts = {at for at in starts if at == 0 or block[at].text[:1].isupper() or block[at - 1].text.endswith(";")}
    found: list[Bit] = []
    left = list(bullets)
    for at, bit in enumerate(block):
        if at not in starts:
            found.append(bit)
            continue
        mark = left.pop(0) if left else None
        found.append(bit._replace(level=bullets[0].level, mark=(*(mark.mark if mark else ()), *bit.mark)))
    # Those for which there is no line stay what they are.
    return [*left, *found]
