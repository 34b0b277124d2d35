"""Labels and values of several columns that were read as one line: where each begins, if their words tell it."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABELS
from jdflow.adopt.labels.people import POSTS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.names import Names

# What a value of the form's head is said of; no sentence stands there.
_POST_FIELDS = frozenset({"title", "unit", "manager", "substitutes", "substitutes_for", "reports"})
_MOST_LABEL, _MOST_VALUE = 6, 10
_TWO = 2
_JOINING = frozenset({"ja", "ning", "või", "ega", "sh"})
_ENDINGS = ("", "t", "i", "ut", "it", "ku", "at", "d", "id")
_POST = re.compile(f"(?:{'|'.join(fold(post + ending) for post in POSTS for ending in _ENDINGS)})\\Z")
_NOMINATIVE = re.compile(f"(?:{'|'.join(map(fold, POSTS))})\\Z")


def abreast(bits: Sequence[Bit], count: int) -> list[Bit]:
    """The values of so many columns that were read across each other; none where they cannot be told apart."""
    return _side_by_side(bits, count) or _across(bits, count)


def _side_by_side(bits: Sequence[Bit], count: int) -> list[Bit]:
    """The same where each begins with a capital, and all but the last are whole posts."""
    if any(bit.mark for bit in bits):
        return []
    words = [word for bit in bits for word in bit.words]
    begins = _begins(words)
    if len(begins) != count:
        return []
    pieces = [words[begin:end] for begin, end in zip(begins, [*begins[1:], len(words)], strict=True)]
    if not all(_is_post(piece[-1].text) for piece in pieces[:-1]) or pieces[-1][-1].text.endswith(","):
        return []
    return [bits[0].holding(piece) for piece in pieces]


def _across(bits: Sequence[Bit], count: int) -> list[Bit]:
    """The same of two lines: the posts in the second are the rest of those that end with no post in the first."""
    words = [word for bit in bits for word in bit.words]
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.spot)]
    if len(lines) != _TWO or any(bit.mark for bit in bits) or not lines[1][0].text[:1].islower():
        return []
    above, below = lines
    begins = _begins(above)
    ends = [at for at, word in enumerate(below, 1) if _is_post(word.text)]
    pieces = [above[begin:end] for begin, end in zip(begins, [*begins[1:], len(above)], strict=True)]
    torn = [at for at, piece in enumerate(pieces) if not _is_post(piece[-1].text)]
    if len(pieces) != count or len(torn) != len(ends) or ends[-1:] != [len(below)]:
        return []
    for at, begin, end in zip(torn, [0, *ends], ends, strict=False):
        pieces[at] += below[begin:end]
    if not all(_is_of_one_case(piece) for piece in pieces):
        return []
    return [bits[0].holding(piece) for piece in pieces]


def labels_abreast(bit: Bit) -> list[tuple[str, str]]:
    """The labels of several columns in one line, each with its field; none where it holds anything else."""
    found: list[tuple[str, str]] = []
    at = 0
    words = [word for word in bit.words if word.text.strip("0123456789.,")]
    while at < len(words):
        label = _label(words[at:])
        if label is None:
            return []
        found.append((label[0], joined(words[at : at + label[1]])))
        at += label[1]
    return found if len(found) >= _TWO else []


def with_labels_apart(bits: Sequence[Bit]) -> list[Bit]:
    """The lines; a label of posts behind the value of another, which stood beside it, begins a line of its own."""
    found: list[Bit] = []
    seen: set[str] = set()
    is_value = False
    for bit in bits:
        first = _label(bit.words)
        pieces = _at_labels(bit, seen, 0 if first is None else first[1]) if first is not None or is_value else [bit]
        for piece in pieces:
            label = _label(piece.words)
            seen.update(() if label is None else (label[0],))
            is_value = label is not None and label[0] in _POST_FIELDS
        found += pieces
    return found


def _at_labels(bit: Bit, seen: Collection[str], begin: int) -> list[Bit]:
    """The line cut before each label behind a value, if it is no rest of a list or sentence."""
    if bit.is_whole or bit.cell is not None or bit.level is not None or labels_abreast(bit):
        return [bit]
    words = bit.words
    for at in range(begin + 1, len(words)):
        label = _label(words[at:])
        is_free = not words[at - 1].text.endswith((",", ":", "-", "(")) and words[at - 1].text not in _JOINING
        if label is None or not is_free or label[0] in seen or label[0] not in _POST_FIELDS or at > _MOST_VALUE:
            continue
        head, rest = bit.holding(words[:at]), bit.after(at)._replace(number=None)
        return [head, *_at_labels(rest, {*seen, label[0]}, label[1])]
    return [bit]


def _label(words: Sequence[Word]) -> tuple[str, int] | None:
    """The field of the longest label, to the letter, that the words begin with, and how many words it has."""
    if not words or not words[0].text[:1].isupper():
        return None
    for count in range(min(_MOST_LABEL, len(words)), 0, -1):
        field = LABELS.get(fold(joined(words[:count])))
        if field is not None:
            return field, count
    return None


def title_and_unit(bit: Bit, names: Names) -> list[Bit]:
    """A title and a unit in one line, parted where the name of a known unit begins."""
    known = {fold(name) for unit in names.units.values() for name in (unit.printed, unit.name)}
    for at in range(1, len(bit.words)):
        if fold(joined(bit.words[at:])) in known:
            return [bit.holding(bit.words[:at]), bit.after(at)]
    return [bit]


def is_torn(bit: Bit) -> bool:
    """Whether a list of posts ends with a word that ends none: the rest of it stands elsewhere."""
    first = next((word.text.rstrip(",") for word in bit.words if word.text.endswith(",")), None)
    return first is not None and _is_post(first) and not _is_post(bit.words[-1].text)


def rest_at(bit: Bit) -> int | None:
    """Where a second line begins, in small letters, behind a post that needs none: it may be the rest of another."""
    words = bit.words
    cuts = [at for at in range(1, len(words)) if words[at].spot != words[at - 1].spot]
    if len(cuts) != 1 or not words[cuts[0]].text[:1].islower() or not _POST.search(fold(words[cuts[0] - 1].text)):
        return None
    return None if any(word.text.endswith((",", ")")) for word in words) else cuts[0]


def lacks_rest(bit: Bit) -> bool:
    """Whether a list of posts in one line ends with a word that ends none."""
    return is_torn(bit) and len({word.spot for word in bit.words}) == 1


def reunited(bits: Sequence[Bit], count: int) -> list[Bit]:
    """The values of so many columns, one of which goes on elsewhere in small letters; none where it may be another."""
    bits = [piece for bit in bits for piece in _at_blank_lines(bit)]
    rests = [bit for bit in bits if not bit.is_item and bit.text.islower()]
    values = [bit for bit in bits if bit not in rests]
    torn = [bit for bit in values if is_torn(bit)]
    is_known = len(rests) == len(torn) == 1 and len(values) == count and not any(bit.mark for bit in values)
    if not is_known or not all(_is_post(bit.words[-1].text) for bit in (*values, *rests) if bit is not torn[0]):
        return []
    return [bit.holding((*bit.words, *rests[0].words)) if bit is torn[0] else bit for bit in values]


def _at_blank_lines(bit: Bit) -> list[Bit]:
    """The pieces of a value between which a line is left blank."""
    cuts = [at for at in range(1, len(bit.words)) if bit.words[at].spot.line > bit.words[at - 1].spot.line + 1]
    return [bit.holding(bit.words[begin:end]) for begin, end in pairwise((0, *cuts, len(bit.words)))]


def _begins(words: Sequence[Word]) -> list[int]:
    """Where a capital begins a value: not within brackets, nor within a list."""
    found = []
    depth = 0
    for at, word in enumerate(words):
        before = words[at - 1].text if at else ""
        is_within = depth > 0 or before.endswith((",", ";", "-")) or before in _JOINING
        if at == 0 or (word.text[:1].isupper() and not is_within):
            found.append(at)
        depth += word.text.count("(") - word.text.count(")")
    return found


def _is_of_one_case(words: Sequence[Word]) -> bool:
    """Whether all posts in a value are named in the same case, as those of a list are."""
    posts = [folded for word in words if _POST.search(folded := fold(word.text))]
    return len({_NOMINATIVE.search(post) is None for post in posts}) <= 1


def _is_post(text: str) -> bool:
    """Whether a value may end with the word: with a post, or with what tells it from others."""
    return text.endswith(")") or (_POST.search(fold(text)) is not None and not text.endswith(","))
