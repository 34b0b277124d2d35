"""Words as they are compared: without case, accents, marks, and what recognition of pictures confuses."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

# Longer texts are no words that come again.
_KEPT = 200
_NOT_WORD = re.compile(r"[\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
# Longer ones first: an `ü` read as two letters must not become two of what a single one stands for.
_CONFUSED = (("iii", "iu"), ("ii", "u"), ("rn", "m"), ("vv", "w"))
_ALIKE = str.maketrans({"0": "o", "6": "o", "d": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "9": "g"})


def fold(text: str) -> str:
    """The letters that count, in one run."""
    return _fold(text) if len(text) <= _KEPT else _fold.__wrapped__(text)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    # In Estonian, an `é` is an `õ` or an `ö` that was not recognised.
    text = _ACCENTS.sub("", normalize("NFKD", text.casefold().replace("é", "o")))
    for read, meant in _CONFUSED:
        text = text.replace(read, meant)
    # An `ü` may also be read as `ti`, whose second letter is an `l` by now.
    return _NOT_WORD.sub("", text.translate(_ALIKE).replace("tl", "u"))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The words in lower case, without marks, a space between them."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()
