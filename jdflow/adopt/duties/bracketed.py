"""Numbers with a bracket, `1)`, below or beside duties whose numbers have none: they count what each duty has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.duties.duty import head, speaks_of_results
from jdflow.adopt.duties.numbered import says_what_is_so

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.bits.words import Bit

_BRACKETED = re.compile(r"\W?\d{1,2}\)\Z")
_FIRST = re.compile(r"\W?1\)\Z")
_TWO = 2


def with_items(bits: Sequence[Bit], heading: str) -> list[Bit]:
    """The bits; such numbers are bullets, and what stands behind the first of them in a duty's line is one, too."""
    top = next((bit for bit in bits if _is_numbered(bit)), None)
    if top is None or _is_bracketed(top):
        return list(bits)
    found = [piece for bit in bits for piece in _parted(bit)]
    own = [bit for bit in found if _is_bracketed(bit)]
    begun = sum(bit.number == "1" for bit in own)
    has_results = speaks_of_results(heading) or any(head(bit) in {"result", "both"} for bit in bits)
    is_known = all(bit.text[:1].islower() for bit in own) or has_results or all(map(says_what_is_so, own))
    if begun < _TWO or not is_known:
        return list(bits)
    return [bit._replace(level=1, number=None) if _is_bracketed(bit) else bit for bit in found]


def _parted(bit: Bit) -> Iterator[Bit]:
    """The line of a duty without the item that begins beside it, and that."""
    at = next((at for at, word in enumerate(bit.words[:-1]) if at and _FIRST.match(word.text)), None)
    if at is None or bit.is_whole or bit.cell is not None or not bit.words[at + 1].text[:1].isupper():
        yield bit
        return
    # A ruled line that recognition of a picture took for a sign.
    end = at - 1 if bit.words[at - 1].text == "|" else at
    yield bit.holding(bit.words[:end])
    yield bit.after(at + 1)._replace(mark=bit.words[end : at + 1], number="1", level=None)


def _is_numbered(bit: Bit) -> bool:
    return bit.number is not None and bit.level is None and bit.cell is None


def _is_bracketed(bit: Bit) -> bool:
    return _is_numbered(bit) and bool(bit.mark) and _BRACKETED.match(bit.mark[-1].text) is not None
