"""A position's file at a glance: its dates without reading the rest, where they cannot be mistaken."""

from __future__ import annotations

import re
from datetime import date
from hashlib import blake2b
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
_LAST = b"\nkehtiv_kuni:"
_KEY = re.compile(rb"\n((?:[a-z_]|\xc3[\xb5\xa4\xb6\xbc])+):")
# Sections that say nothing of where the position stands among others.
_WORDS = frozenset(
    word.encode()
    for word in (
        *("kehtiv_alates", "üle_vaadatud", "kinnitamine", "eesmärk", "ülesanded", "õigused", "vastutus"),
        *("töövahendid", "nõuded", "kompetentsid", "eritingimused", "märkused"),
    )
)
# With these a value may go on beyond its lines, or stand for one that is elsewhere.
_REACHING = re.compile(rb"[\"'\[{&*]")


class Glance(NamedTuple):
    """What a file says of its first day in force and its last review; whether it names earlier ids, or a last day."""

    effective_from: date | None
    reviewed_on: date | None
    has_former_ids: bool
    may_end: bool
    # The same for two files that can be read only if both say the same of all but their words, days and approval.
    place: str | None


def glance(data: bytes) -> Glance | None:
    """The file at a glance; none where only reading it can tell."""
    text = b"\n%b\n" % data
    if _ODD.search(text) or (any(byte in text for byte in _RARE) and _BREAKS.search(text)):
        return None
    try:
        first, reviewed = _day(text, _EFFECTIVE), _day(text, _REVIEWED)
    except ValueError:
        return None
    return Glance(first, reviewed, _FORMER in text, _LAST in text, _place(text))


def _place(text: bytes) -> str | None:
    keys = [(match.start(), match[1]) for match in _KEY.finditer(text)]
    if not keys:
        return None
    ends = [*(start for start, _ in keys[1:]), len(text)]
    said = b"".join(text[start:end] for (start, key), end in zip(keys, ends, strict=True) if key not in _WORDS)
    return None if _REACHING.search(said) else blake2b(said, digest_size=8).hexdigest()


def _day(text: bytes, key: bytes) -> date | None:
    at = text.find(key)
    if at < 0:
        return None
    match = _DAY.match(text, at + len(key))
    if match is None or text.find(key, at + 1) >= 0:
        raise ValueError(key)
    return date.fromisoformat(match[1].decode())
