"""Two texts word by word as a person would compare them: what says the same, what is a slip, what is another word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jdflow.query.likeness_damage import has_dots, is_damaged, is_garbled, is_without_dots

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_WORD = re.compile(r"\w(?:\w|[\u0300-\u036f])*|[%§€+=<>&/]")
_SENTENCE_END = re.compile(r"[.!?…]+[“”\"»)]*\s+(?=[„“\"«(]*\w)")
# After these a full stop ends no sentence.
_SHORTENED = re.compile(
    r"a[jl]|[dhmnp]r|j(?:m|ms|mt|ne|t)|k\.?a|kl|km|l[gkp]|m\.?h|mln|mrd|ms|nn|nt|näit|prof|ptk|"
    r"s\.?[hot]|stj?|t[knr]|tlk|v\.a|v(?:m|ms|mt|rd|t)"
)
# How text recognition and keyboards without Estonian letters leave letters behind.
_LETTERS = str.maketrans(
    {"õ": "o", "ö": "o", "ä": "a", "ü": "u", "š": "s", "ž": "z", "é": "o", "0": "o", "6": "o", "1": "i", "l": "i"}
    | {"ó": "o", "ô": "o", "ò": "o", "á": "a", "à": "a", "ú": "u", "ù": "u", "û": "u", "í": "i", "|": "i", "4": "a"}
    | {"ﬁ": "fi", "ﬂ": "fi"}
)
# Of so many words, one may be garbled.
_A_GARBLED_ONE_IN, _MANY = 4, 6
# How words join: one here for two there, or the other way round, or three.
_JOINED = ((1, 2), (2, 1), (1, 3), (3, 1))
# So many letters of a text may be lost to recognition, or come in, where words join.
_MOST_LOST = 4
_ROWS = ("qwertyuiopüõ", "asdfghjklöä", "zxcvbnm")
_LOOK_ALIKE = ("ce", "bh", "ft", "tl", "nm", "uv", "vy", "gq", "do", "eo", "il", "hn")
_VOWELS = frozenset("aeiouõäöü")
_SLIPS = frozenset(
    frozenset(pair)
    for pair in (*(row[at : at + 2] for row in _ROWS for at in range(len(row) - 1)), *_LOOK_ALIKE)
    # One vowel for another makes another word: `pakkumine`, `pakkimine`.
    if not _VOWELS.issuperset(pair) or pair in _LOOK_ALIKE
)
# In a shorter word one letter is too much of it, and at its end a letter tells case, number and person.
_SHORTEST_SLIPPED = 6
_ENDING = 3
# A wording with one of these, and one without, say the opposite.
_TURNING = frozenset(("ei", "ega", "mitte", "pole", "ära", "ilma", "välja", "vaid"))
_LEVEL = re.compile(r"[abc][12]")


class Word(NamedTuple):
    """A word where it stands in a text: in small letters, and with letters alike that recognition takes for another."""

    text: str
    folded: str
    start: int
    end: int
    # As it is written, where it may be a name: with a capital, though no sentence begins with it.
    name: str | None = None


class Slip(NamedTuple):
    """Words that are written otherwise and yet say the same: here, and in the shared text."""

    here: str
    there: str


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; marks between them are left out, signs that are read aloud are not."""
    return _words_of(_composed(text))


