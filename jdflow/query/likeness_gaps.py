"""A sentence of a shared block with gaps where values will stand, laid over a text: which values, which slips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.query.likeness_words import Slip, Word, compared, folded, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

# What stands for a value while a block is unfolded: `suurtäht` makes of the first mark the second.
GAP, CAPITAL_GAP = "\U00010428", "\U00010400"
_FIRST_NAME = 0xE000
MOST_NAMES = 0xF8FF - _FIRST_NAME
_GAP = re.compile(f"[{GAP}{CAPITAL_GAP}]([\ue000-\uf8ff])")
MOST_VALUE_WORDS = 15
MOST_GAPS = 8
# So many ways to lay a sentence over another are tried; a usual one has two or three.
_MOST_STEPS = 500
# Between what stands fixed there must be words to go by.
_LEAST_FIXED_LETTERS = 8
# A value that holds one of these, or the end of a sentence, has swallowed more than a value.
_NO_VALUE = frozenset(("ei", "ega", "mitte", "pole", "ära", "välja", "arvatud"))
_ENDS = re.compile(r"[;!?{}]|\.\s|:\s")
_MARKS = " .,;:"
_ESTONIAN = frozenset("õäöüšžÕÄÖÜŠŽ")


def gap_for(number: int) -> str:
    """What stands in a text for the value of the parameter with that number."""
    return GAP + chr(_FIRST_NAME + number)


class Gap(NamedTuple):
    """A place for a value: of which parameter, whether it prints with a capital, what marks stand around it."""

    number: int
    is_capital: bool
    before: str
    after: str


class Pattern(NamedTuple):
    """A sentence as fixed words with gaps between them: `fixed` is one longer than `gaps`."""

    text: str
    fixed: tuple[tuple[Word, ...], ...]
    gaps: tuple[Gap, ...]
    # Whether values can be told from the words around them.
    is_open: bool

    @property
    def words(self) -> Iterator[Word]:
        """The words that stand fixed."""
        for words in self.fixed:
            yield from words


class Fit(NamedTuple):
    """How a pattern fits a text: the values, by parameter, and the slips."""

    values: Mapping[int, str]
    slips: tuple[Slip, ...]
    # Parameters that stand only where they print with a capital, so that nobody knows how they begin within a sentence.
    guessed: frozenset[int] = frozenset()


def pattern(text: str) -> Pattern:
    """The pattern of a text that was unfolded with marks in the place of values."""
    pieces = _GAP.split(text)
    # With one group, every other piece is a parameter; the mark before it says whether it has a capital.
    literals, names = pieces[::2], pieces[1::2]
    capitals = [found[0][0] == CAPITAL_GAP for found in _GAP.finditer(text)]
    gaps = tuple(
        Gap(ord(name) - _FIRST_NAME, capital, _marks_before(literals[at]), _marks_behind(literals[at + 1]))
        for at, (name, capital) in enumerate(zip(names, capitals, strict=True))
    )
    return Pattern(text, tuple(words_of(literal) for literal in literals), gaps, _is_open(literals))


def _marks_before(literal: str) -> str:
    """The marks between the last word of what stands before a gap and the gap."""
    words = words_of(literal)
    return literal[words[-1].end :] if words else literal


def _marks_behind(literal: str) -> str:
    words = words_of(literal)
    return literal[: words[0].start] if words else literal


def _is_open(literals: list[str]) -> bool:
    if len(literals) == 1:
        return True
    inner = literals[1:-1]
    glued = any(literal[-1:].isalnum() for literal in literals[:-1]) or any(part[:1].isalnum() for part in literals[1:])
    letters = sum(word.end - word.start for literal in literals for word in words_of(literal))
    told = all(words_of(literal) for literal in inner)
    return not glued and told and letters >= _LEAST_FIXED_LETTERS and len(literals) <= MOST_GAPS + 1


def fit(wanted: Pattern, text: str, known: Collection[str]) -> Fit | None:
    """How the pattern fits the text; none where the text says something else."""
    words = words_of(text)
    if not wanted.gaps:
        slips = compared(words, wanted.fixed[0], known)
        return None if slips is None else Fit({}, slips)
    if not wanted.is_open:
        return None
    return next(_laid(wanted, text, words, known), None)


def _laid(wanted: Pattern, text: str, words: tuple[Word, ...], known: Collection[str]) -> Iterator[Fit]:
    """The ways to lay the pattern over the text, values as short as can be."""
    first, last = wanted.fixed[0], wanted.fixed[-1]
    end = len(words) - len(last)
    if end <= len(first):
        return
    outer = [compared(words[: len(first)], first, known), compared(words[end:], last, known)]
    if outer[0] is None or outer[1] is None:
        return
    # What is still to be laid: the gap's number, where its value begins, what fits so far.
    todo = [(0, len(first), Fit({}, (*outer[0], *outer[1])))]
    for _ in range(_MOST_STEPS):
        if not todo:
            return
        at, start, fitted = todo.pop()
        gap, inner = wanted.gaps[at], wanted.fixed[at + 1]
        is_last = at == len(wanted.gaps) - 1
        stops = [end] if is_last else range(min(start + MOST_VALUE_WORDS, end - len(inner)), start, -1)
        for stop in stops:
            more = () if is_last else compared(words[stop : stop + len(inner)], inner, known)
            value = None if more is None else _value(text, words, start, stop, gap)
            if more is None or value is None:
                continue
            shown = uncapital(value) if gap.is_capital else value
            guessed = frozenset((gap.number,)) if gap.is_capital else frozenset[int]()
            joined = united(fitted, Fit({gap.number: shown}, more, guessed))
            if joined is None:
                continue
            if is_last:
                yield joined
            else:
                todo.append((at + 1, stop + len(inner), joined))


def _value(text: str, words: tuple[Word, ...], start: int, stop: int, gap: Gap) -> str | None:
    """What stands in the gap, without the marks that belong to the sentence."""
    if not 0 < stop - start <= MOST_VALUE_WORDS:
        return None
    left = words[start - 1].end if start else 0
    right = words[stop].start if stop < len(words) else len(text)
    value = text[left:right].strip()
    value = value.removeprefix(gap.before.strip()).removesuffix(gap.after.strip()).strip()
    if gap.after.strip() in {"", "."} and stop == len(words):
        value = value.rstrip(_MARKS)
    said = [word.text for word in words[start:stop]]
    if not value or _ENDS.search(value) or not _NO_VALUE.isdisjoint(said) or value[0] in ",.)":
        return None
    return value


def uncapital(text: str) -> str:
    """A value as it stands within a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() or not text[1:2].isalpha() else text[:1].lower() + text[1:]


def united(one: Fit, other: Fit) -> Fit | None:
    """The values of two sentences of one block together; none where they do not agree."""
    values, guessed = dict(one.values), set(one.guessed)
    for number, value in other.values.items():
        if number not in values:
            values[number] = value
            guessed |= other.guessed & {number}
            continue
        both = _agreed((values[number], number in guessed), (value, number in other.guessed))
        if both is None:
            return None
        values[number] = both
        guessed &= other.guessed | (guessed - {number})
    return Fit(values, (*one.slips, *other.slips), frozenset(guessed))


def _agreed(one: tuple[str, bool], other: tuple[str, bool]) -> str | None:
    """What two sentences say of one value, each with whether its first letter is guessed."""
    if one[0] == other[0]:
        return one[0]
    if folded(one[0]) != folded(other[0]):
        return None
    # The one that is less damaged; how it begins, the surer one knows.
    text = max(one[0], other[0], key=lambda value: sum(letter in _ESTONIAN for letter in value))
    sure = one[0] if not one[1] else other[0]
    if not one[1] and not other[1] and one[0][:1].isupper() != other[0][:1].isupper():
        return None
    return (text[:1].upper() if sure[:1].isupper() else text[:1].lower()) + text[1:]
