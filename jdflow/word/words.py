"""The words of a document as people read them, whatever program saved it last."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)|<w:(br|cr|tab|noBreakHyphen|softHyphen)(?: [^>]*)?/>")
# What programs make of these characters when they save.
_CHARACTERS = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\N{SOFT HYPHEN}"}


def words(part: str) -> Iterator[str]:
    """The paragraphs of a part, one space between words, empty ones left out."""
    whole = "".join(
        match[1] if match[1] is not None else "\n" if match[2] else _CHARACTERS.get(match[3], " ")
        for match in _PIECE.finditer(part)
    )
    for line in whole.split("\n"):
        said = " ".join(unescape(line).split())
        if said:
            yield normalize("NFC", said)


def content_digest(parts: Iterable[str]) -> str:
    """A digest of the words of several parts: the same however the file was packed or saved anew."""
    return sha256("\n".join(line for part in parts for line in words(part)).encode()).hexdigest()