@lru_cache(maxsize=20_000)
def _words_of(text: str) -> tuple[Word, ...]:
    words = []
    before, shouted = ".", text.isupper()
    for found in _WORD.finditer(text):
        written = found[0]
        lower = written.casefold()
        is_name = not written[:1].islower() and written[:1].isalpha() and before not in ".!?:"
        is_name |= len(written) > 1 and written.isupper() and not shouted
        words.append(Word(lower, fold(lower), found.start(), found.end(), written if is_name else None))
        before = text[found.end() : found.end() + 1]
    return tuple(words)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word in small letters, as it looks when letters have lost their dots; numbers and levels stay as they are."""
    if word.isdecimal() or _LEVEL.fullmatch(word):
        return word
    return word.replace("ii", "u").replace("rn", "m").translate(_LETTERS)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    return " ".join(word.folded for word in words_of(text))


@lru_cache(maxsize=20_000)
def said(text: str) -> str:
    """What is the same for texts that say the same: the words, folded, but for what has a number in it."""
    words = _WORD.findall(_composed(text).casefold())
    return " ".join([fold(word) if word.isalpha() or not any(map(str.isdigit, word)) else word for word in words])


def words_in(text: str) -> list[str]:
    """The words of a long text, folded, without their places."""
    return list(map(fold, _WORD.findall(_composed(text).casefold())))


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def firm_words(text: str) -> list[str]:
    """Numbers, levels, negations, abbreviations: where these are other, the text is another, however much is alike."""
    return sorted(word.text for word in words_of(text) if _is_firm(word))


def _is_firm(word: Word) -> bool:
    is_number = word.folded == word.text and any(letter.isdigit() for letter in word.text)
    return is_number or word.text in _TURNING or (word.name is not None and word.name.isupper())


def sentences(text: str) -> list[str]:
    """The sentences of a text; what ends in a shortening goes on."""
    parts: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        last = text[start : found.start()].rsplit(None, 1)[-1:]
        is_short = bool(last) and found[0].startswith(".") and _is_shortening(last[0])
        if is_short or text[found.end()].islower():
            continue
        parts.append(text[start : found.end()].strip())
        start = found.end()
    return [part for part in (*parts, text[start:].strip()) if part]


def _is_shortening(word: str) -> bool:
    bare = word.lstrip('(„“"').casefold()
    return _SHORTENED.fullmatch(bare) is not None or bare.isdecimal() or (len(bare) == 1 and bare.isalpha())


def compared(here: tuple[Word, ...], there: tuple[Word, ...], known: Collection[str]) -> tuple[Slip, ...] | None:
    """The slips by which the words differ; none where they say something else.

    A word that is known elsewhere is no slip of another.
    """
    if len(here) == len(there):
        slips: list[Slip] = []
        garbled: list[Slip] = []
        for one, other in zip(here, there, strict=True):
            if one.text == other.text:
                continue
            if not _is_slip(one, other, known):
                if not _is_garbled(one, other, known):
                    break
                garbled.append(Slip(one.text, other.text))
            slips.append(Slip(one.text, other.text))
        else:
            if not garbled or _is_recognised(slips, garbled, len(here)):
                return tuple(slips)
    return _joined_otherwise(here, there, known) or _joined_and_damaged(here, there, known)


def is_readable_as(here: tuple[Word, ...], there: tuple[Word, ...]) -> bool:
    """Whether recognition may have made each word of the one there; said of texts that are known to be the same."""
    pairs = zip(here, there, strict=False)
    return len(here) == len(there) and all(
        one.text == other.text or _is_slip(one, other, ()) or _is_garbled(one, other, ()) for one, other in pairs
    )


def _joined_otherwise(
    here: tuple[Word, ...], there: tuple[Word, ...], known: Collection[str]
) -> tuple[Slip, ...] | None:
    """The same where white space was lost, or came between."""
    if not here or not there or "".join(word.folded for word in here) != "".join(word.folded for word in there):
        return None
    slips: list[Slip] = []
    one = other = 0
    while one < len(here) and other < len(there):
        left, right = [here[one]], [there[other]]
        one, other = one + 1, other + 1
        while (gap := _length(left) - _length(right)) != 0:
            if gap < 0 and one < len(here):
                left.append(here[one])
                one += 1
            elif gap > 0 and other < len(there):
                right.append(there[other])
                other += 1
            else:
                return None
        if len(left) == len(right) == 1:
            if left[0].text != right[0].text:
                if not _is_slip(left[0], right[0], known):
                    return None
                slips.append(Slip(left[0].text, right[0].text))
            continue
        # A number that falls apart is another number.
        if any(word.text.isdecimal() for word in (*left, *right)):
            return None
        slips.append(Slip(" ".join(word.text for word in left), " ".join(word.text for word in right)))
    return tuple(slips)


def _joined_and_damaged(
    here: tuple[Word, ...], there: tuple[Word, ...], known: Collection[str]
) -> tuple[Slip, ...] | None:
    """The same where white space was lost or came between, and a letter was damaged in that very word."""
    if len(here) == len(there) or abs(_length(here) - _length(there)) > _MOST_LOST:
        return None
    slips: list[Slip] = []
    one = other = 0
    while one < len(here) and other < len(there):
        if here[one].text == there[other].text or _is_slip(here[one], there[other], known):
            left, right = here[one].text, there[other].text
            one, other = one + 1, other + 1
        else:
            tries = ((here[one : one + m], there[other : other + n]) for m, n in _JOINED)
            found = next((pair for pair in tries if _is_joined(*pair, known)), None)
            if found is None:
                return None
            left, right = (" ".join(word.text for word in words) for words in found)
            one, other = one + len(found[0]), other + len(found[1])
        slips += () if left == right else (Slip(left, right),)
    return tuple(slips) if one == len(here) and other == len(there) else None


def _is_joined(here: tuple[Word, ...], there: tuple[Word, ...], known: Collection[str]) -> bool:
    words = (*here, *there)
    if len(words) == 2 or any(word.text in known for word in here):  # noqa: PLR2004 (one of each)
        return False
    if any(not word.text.isalpha() or (word.name is not None and word.name.isupper()) for word in there):
        return False
    left, right = ("".join(word.text for word in several) for several in (here, there))
    return fold(left) == fold(right) or is_damaged(left, right)


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.folded) for word in words)


def _is_slip(one: Word, other: Word, known: Collection[str]) -> bool:
    here, there = one.text, other.text
    if any(letter.isdigit() for letter in there) or here.isdecimal() or not there[0].isalpha():
        return False
    if here in known or any(word.name is not None and word.name.isupper() for word in (one, other)):
        return False
    if one.folded == other.folded:
        return True
    if is_damaged(here, there) and (here[0] == there[0] or there[0] in "õöäü"):
        return True
    if one.name is not None or other.name is not None:
        return False
    return _is_mistyped(here, there)


def _is_garbled(one: Word, other: Word, known: Collection[str]) -> bool:
    """Whether recognition has left of a word what a text that lost its dots elsewhere lets be the same."""
    if one.text in known or one.text.isdecimal() or not other.text.isalpha():
        return False
    if any(word.name is not None and word.name.isupper() and len(word.text) > 1 for word in (one, other)):
        return False
    return is_garbled(one.text, other.text)


def _is_recognised(slips: Sequence[Slip], garbled: Sequence[Slip], words: int) -> bool:
    """Whether the text is a picture's, as dots lost elsewhere in it tell, and hardly more of it is garbled."""
    if len(garbled) == 1 and words >= _MANY and is_without_dots(*garbled[0]):
        # So many others say the same.
        return True
    sure = [slip for slip in slips if slip not in garbled and has_dots(slip.there)]
    return len(sure) >= len(garbled) and len(garbled) * _A_GARBLED_ONE_IN <= words


def _is_mistyped(here: str, there: str) -> bool:
    """Whether one letter within a long word is a neighbour on the keyboard, too many, missing, or changed places."""
    if min(len(here), len(there)) < _SHORTEST_SLIPPED or abs(len(here) - len(there)) > 1:
        return False
    start = _alike(here, there)
    end = _alike(here[start:][::-1], there[start:][::-1])
    if start == 0 or end < _ENDING:
        return False
    one, other = here[start : len(here) - end], there[start : len(there) - end]
    if len(one) + len(other) == 1:
        return True
    if len(one) == len(other) == 1:
        return frozenset(one + other) in _SLIPS
    return one == other[::-1] and len(one) == len("ab")


def _alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
