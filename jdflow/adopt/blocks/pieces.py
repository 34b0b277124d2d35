"""Texts of a document taken apart into sentences, and put together again where no block took one of them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jdflow.query.likeness_words import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.model.adopted import Said

# How a duty leads to its parts; the template prints it.
LEADS_ON = re.compile(r"[\s,]*\b(?:sh|sealhulgas)\s*:?\s*\Z|\s*:\s*\Z", re.IGNORECASE)


class Atom(NamedTuple):
    """A sentence of a document, or a text as a whole: the index of the text, and its own part of it."""

    at: int
    said: Said


def atoms(saids: Sequence[Said], *, is_prose: bool) -> list[Atom]:
    """The texts, in prose sentence by sentence."""
    return [Atom(at, piece) for at, said in enumerate(saids) for piece in (_apart(said) if is_prose else [said])]


def _apart(said: Said) -> list[Said]:
    """The sentences of a text; what was read of it stays with them, each word once."""
    texts = sentences(said.text)
    if len(texts) <= 1:
        return [said]
    read = sentences(said.read)
    if len(read) != len(texts):
        read = [said.read, *[""] * (len(texts) - 1)]
    rest = said._replace(notes=())
    first = said._replace(text=texts[0], read=read[0])
    return [first, *(rest._replace(text=text, read=part) for text, part in zip(texts[1:], read[1:], strict=True))]


def joined(saids: Sequence[Said], left: Sequence[Atom]) -> Iterator[Said]:
    """Sentences that follow each other in one text, as one text again."""
    for at, group in groupby(left, key=lambda atom: atom.at):
        pieces = [atom.said for atom in group]
        text = " ".join(piece.text for piece in pieces)
        if text in {saids[at].text, " ".join(sentences(saids[at].text))}:
            yield saids[at]
        else:
            yield pieces[0]._replace(text=text, read=" ".join(filter(None, (piece.read for piece in pieces))))
