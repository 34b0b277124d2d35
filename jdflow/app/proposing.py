"""New shared blocks for what documents that come in have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.blocks.own import as_adopted
from jdflow.adopt.blocks.propose import propose
from jdflow.model.imported import Imported

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.adopt.blocks.propose import ProposedBlock
    from jdflow.app.reading import Reading
    from jdflow.model.imported import Refused


def proposals(outcomes: Iterable[Imported | Refused], reading: Reading) -> list[ProposedBlock]:
    """The blocks that would spare the most copies first; none has the key of one that is there."""
    documents = [as_adopted(one.own) for one in outcomes if isinstance(one, Imported)]
    return propose(documents, frozenset(reading.contents.blocks))


def block_path(block: ProposedBlock) -> str:
    """Where the block's file lies."""
    return f"shared/{block.key}.yaml"
