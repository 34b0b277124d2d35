"""Values of several columns that were read as one line: where each of them begins, if their words tell it."""

from __future__ import annotations

import re
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
