"""A position's file at a glance: its dates without reading the rest, where they cannot be mistaken."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

# A line at the margin that is neither blank, a comment, an item, nor a key with its value: no plain mapping.
_ODD = re.compile(rb"\n(?![ #\n]|\Z|\r\n|- |(?:[a-z_]|\xc3[\xb5\xa4\xb6\xbc])+:[ \r\n])")
_DAY = re.compile(rb" +(\d{4}-\d\d-\d\d)(?: +#[^\n]*| *)\r?\n")
# What YAML takes for the end of a line besides the usual one.
_BREAKS = re.compile(rb"\r(?!\n)|\xc2\x85|\xe2\x80[\xa8\xa9]")
# Bytes of those that hardly ever occur otherwise: to look for them is sooner done.
_RARE = (b"\r", b"\x85", b"\xa8", b"\xa9")
_EFFECTIVE = b"\nkehtiv_alates:"
_REVIEWED = "\nüle_vaadatud:".encode()
_FORMER = b"\nvarem:"


class Glance(NamedTuple):
    """What a file says of its first day in force and its last review; whether it names earlier ids."""

    effective_from: date | None
    reviewed_on: date | None
    has_former_ids: bool


def glance(data: bytes) -> Glance | None:
    """The file at a glance; none where only reading it can tell."""
    text = b"\n%b\n" % data
    if _ODD.search(text) or (any(byte in text for byte in _RARE) and _BREAKS.search(text)):
        return None
    try:
        return Glance(_day(text, _EFFECTIVE), _day(text, _REVIEWED), _FORMER in text)
    except ValueError:
        return None


def _day(text: bytes, key: bytes) -> date | None:
    at = text.find(key)
    if at < 0:
        return None
    match = _DAY.match(text, at + len(key))
    if match is None or text.find(key, at + 1) >= 0:
        raise ValueError(key)
    return date.fromisoformat(match[1].decode())
