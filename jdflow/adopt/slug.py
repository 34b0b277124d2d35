"""Names as identifiers."""

from __future__ import annotations

import re
from unicodedata import normalize

from jdflow.model.ids import LONGEST

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_OTHERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d"})


def slug(text: str) -> str:
    """The text in small letters without accents, words joined by hyphens; empty where nothing of it can stand."""
    letters = normalize("NFKD", text.casefold().translate(_OTHERS))
    plain = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    return _NOT_PLAIN.sub("-", plain).strip("-")[:LONGEST].strip("-")
