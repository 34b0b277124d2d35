"""Marks that a text should not have: straight quotes, doubled or misplaced punctuation, what ends an item of a list."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'["“”„«](?=\S)([^"“”„«»\n]+?)(?<=\S)["“”»]')
_MENDS = (
    (re.compile(r"\s+([,;]|[:!?](?=\s|\Z))"), r"\1"),
    (re.compile(r"\s+\.(?=\s|\Z)"), "."),
    (re.compile(r"([,;:])\1+"), r"\1"),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "."),
    (re.compile(r",([.;:])"), r"\1"),
    (re.compile(r"([,;])(?=[^\W\d_]{2})"), r"\1 "),
    (re.compile(r"\(\s+"), "("),
    (re.compile(r"\s+\)"), ")"),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"\A[-–—•▪·*»]\s+"), ""),
    (re.compile(r"[\s,;]+\Z"), ""),
)
# Of a longer text nobody says that it is one sentence.
_LONGEST = 2000
# Words with single spaces and, here and there, a comma between them: so nearly all texts are, and nothing is wrong.
_PLAIN = re.compile(r"[^\W_]+(?:(?:[ -]|, )[^\W_]+)*[.:]?")
_DASH = re.compile(r"(?<=\w) (?:-|--) (?=\w)")


def mended(text: str) -> str:
    """The text with its marks set right; the same text where nothing is wrong."""
    if len(text) > _LONGEST or _PLAIN.fullmatch(text):
        return text
    text = _QUOTED.sub("„\\1“", text)
    for wrong, right in _MENDS:
        text = wrong.sub(right, text)
    return _DASH.sub(" – ", text)
