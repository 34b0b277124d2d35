"""What numbers below other numbers stand for among duties: parts, results, or the duties of a group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.duties.duty import depth, head, is_led

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit
    from jdflow.adopt.desk import Desk

# A finite verb in the third person: `on`, `vastab`, `teavad`, `tehakse`.
VERB = re.compile(r"\b(?:on|[^\W\d]{3,}(?:[aeiou]b|vad|[tk]akse))\b", re.IGNORECASE)
_FEWEST = 2


def says_what_is_so(bit: Bit) -> bool:
    """Whether it says what is, as a result does; a duty only names what is done."""
    return bit.text[:1].isupper() and VERB.search(bit.text) is not None


def says_what_is(numbered: Sequence[Bit], top: int) -> bool:
    """Whether all that has a deeper number says what is, and nothing above it does."""
    inner = [bit for bit in numbered if depth(bit) > top]
    outer = [bit for bit in numbered if depth(bit) == top]
    return (
        len(inner) >= _FEWEST and all(map(says_what_is_so, inner)) and not any(VERB.search(bit.text) for bit in outer)
    )


def groups(bits: Sequence[Bit], top: int) -> frozenset[int]:
    """Which of the bits only name a group: nothing stands between them and the first of several duties with results."""
    found: set[int] = set()
    for at, bit in enumerate(bits):
        if not _is_numbered(bit) or depth(bit) != top:
            continue
        end = next((n for n in range(at + 1, len(bits)) if _is_numbered(bits[n]) and depth(bits[n]) <= top), len(bits))
        inner = [n for n in range(at + 1, end) if _is_numbered(bits[n])]
        ends = [*inner[1:], end]
        if inner[:1] == [at + 1] and all(
            any(map(is_led, bits[first + 1 : last])) for first, last in zip(inner, ends, strict=True)
        ):
            found.add(at)
    several = [at for at in found if _inner(bits, at) >= _FEWEST]
    return frozenset(found) if several else frozenset()


def without_titles(bits: Sequence[Bit], desk: Desk) -> Sequence[Bit]:
    """The bits without subheadings among them: one that only heads duties makes its neighbours such, too."""
    heading = next((bit for bit in bits if _is_numbered(bit) and head(bit) == "duty"), None)
    if heading is None or not any(_is_numbered(bit) and depth(bit) > depth(heading) for bit in bits):
        return bits
    kept = []
    for bit in bits:
        if not _is_numbered(bit) or depth(bit) != depth(heading):
            kept.append(bit)
        elif head(bit) == "duty":
            desk.form((*bit.mark, *bit.words))
        else:
            desk.give_up(bit)
    return kept


def _inner(bits: Sequence[Bit], at: int) -> int:
    return sum(_is_numbered(bit) and (bit.number or "").startswith(f"{bits[at].number}.") for bit in bits)


def _is_numbered(bit: Bit) -> bool:
    return bit.number is not None and bit.level is None
