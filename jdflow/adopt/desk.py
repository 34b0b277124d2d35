"""Where what was understood is laid down: every word of the document goes to one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined
from jdflow.language import msg
from jdflow.model.adopted import Left, Said
from jdflow.shape.typography import is_tidy, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.language import Msg

# How surely a text stands where it was put: named by a label in a table, found by order, guessed by its words.
LABELLED, ORDERED, GUESSED = 1.0, 0.9, 0.6
# Where a sentence begins in lower case, lines were joined that may not belong together.
TORN = msg("A name, an address or a number was left out here; read the sentence again.")
_ODD = re.compile(r"[^\W\d]{4}\. [^\W\dA-ZÕÄÖÜŠŽ]")


def said(
    words: Sequence[Word], sure: float = LABELLED, *, text: str | None = None, notes: tuple[Msg, ...] = ()
) -> Said:
    """The words as a text, or the text that is made of them."""
    text = joined(words) if text is None else text
    if sure > GUESSED and _ODD.search(text):
        sure = GUESSED
    if any(word.is_torn for word in words):
        sure, notes = min(sure, GUESSED), (*notes, TORN)
    return Said(
        text if is_tidy(text) else tidy(text),
        " ".join(" ".join(word.raw.split()) for word in words),
        tuple(dict.fromkeys(word.spot for word in words)),
        sure,
        notes,
    )


class Desk:
    """What becomes no field: the form's own words, what is left out on purpose, what was not understood."""

    def __init__(self, public: Collection[str] = ()) -> None:
        # What the agency has made public of people.
        self.public = public
        self.furniture: list[Said] = []
        self.left: list[Left] = []
        self.unplaced: list[Said] = []

    def form(self, words: Iterable[Word]) -> None:
        """Words of the printed form."""
        words = tuple(words)
        if words:
            self.furniture.append(said(words))

    def leave(self, words: Sequence[Word], why: Msg) -> None:
        """Words that are left out on purpose."""
        if words:
            self.left.append(Left(said(words), why))

    def give_up(self, *bits: Bit, notes: tuple[Msg, ...] = ()) -> None:
        """What belongs nowhere that is known, each verbatim; the notes help a person to place it."""
        for bit in bits:
            self.lose([(*bit.mark, *bit.words)], notes)

    def lose(self, several: Iterable[Sequence[Word]], notes: tuple[Msg, ...] = ()) -> None:
        """Texts that were read but belong to nothing."""
        for words in several:
            self.unplaced.append(said(words, 0.0, text=" ".join(word.raw for word in words), notes=notes))
