"""Whether a file may name a person at all: a quick look, after which few files need a closer one."""

from __future__ import annotations

import re


def _sign(byte: int) -> int:
    """What a byte is: of a capital, of another letter, between two words, at the end of a part of a sentence."""
    # Estonian capitals of two bytes begin as their small letters do.
    if byte in b"\xc3\xc5" or chr(byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        return ord("A")
    if byte in b" \n\r\t/([\"'*_\x9e":
        return ord(" ")
    return ord(",") if byte in b",;:!?)]#" else ord("a") if byte != ord(".") else byte


_SIGNS = bytes(map(_sign, range(256)))
# Two words with a capital; and initials with a surname glued on. To begin with a blank makes the search a quick one.
_PAIR = re.compile(rb" A[Aa.]*(?= +A)")
_GLUED = re.compile(rb" AA?\.a?(?:AA?\.a?)?A")
_LONGEST = 80


def may_name(data: bytes) -> bool:
    """Whether two words of a file look like a person's name."""
    signs = b" " + data.translate(_SIGNS)
    if _GLUED.search(signs) is not None:
        return True
    return any(_is_like_name(data, *match.span()) for match in _PAIR.finditer(signs))


def _is_like_name(data: bytes, start: int, end: int) -> bool:
    """Whether a name begins with that word."""
    from jdflow.persons.names import is_given
    from jdflow.persons.surnames import is_surname

    first, second = _text(data[start : end - 1]), _text(data[end - 1 : end + _LONGEST])
    if not first[:1].isupper() or not second[:1].isupper():
        return False
    return is_given(first) or is_surname(first) or is_surname(second) or first.endswith(".")


def _text(data: bytes) -> str:
    """The first word there."""
    return data.decode("utf-8", "ignore").split(None, 1)[0].rstrip(")]\"'“”’»,;:!?/*_")
