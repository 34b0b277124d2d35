"""The class of a change: whether it touches what is agreed, who belongs where, or only how it is written.

What the domain names is taken as it says. What it leaves out (title, qualifier, group, special terms, review
clause) is `material`: calling a change of terms less than it is would hide it, calling it more costs one question.
`title_partitive` is `organisational`: it only says how others name the position. Order is never `editorial`: the
first duty is the main one, and no rule says otherwise; a line that moves has the class of its section.

Punctuation, case and white space are editorial in every section. Here that is taken by its words, but not further:

- a hyphen is punctuation, and so is what joins or parts two words (`e-post`, `epost`, `kaug töö`): spelling
  changes there, not what is asked; the letters stay the same in the same order;
- signs that stand for words are no punctuation: `%`, `§`, `&`, `+`, `€`, every symbol;
- numbers keep what stands in them, at them and between them: `1,5` and `15`, `5. klass` and `5 klass`, `-5` and
  `5`, `3–5` and `3, 5`, `10` and `1 0`, `C1` and `C 1` are different (one kind of dash for another is not);
- hidden characters that turn the direction of writing are no white space.

Where the commit declares it, one letter of a word may be replaced, added or dropped, in as many words as one likes,
but in no word that holds a digit, in no level (`C1`, `C 1`), and in no Roman number.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jdflow.model.difference import ChangeClass

_ORGANISATIONAL = frozenset({"unit", "manager", "substitutes", "substitutes_for", "reports", "title_partitive"})

# Punctuation by Unicode's categories, but each stands for a word.
_SIGNS = frozenset("%‰§&@#*")
_SOFT_HYPHEN = "\u00ad"
_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_RUN = r"(?:[^\W_]|[\u0300-\u036f])+"
_TOKEN = re.compile(
    # A word or a number, with what divides the number; an ordinal has its full stop.
    rf"(?P<word>{_RUN}(?:(?<=\d)[.,:/](?=\d){_RUN})*(?:(?<=\d)\.(?=\s+[a-zõäöüšž]))?)"
    # The dash of a range, the minus of a number.
    rf"|(?P<dash>(?<=\d)\s*[{_DASH}](?=\s*\d)|[{_DASH}](?=\d))|.",
    re.DOTALL,
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LEVEL = re.compile(r"[abc] [12]")


def class_of(section: str, before: str | None, after: str | None, *, declared: bool) -> ChangeClass:
    """The class of a change of words in that section; what is added or dropped whole is never editorial."""
    if before is not None and after is not None and is_editorial(before, after, declared=declared):
        return "editorial"
    return class_of_section(section)


def class_of_section(section: str) -> ChangeClass:
    """The class of what is added, dropped, moved or changed in its words in that section."""
    return "organisational" if section in _ORGANISATIONAL else "material"


def is_editorial(before: str, after: str, *, declared: bool) -> bool:
    """Whether the two texts differ only in how they are written."""
    was, now = _tokens(before), _tokens(after)
    return _written(was) == _written(now) or (declared and _a_letter_a_word(was, now))


def _tokens(text: str) -> list[str]:
    """The words, numbers and signs of a text; marks of punctuation and white space are left out."""
    found = _TOKEN.finditer(unicodedata.normalize("NFC", text))
    return ["-" if one["dash"] else one[0] for one in found if one.lastgroup or _is_sign(one[0])]


def _is_sign(char: str) -> bool:
    if char.isspace() or char == _SOFT_HYPHEN:
        return False
    return char in _SIGNS or unicodedata.category(char)[0] != "P"


def _written(tokens: list[str]) -> tuple[list[str], list[str]]:
    """What spelling leaves alone: the letters, unbroken but by numbers and signs; what may be Roman numbers."""
    joined: list[str] = []
    after_letters = False
    for token in tokens:
        letters = token[0].isalpha() and not _has_digit(token)
        if letters and after_letters:
            joined[-1] += token.casefold()
        else:
            joined.append(token.casefold())
        after_letters = letters
    return joined, [token.upper() for token in tokens if _ROMAN.fullmatch(token.upper())]


def _a_letter_a_word(was: list[str], now: list[str]) -> bool:
    """Whether both have the same words, but for one letter in each; numbers, levels and signs have no letters."""
    if len(was) != len(now):
        return False
    numbered = _numbered(was) | _numbered(now)
    return all(
        one.casefold() == other.casefold() or (index not in numbered and _a_letter(one.casefold(), other.casefold()))
        for index, (one, other) in enumerate(zip(was, now, strict=True))
    )


def _numbered(tokens: list[str]) -> set[int]:
    """Which words are numbers, hold them, or make a level with the number after them."""
    found = {index for index, token in enumerate(tokens) if not token.isalpha() or _ROMAN.fullmatch(token)}
    levels = (index for index, pair in enumerate(pairwise(tokens)) if _LEVEL.fullmatch(" ".join(pair).casefold()))
    return found | set(levels)


def _has_digit(token: str) -> bool:
    return any(map(str.isnumeric, token))


def _a_letter(one: str, other: str) -> bool:
    """Whether one letter replaced, added or dropped makes one word the other."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if len(longer) - len(shorter) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(longer, shorter, strict=False)) if len(set(pair)) > 1), len(shorter))
    return longer[start + 1 :] == shorter[start + (len(longer) == len(shorter)) :]
