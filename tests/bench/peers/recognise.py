"""Compare documents with five hundred shared blocks, in one of two ways, and print the seconds that one takes."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from jdflow.adopt.blocks.recognise import Recogniser
from jdflow.app.worktree import open_worktree
from jdflow.model.adopted import Adopted, OwnDuty, Said
from jdflow.model.block import Block
from jdflow.model.texts import Item
from jdflow.problems import Place
from jdflow.resolve.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jdflow.model.resolved import Line, Resolved

BLOCKS = 500
DOCUMENTS = 20
NOWHERE = Place("")


def library_of(texts: Iterable[Resolved]) -> Library:
    """Blocks in the words of positions: duties with their results, and rights."""
    blocks: dict[str, Block] = {}
    for one in texts:
        for duty in one.duties:
            key = f"duties/plokk-{len(blocks)}"
            blocks[key] = Block(
                key, "", Item(key, NOWHERE), duty=item(duty.duty), results=tuple(map(item, duty.results))
            )
        key = f"rights/plokk-{len(blocks)}"
        blocks[key] = Block(key, "", Item(key, NOWHERE), items=tuple(map(item, one.rights)))
    some = dict(list(blocks.items())[:BLOCKS])
    return Library(some, some.get)


def item(line: Line) -> Item:
    return Item(line.text, NOWHERE)


def said(line: Line) -> Said:
    return Said(line.text, line.text, ())


def document(one: Resolved) -> Adopted:
    """What the position says, as if it had been read from a document."""
    duties = tuple(OwnDuty(said(duty.duty), (), tuple(map(said, duty.results))) for duty in one.duties)
    return Adopted("klassikaline", "töötaja", duties=duties, rights=tuple(map(said, one.rights)))


def ours(library: Library) -> Callable[[Adopted], object]:
    """Recognition as the import does it."""
    recogniser = Recogniser(library)
    return recogniser.recognise


def all_pairs(library: Library) -> Callable[[Adopted], object]:
    """Each text held against each text of every block, by likeness of letters alone."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    blocks = filter(None, map(library.get, library.keys))
    texts = [text.text for block in blocks for text in (*block.items, *block.results) if isinstance(text, Item)]
    return lambda one: [extract(said.text, texts, scorer=ratio, score_cutoff=80) for said in one.said()]


if __name__ == "__main__":
    reading = open_worktree(Path(sys.argv[2]))
    resolved = [one for id in sorted(reading.ids())[:100] if (one := reading.resolved(id)) is not None]
    shared = library_of(resolved)
    documents = [document(one) for one in resolved[:DOCUMENTS]]
    gc.disable()
    recognise = {way.__name__: way for way in (ours, all_pairs)}[sys.argv[1]](shared)
    # What one document pays for all is not counted: hundreds come in together.
    recognise(documents[0])
    begin = perf_counter()
    for each in documents[1:]:
        recognise(each)
    sys.stdout.write(f"{(perf_counter() - begin) / (len(documents) - 1)}\n")
