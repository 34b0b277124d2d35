"""Labels of what is asked for among competencies, and the competencies that go on behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import colon, joined
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import REQUIREMENTS, label_of
from jdflow.adopt.sections.headings import FINAL, labelled, may_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word

# So many words the name of a competency has at most.
_MOST_NAME = 9
# With these a label begins that competencies are called by, too.
_AS_NAMES = tuple(map(fold, ("digi", "hoiak", "võime")))
# What a heading of competencies may say that it heads besides.
_BESIDES = tuple(map(fold, ("teadmised", "oskused", "omadused", "hoiakud")))


def is_asked(bit: Bit, heading: Sequence[Word], above: Sequence[Bit]) -> bool:
    """Whether a label with what it says behind a colon, below a heading of competencies, is one of requirements."""
    if bit.level is not None or labelled(bit) not in REQUIREMENTS:
        return False
    label = colon(bit.words)
    besides = {folded for word in heading if (folded := fold(word.text)).endswith(_BESIDES)}
    if label == len(bit.words) or any(fold(word.text) in besides for word in bit.words[:label]):
        return False
    return not fold(bit.text).startswith(_AS_NAMES) or (bool(above) and not has_names(above))


def has_names(bits: Sequence[Bit]) -> bool:
    """Whether competencies stand there that have names."""
    return any(is_named(bit, following) for bit, following in zip(bits, [*bits[1:], None], strict=False))


def is_named(bit: Bit, following: Bit | None) -> bool:
    """Whether a line begins with the name of a competency, or is one above its list."""
    if bit.level is not None or not may_head(bit):
        return False
    end = colon(bit.words, _MOST_NAME)
    name = joined(bit.words[:end]).rstrip(": ")
    if label_of(name) is not None:
        return False
    is_above = len(bit.words) <= _MOST_NAME and following is not None and following.level is not None
    return end is not None or (is_above and not bit.text.endswith(FINAL))
