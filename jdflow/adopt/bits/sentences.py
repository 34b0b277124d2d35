"""Words parted into sentences, and the marks that lists leave at the ends of their items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Word

_END = re.compile(r"[.!?…][”“\"»)]*\Z")
_SHORTENED = re.compile(
    r"[(„“\"]*(?:(?i:a|aj|al|dr|eKr|hilj|hr|jm|jms|jne|jpm|jpt|jt|k\.?a|kl|lg|lk|lp|m\.?h|ms|nn|nr|nt|näit|p|pr|prof|ptk"
    r"|s\.?o|s\.?h|s\.?t|sh|st|stj|tel|tk|tn|u|v\.?a|vm|vms|vrd|vt)|[A-ZÕÄÖÜ]{1,2})\.\Z"
)
_BEGIN = re.compile(r"[„“\"«(]*[A-ZÕÄÖÜŠŽ]")
_ITEM_END = re.compile(r"(?:\s*[;,](?:\s+(?:ja|ning|või|ning/või|ja/või))?)+\Z")
_INNER_END = re.compile(r"[.!?]\s+[A-ZÕÄÖÜŠŽ]")


def sentences(words: Sequence[Word]) -> list[Sequence[Word]]:
    """The sentences, none of them empty."""
    found: list[Sequence[Word]] = []
    begin = 0
    for at, word in enumerate(words[:-1], 1):
        text = word.text
        if _END.search(text) and not is_shortened(text) and _BEGIN.match(words[at].text):
            found.append(words[begin:at])
            begin = at
    if begin < len(words):
        found.append(words[begin:])
    return found


def is_shortened(word: str) -> bool:
    """Whether the full stop at its end is that of an abbreviation, and a sentence may go on."""
    return _SHORTENED.match(word) is not None


def item(words: Sequence[Word]) -> str:
    """The words as an item of a list: the marks of the list are none of its own."""
    text = _ITEM_END.sub("", joined(words))
    if text[:1].islower() and text.endswith(".") and not _INNER_END.search(text) and not _is_short(text):
        text = text[:-1].rstrip(" ;,")
    return text or joined(words)


def _is_short(text: str) -> bool:
    return is_shortened(text.rsplit(" ", 1)[-1])
