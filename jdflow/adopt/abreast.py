"""Values of several columns that were read as one line: where each of them begins, if their words tell it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.fold import fold
from jdflow.adopt.people import POSTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.words import Bit, Word

_JOINING = frozenset({"ja", "ning", "või", "ega", "sh"})
_ENDINGS = ("", "t", "i", "ut", "it", "ku", "at", "d", "id")
_POST = re.compile(f"(?:{'|'.join(fold(post + ending) for post in POSTS for ending in _ENDINGS)})\\Z")


def abreast(bits: Sequence[Bit], count: int) -> list[Bit]:
    """The values of so many columns: each begins with a capital, and all but the last are whole posts."""
    if any(bit.mark for bit in bits):
        return []
    words = [word for bit in bits for word in bit.words]
    begins = _begins(words)
    if len(begins) != count:
        return []
    pieces = [words[begin:end] for begin, end in zip(begins, [*begins[1:], len(words)], strict=True)]
    if not all(_is_post(piece[-1].text) for piece in pieces[:-1]) or pieces[-1][-1].text.endswith(","):
        return []
    return [bits[0].holding(piece) for piece in pieces]


def is_torn(bit: Bit) -> bool:
    """Whether a list of posts ends with a word that ends none: the rest of it stands elsewhere."""
    first = next((word.text.rstrip(",") for word in bit.words if word.text.endswith(",")), None)
    return first is not None and _is_post(first) and not _is_post(bit.words[-1].text)


def reunited(bits: Sequence[Bit], count: int) -> list[Bit]:
    """The values of so many columns, one of which goes on elsewhere in small letters; none where it may be another."""
    bits = [piece for bit in bits for piece in _at_blank_lines(bit)]
    rests = [bit for bit in bits if not bit.is_item and bit.text.islower()]
    values = [bit for bit in bits if bit not in rests]
    torn = [bit for bit in values if is_torn(bit)]
    is_known = len(rests) == len(torn) == 1 and len(values) == count and not any(bit.mark for bit in values)
    if not is_known or not all(_is_post(bit.words[-1].text) for bit in (*values, *rests) if bit is not torn[0]):
        return []
    return [bit.holding((*bit.words, *rests[0].words)) if bit is torn[0] else bit for bit in values]


def _at_blank_lines(bit: Bit) -> list[Bit]:
    """The pieces of a value between which a line is left blank."""
    cuts = [at for at in range(1, len(bit.words)) if bit.words[at].spot.line > bit.words[at - 1].spot.line + 1]
    return [bit.holding(bit.words[begin:end]) for begin, end in pairwise((0, *cuts, len(bit.words)))]


def _begins(words: Sequence[Word]) -> list[int]:
    """Where a capital begins a value: not within brackets, nor within a list."""
    found = []
    depth = 0
    for at, word in enumerate(words):
        before = words[at - 1].text if at else ""
        is_within = depth > 0 or before.endswith((",", ";", "-")) or before in _JOINING
        if at == 0 or (word.text[:1].isupper() and not is_within):
            found.append(at)
        depth += word.text.count("(") - word.text.count(")")
    return found


def _is_post(text: str) -> bool:
    """Whether a value may end with the word: with a post, or with what tells it from others."""
    return text.endswith(")") or (_POST.search(fold(text)) is not None and not text.endswith(","))
