"""A proposed shared block as its file: the wording of most, the others as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.shape.block import BLOCKS
from jdflow.shape.canonical import make_canonical
from jdflow.source.draft import Branch, Entry, Page, leaf
from jdflow.source.writer import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.blocks.propose import ProposedBlock, Recurring
    from jdflow.language import Voice

# So many other wordings are told; a person sees by then how they are spread.
_MOST_TOLD = 5


def block_file(block: ProposedBlock, voice: Voice) -> str:
    """The text of the file."""
    heading = voice.say("Proposed: documents that say this: {n}.", n=block.documents)
    entries = [Entry("nimi", leaf(block.name))]
    if block.duty is not None:
        entries.append(Entry("ülesanne", leaf(block.duty.text), above=list(_others(block.duty, voice))))
        lists = {"sh": block.parts, "tulemused": block.results}
    else:
        lists = {"laused": block.items}
    entries += [Entry(key, _list(texts, voice)) for key, texts in lists.items() if texts]
    return written(block.kind, entries, f"# {heading}")


def written(kind: str, entries: list[Entry], *comments: str) -> str:
    """The text of a new block's file; the comments stand above all."""
    schema = f"# yaml-language-server: $schema=../schema/{kind}.json"
    page = Page(Branch(keyed=True, flow=False, entries=entries), header=[schema, *comments])
    make_canonical(page, BLOCKS[kind])
    return write(page)


def _list(texts: Sequence[Recurring], voice: Voice) -> Branch:
    entries = [Entry(None, leaf(text.text), above=list(_others(text, voice))) for text in texts]
    return Branch(keyed=False, flow=False, entries=entries)


def _others(text: Recurring, voice: Voice) -> Iterator[str]:
    """The other wordings, a comment each, which no line break of a document ends."""
    others = text.wordings[1:]
    for wording in others[:_MOST_TOLD]:
        said = voice.say("Documents that put it so: {n}: “{wording}”", wording=wording.text, n=wording.documents)
        yield f"# {' '.join(said.split())}"
    if len(others) > _MOST_TOLD:
        further = voice.say("Further wordings: {n}.", n=len(others) - _MOST_TOLD)
        yield f"# {further}"
