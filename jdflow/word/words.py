"""The words of a document as people read them, whatever program saved it last."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<(/w:p)>|<w:(br|cr|tab|noBreakHyphen|softHyphen)(?: [^>]*)?/>")
# What programs make of these characters when they save.
_CHARACTERS = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\N{SOFT HYPHEN}"}


def words(part: str) -> Iterator[str]:
    """The paragraphs of a part, one space between words, empty ones left out."""
    found = _PIECE.findall(part)
    whole = "".join(text or ("\n" if end else _CHARACTERS.get(sign, " ") if sign else "") for text, end, sign in found)
    for line in whole.split("\n"):
        said = " ".join(unescape(line).split())
        if said:
            yield normalize("NFC", said)


def content_digest(part: str) -> str:
    """A digest of a part's words: the same however the file was packed or saved anew."""
    return sha256("\n".join(words(part)).encode()).hexdigest()
