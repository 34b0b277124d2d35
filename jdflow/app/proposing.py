"""New shared blocks for what documents that come in have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.own import as_adopted
from jdflow.adopt.propose import propose
from jdflow.model.imported import Imported
from jdflow.shape.block import BLOCKS
from jdflow.shape.canonical import make_canonical
from jdflow.source.draft import Branch, Entry, Page, leaf
from jdflow.source.writer import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.adopt.propose import ProposedBlock, Recurring
    from jdflow.app.reading import Reading
    from jdflow.model.imported import Refused


def proposals(outcomes: Iterable[Imported | Refused], reading: Reading) -> list[ProposedBlock]:
    """The blocks that would spare the most copies first; none has the key of one that is there."""
    documents = [as_adopted(one.own) for one in outcomes if isinstance(one, Imported)]
    return propose(documents, frozenset(reading.contents.blocks))


def block_path(block: ProposedBlock) -> str:
    """Where the block's file lies."""
    return f"shared/{block.key}.yaml"


def block_file(block: ProposedBlock) -> str:
    """The text of the block's file, in the wordings of most documents."""
    lists = [("sh", block.parts), ("tulemused", block.results), ("laused", block.items)]
    first = [] if block.duty is None else [Entry("ülesanne", leaf(block.duty.text))]
    entries = [Entry("nimi", leaf(block.name)), *first, *(_list(key, texts) for key, texts in lists if texts)]
    schema = f"# yaml-language-server: $schema=../schema/{block.kind}.json"
    page = Page(Branch(keyed=True, flow=False, entries=entries), header=[schema])
    make_canonical(page, BLOCKS[block.kind])
    return write(page)


def _list(key: str, texts: Iterable[Recurring]) -> Entry:
    return Entry(key, Branch(keyed=False, flow=False, entries=[Entry(None, leaf(one.text)) for one in texts]))
