"""What makes a bit a heading, or a label before what it says, by its own words alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.numerals import numeral
from jdflow.adopt.bits.words import colon
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABELS, MOST_WORDS, SECTIONS, label_of, section_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit

# With these a text ends that is no heading.
FINAL = (".", ",", ";", "…")
SHORTEST_CAPITALS = 5
MOST_BY_LINE = 3
# So many letters the ending of a case may replace.
_ENDING = 2


def is_one_heading(bits: Sequence[Bit]) -> bool:
    """Whether the second line may belong to a heading that the first one begins."""
    first, last = bits
    if first.cell is not None or last.cell is not None or first.is_whole or last.is_item or not last.words:
        return False
    is_apart = section_of(last.text) is not None or label_of(last.text) is not None
    return not last.text.endswith(FINAL) and (is_exact(bits) or not is_apart)


def is_exact(bits: Sequence[Bit]) -> bool:
    """Whether they are a heading to the letter."""
    return fold(" ".join(bit.text for bit in bits)) in SECTIONS


def may_head(bit: Bit) -> bool:
    """Whether it begins as a heading does."""
    return not bit.text[:1].islower()


def is_outer(bit: Bit) -> bool:
    """Whether no number makes it part of a section."""
    return bit.number is None or numeral(bit.number) is not None


def stems_of_title(bits: Sequence[Bit]) -> tuple[str, ...]:
    """How the words of the position's title begin, in all their cases."""
    for bit, following in pairwise(bits):
        count = colon(bit.words, MOST_BY_LINE) or 0
        if count and count < len(bit.words) and labelled(bit) == "title":
            value = bit.words[count:]
        elif label_of(bit.text.rstrip(": ")) == "title" and label_of(following.text.rstrip(": ")) is None:
            value = following.words
        else:
            continue
        folded = (fold(word.text) for word in value[:MOST_BY_LINE])
        return tuple(word[: max(len(word) - _ENDING, SHORTEST_CAPITALS)] for word in folded if len(word) > _ENDING)
    return ()


def labelled(bit: Bit) -> str | None:
    """The field of the label, known to the letter, that a paragraph begins with and a colon ends."""
    at = colon(bit.words, MOST_WORDS)
    return None if at is None else LABELS.get(fold(" ".join(word.text for word in bit.words[:at])))


def begins_label(bit: Bit) -> str | None:
    """The field of the longest label, known to the letter, that what it says follows in the line, with a capital."""
    for count in range(min(MOST_WORDS, len(bit.words) - 1), 0, -1):
        field = LABELS.get(fold(" ".join(word.text for word in bit.words[:count])))
        if field is not None:
            return (
                field if bit.words[count].text[:1].isupper() and not bit.words[count - 1].text.endswith(":") else None
            )
    return None
