"""What recognition of pictures leaves of a word: of letters with dots, of narrow ones, of those at a line's edge."""

from __future__ import annotations

import re
from functools import lru_cache

_DOTTED = re.compile("[õöäü]")
_PIECES = re.compile("[õö]{2}|.")
_READ_AS = dict.fromkeys(("õ", "ö"), "(?:[oõöóôò06dégq9s]|[6o]é|é6|[o6]6)") | {
    "ü": "(?:[uüúùûtw]|[tilf1][til1])",
    "ä": "(?:[aäáàâé4d]|da|a4|4a|aé|éa)",
    "u": "[uw]",
    "o": "[o06]",
    "l": "[l1i|]",
    "i": "[il1|]",
    "m": "(?:m|rn)",
}
_READ_AS |= dict.fromkeys(("õõ", "öö", "õö", "öõ"), "(?:[oõöóôò06dégq9]{2}|(?=[do]*[6é])[dé6o]{2}[é6])")
_SHORTEST_DAMAGED, _MOST_MORE = 4, 4
# What is left of them where more is lost, which only other words of the text can bear out.
_PAIRS = re.compile("[õö]{2}|ää|üü|.")
_GARBLED_AS = (
    _READ_AS
    | dict.fromkeys(("õ", "ö"), "[oõöóôò06dégqsa9]{0,2}")
    | dict.fromkeys(("õõ", "öö", "õö", "öõ"), "[oõöóôò06dégqs9]{1,3}")
    | {"ü": "[uüúùûtwilf1]{0,3}", "üü": "[uüúùûtwilf1]{1,4}"}
    | {"ä": "[aeiéd4]{1,2}", "ää": "[aeiéd4]{1,3}", "l": "[l1i|j]"}
)
_NARROW = frozenset("iltjfr1")
_SHORTEST_GARBLED, _LONG = 4, 6


def has_dots(word: str) -> bool:
    """Whether a letter with dots, or a tilde, stands in the word."""
    return _DOTTED.search(word) is not None


def is_damaged(here: str, there: str) -> bool:
    """Whether text recognition has left for letters with dots what it leaves for no others."""
    if not len(there) - 1 <= len(here) <= len(there) + _MOST_MORE or not has_dots(there):
        return False
    if here[0] != there[0] and there[0] not in _READ_AS:
        return False
    return _as_recognised(there).fullmatch(here) is not None


def is_garbled(here: str, there: str) -> bool:
    """Whether it may be the other word badly read: its end, which tells case and person, is the same."""
    if len(there) < _SHORTEST_GARBLED or here[-1:] != there[-1] or abs(len(here) - len(there)) > _MOST_MORE:
        return False
    wanted = _as_garbled(there)
    if wanted.fullmatch(here):
        return True
    if len(there) >= _LONG and here == there[1:]:
        # The first letter stood at the edge of a column.
        return True
    # One narrow letter too many, or too few.
    without = (here[:at] + here[at + 1 :] for at in range(1, len(here) - 1) if here[at] in _NARROW)
    if any(map(wanted.fullmatch, without)):
        return True
    inner = range(1, len(there) - 1) if len(there) >= _LONG else ()
    return any(there[at] in _NARROW and here == there[:at] + there[at + 1 :] for at in inner)


def is_without_dots(here: str, there: str) -> bool:
    """Whether nothing but what became of letters with dots tells the words apart."""
    return has_dots(there) and _as_garbled(there).fullmatch(here) is not None


def is_readable(here: str, there: str) -> bool:
    """Whether it is the word, well or badly read."""
    return here == there or is_garbled(here, there)


@lru_cache(maxsize=4096)
def _as_recognised(word: str) -> re.Pattern[str]:
    """The word in all the ways in which it may have been recognised."""
    # In a longer word, a letter may be missing.
    maybe = "?" if len(word) >= _SHORTEST_DAMAGED else ""
    letters = (_READ_AS.get(piece, re.escape(piece)) for piece in _PIECES.findall(word))
    return re.compile("".join(letter + (maybe if letter == _READ_AS["õ"] else "") for letter in letters))


@lru_cache(maxsize=4096)
def _as_garbled(word: str) -> re.Pattern[str]:
    return re.compile("".join(_GARBLED_AS.get(piece, re.escape(piece)) for piece in _PAIRS.findall(word)))
