"""Headings and labels with the first of what they say behind them in the line, given lines of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import (
    LABELS,
    MOST_WORDS,
    REQUIREMENTS,
    SECTIONS,
    label_of,
    section_nearly,
    section_of,
)
from jdflow.adopt.sections.headings import FINAL, may_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word

_COMPETENCIES = frozenset({"core", "additional"})
_ASKED = _COMPETENCIES | {"requirements"}
_JOINING = frozenset({"ja", "ning", "või"})
# Labels that stand where somebody signs, too.
_LOOSE = frozenset({"person", "agency", "effective"})
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)]))[.)]?\Z")
_MOST_NAME = 9
# So many words of a label may stand in the second line.
_MOST_REST = 2
_TWO = 2


def with_headings_apart(bits: Sequence[Bit]) -> list[Bit]:
    """The bits; such a heading, which may have begun in the line before, ends where the first of it begins."""
    found: list[Bit] = []
    is_used = False
    for before, bit, following, after in zip(
        [None, *bits], bits, [*bits[1:], None], [*bits[2:], None, None], strict=False
    ):
        if is_used:
            is_used = False
            continue
        if before is not None and _is_within(before, bit):
            found.append(bit)
            continue
        pieces = _parted(bit, following)
        if pieces is None and following is not None and _is_cut(bit, following):
            pieces = _met(bit, following, after)
            is_used = pieces is not None
        found += pieces or [bit]
    return found


def _is_within(before: Bit, bit: Bit) -> bool:
    """Whether the line goes on with a sentence that has not come to an end, and leads to no name."""
    is_line = bit.cell is None and before.cell is None and not before.is_whole and not bit.is_item and not bit.is_apart
    is_open = bool(before.words) and before.words[-1].text in _JOINING
    return is_line and is_open and not any(word.text.endswith(":") for word in bit.words)


def _met(bit: Bit, following: Bit, after: Bit | None) -> list[Bit] | None:
    """The same of a heading or label that begins in one line and ends in the next."""
    both = bit.holding((*bit.words, *following.words))
    return _reunited(bit, following) or _parted(both, after, len(bit.words))


def _parted(bit: Bit, following: Bit | None, begin: int = 0) -> list[Bit] | None:
    """The heading, which is longer than so many words, and what stands behind it."""
    if not _is_open(bit) or LABELS.get(fold(bit.text)) is not None or _exact(bit.text) is not None:
        return None
    counts = [
        count for count in range(begin + 1, min(MOST_WORDS, len(bit.words) - 1) + 1) if _may_end(bit.words, count)
    ]
    # To the letter, the longest is meant; what is only like one is so without the words behind it.
    for known, several in ((_exact, reversed(counts)), (section_nearly, counts)):
        for count in several:
            kind = known(joined(bit.words[:count]))
            if kind in _ASKED and _is_first(kind, bit, count, following):
                return [bit.holding(bit.words[:count]), _behind(bit, count)]
    return None


def _exact(text: str) -> str | None:
    return SECTIONS.get(fold(text))


def _is_open(bit: Bit) -> bool:
    """Whether a heading may begin there."""
    return bit.level is None and may_head(bit) and (bit.cell is None or bit.cell.column == 0)


def _may_end(words: Sequence[Word], count: int) -> bool:
    """Whether a heading may end before that word."""
    last, first = words[count - 1].text, words[count].text
    if last.endswith(":"):
        return True
    if _NUMBER.match(first) and count + 1 < len(words):
        first = words[count + 1].text
    is_begun = first[:1].isupper() and first.casefold() not in _JOINING
    return is_begun and not last.endswith(FINAL)


def _behind(bit: Bit, count: int) -> Bit:
    """What stands behind so many words, which may have a number of its own."""
    rest, number = bit.after(count), _NUMBER.match(bit.words[count].text)
    if number is None:
        return rest._replace(number=None)
    return rest.after(1)._replace(mark=rest.words[:1], number=number.group(1))


def _is_cut(bit: Bit, following: Bit) -> bool:
    """Whether a heading or label that begins in the line may end in the next."""
    lines = (bit, following)
    if any(one.is_whole or one.cell is not None or one.level is not None for one in lines) or following.is_apart:
        return False
    return may_head(bit) and following.number is None and following.text[:1].islower() and not _is_known(bit.words)


def _reunited(bit: Bit, following: Bit) -> list[Bit] | None:
    """A label that was read across the lines of its value, and those lines."""
    for count in range(1, min(MOST_WORDS, len(bit.words))):
        if not _may_end(bit.words, count) or _is_known(bit.words[:count]):
            continue
        for end in range(1, min(_MOST_REST, len(following.words)) + 1):
            if _is_known((*bit.words[:count], *following.words[:end])):
                label = bit.holding((*bit.words[:count], *following.words[:end]))
                rest = [following.after(end)] if end < len(following.words) else []
                return [label, _behind(bit, count), *rest]
    return None


def _is_known(words: Sequence[Word]) -> bool:
    """Whether they are a label that a form has, or the heading of competencies, to the letter."""
    folded = fold(joined(words).rstrip(": "))
    return LABELS.get(folded, "person") not in _LOOSE or SECTIONS.get(folded) in _COMPETENCIES


def _is_first(kind: str, bit: Bit, count: int, following: Bit | None) -> bool:
    """Whether what stands behind the heading is what such a heading heads, not another one beside it."""
    rest = _behind(bit, count).words
    text = joined(rest)
    if kind == "requirements":
        return any(LABELS.get(fold(joined(rest[:at]))) in REQUIREMENTS for at in range(1, len(rest) + 1))
    if section_of(text.rstrip(": ")) is not None or label_of(text.rstrip(": ")) is not None:
        return False
    if count >= _TWO or bit.words[count - 1].text.endswith(":"):
        return True
    is_led = any(word.text.endswith(":") for word in rest[:_MOST_NAME])
    return is_led or (following is not None and following.level is not None and not text.endswith(FINAL))
