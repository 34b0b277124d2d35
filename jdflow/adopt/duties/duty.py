"""A duty while it is being read: its words, its parts, and the results expected of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.sentences import item, sentences
from jdflow.adopt.bits.words import joined
from jdflow.adopt.desk import GUESSED, ORDERED, said
from jdflow.adopt.forms.vocabulary import MOST_WORDS, head_of
from jdflow.model.adopted import OwnDuty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.language import Msg
    from jdflow.model.adopted import Said

_PARTS_FOLLOW = re.compile(r"(?:,?\s*(?:sh|sealhulgas|s\.h\.?|sh\.)\s*:?|:)\Z", re.IGNORECASE)
_MOST_HEAD = 4


class Text(NamedTuple):
    """A part or a result: its words, and how surely it is one."""

    words: tuple[Word, ...]
    sure: float
    # A sentence keeps its full stop; an item of a list loses that of the list.
    is_sentence: bool = False
    notes: tuple[Msg, ...] = ()

    def said(self) -> Said:
        """The text as it shall stand."""
        return said(self.words, self.sure, text=None if self.is_sentence else item(self.words), notes=self.notes)

    def going_on(self, words: Sequence[Word]) -> Text:
        """The same with what follows on another page."""
        return self._replace(words=(*self.words, *words), sure=min(self.sure, ORDERED))


class Draft:
    """The duty."""

    def __init__(self, words: Iterable[Word], sure: float, number: str | None = None) -> None:
        self.words = list(words)
        self.sure = sure
        self.number = number
        self.notes: tuple[Msg, ...] = ()
        self.parts: list[Text] = []
        self.results: list[Text] = []

    @property
    def expects_parts(self) -> bool:
        """Whether its words say that its parts follow."""
        return _PARTS_FOLLOW.search(joined(self.words)) is not None

    def finished(self) -> OwnDuty:
        """The duty as it shall stand; with parts, the words that lead to them are the form's."""
        text = item(self.words)
        if self.parts:
            text = _PARTS_FOLLOW.sub("", text).rstrip(" ,") or text
        return OwnDuty(
            said(self.words, self.sure, text=text, notes=self.notes),
            tuple(text.said() for text in self.parts),
            tuple(text.said() for text in self.results),
        )

    def split(self) -> None:
        """Takes the sentences after the first for its results, where all stood in one paragraph."""
        found = sentences(self.words)
        if self.results or self.parts or len(found) <= 1:
            return
        self.words, self.sure = list(found[0]), GUESSED
        self.results += told(found[1:], GUESSED)


def told(found: Iterable[Sequence[Word]], sure: float) -> Iterator[Text]:
    """Sentences as results."""
    for words in found:
        yield Text(tuple(words), sure, is_sentence=not words[-1].text.endswith(";"))


def results_of(words: Sequence[Word], sure: float) -> Iterator[Text]:
    """The results in a paragraph: its sentences, or what stands between its semicolons."""
    found = [piece for sentence in sentences(words) for piece in _at_semicolons(sentence)]
    return told(found, sure if len(found) == 1 else min(sure, ORDERED))


def _at_semicolons(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    begin = 0
    for at, word in enumerate(words, 1):
        if word.text.endswith(";") or at == len(words):
            yield words[begin:at]
            begin = at


def head(bit: Bit) -> str | None:
    """Which column a bit heads that is nothing else."""
    is_rest = bit.text[:1].islower() and bit.text.rstrip(".") != "nr" and not bit.text.endswith(":")
    if len(bit.words) > MOST_WORDS or bit.level is not None or is_rest:
        return None
    return head_of(bit.text.rstrip(":. "))


def speaks_of_results(heading: str) -> bool:
    """Whether the heading of the section heads the results, too."""
    words = heading.split()
    return any(head_of(" ".join(words[at:])) == "result" for at in range(1, len(words)))


def lead(words: Sequence[Word]) -> int | None:
    """How many words there are of `Oodatavad tulemused:` before the results themselves."""
    for count in range(1, min(_MOST_HEAD, len(words))):
        if words[count - 1].text.endswith(":") and head_of(joined(words[:count]).rstrip(":")) == "result":
            return count
    return None


def is_led(bit: Bit) -> bool:
    """Whether the label of results begins it, or is all of it."""
    return head(bit) == "result" or lead(bit.words) is not None


def depth(bit: Bit) -> int:
    """How deep its number lies."""
    return (bit.number or "").count(".")
