"""The label that a bit begins with, told from what it says by a colon, by its place, or by its words alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.words import colon
from jdflow.adopt.forms.families import label_like
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABELS, MOST_WORDS, REQUIREMENTS, label_nearly, label_of
from jdflow.adopt.labels.abreast import labels_abreast

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jdflow.adopt.bits.words import Bit, Word

# Labels that are the beginning of a sentence: `Asendab osakonna juhatajat.`
_VERBS = re.compile(r"(?:asenda[bv]|allub|alluvad|juhib)\w*\Z", re.IGNORECASE)
_NEXT = re.compile(r"(?<=[^\W\d]{3})(?:\s\d{1,2}[.,]\d{1,2}[.,]?)+\Z")
DASHES = frozenset({"–", "—", "-", "‑"})  # noqa: RUF001 (dashes of all kinds)
MOST_LABEL = 6


class Split(NamedTuple):
    """The field of the label that a bit begins with, how many words the label has, whether anything follows."""

    field: str
    length: int
    is_pure: bool


def split(bit: Bit, seen: Collection[str], depths: Collection[int | None], waiting: str | None) -> Split | None:
    """The label that a bit begins with.

    `seen` are the fields that had their label, `depths` how deep the numbers of labels lie; `waiting` is the field
    that has its label, and nothing that it says.
    """
    if bit.text[:1].islower():
        return None
    words = bit.words
    # The number of the next label may have been read as the end of this one.
    text = _NEXT.sub("", bit.text).rstrip(": .")
    if len(words) <= MOST_WORDS and bit.level is None:
        # A sentence is like a label where it says the same; only a label to the letter may end with a full stop.
        field = LABELS.get(fold(text)) if bit.text.endswith(".") else label_of(text)
        is_numbered = bit.number is not None and depth(bit) in depths and not bit.text.endswith(".")
        is_told = (is_numbered or _is_labelling(bit)) and not labels_abreast(bit)
        if field is None and ":" not in text and is_told:
            field = label_like(text)
        if field not in {None, waiting}:
            return Split(field, len(words), is_pure=True)
    for count, word in enumerate(words[:MOST_WORDS], 1):
        if count < len(words) and (word.text.endswith(":") or words[count].text in DASHES):
            label = said(words[:count]).rstrip(":")
            field = label_of(label)
            # A name that the value itself begins with may stand before the colon.
            shorter = _prefix(bit, seen) if field is None and bit.level is None and count > 1 else None
            if shorter is not None and shorter.field in REQUIREMENTS and shorter.length < count:
                return shorter
            field = field or (label_like(label) if word.text.endswith(":") else None)
            return None if field is None else Split(field, count, is_pure=False)
    return _prefix(bit, seen) if bit.level is None and not labels_abreast(bit) else None


def _prefix(bit: Bit, seen: Collection[str]) -> Split | None:
    """A label that only its words tell from what follows; each field has one such label in a document."""
    for count in range(min(MOST_LABEL, len(bit.words) - 1), 0, -1):
        label = said(bit.words[:count])
        field = LABELS.get(fold(label)) or label_nearly(label)
        following = bit.words[count].text
        is_begun = not following[:1].islower() and following[:1] not in ",.;:"
        if field is not None and field not in seen:
            if is_begun or _VERBS.search(label):
                return Split(field, count, is_pure=False)
            if field == "purpose" and following == "on":
                # The label is the beginning of the sentence.
                return Split(field, 0, is_pure=False)
    return None


def lead(bit: Bit) -> int | None:
    """How many words there are before a colon that may end a label."""
    if bit.level is not None or not bit.text[:1].isupper():
        return None
    return colon(bit.words, MOST_LABEL)


def depth(bit: Bit) -> int | None:
    """How deep its number lies."""
    return None if bit.number is None else bit.number.count(".")


def said(words: Sequence[Word]) -> str:
    """The words as they stand."""
    return " ".join(word.text for word in words)


def _is_labelling(bit: Bit) -> bool:
    """Whether the place of a short text makes it a label, whatever it says."""
    cell = bit.cell
    is_first = cell is not None and cell.columns > 1 and (cell.column == 0 or (cell.column == 1 and bool(bit.number)))
    return is_first or bit.is_heading or bit.text.endswith(":")
