"""A shared block: text that many positions use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.model.texts import Entry, Item, Value
    from jdflow.problems import Placed

KINDS = ("duties", "rights", "responsibilities", "tools", "requirements", "competencies", "clauses")


class Block(NamedTuple):
    """A shared block; `items` is its list of sentences or its one text, or it is a duty with parts and results."""

    key: str
    path: str
    name: Item
    parameters: Mapping[str, Value] = MappingProxyType({})
    items: tuple[Entry, ...] = ()
    duty: Item | None = None
    parts: tuple[Entry, ...] = ()
    results: tuple[Entry, ...] = ()
    notes: tuple[Item, ...] = ()

    @property
    def kind(self) -> str:
        """The folder that the block lies in."""
        return self.key.partition("/")[0]

    @property
    def at(self) -> Placed:
        """Where the block begins."""
        return self.name.at
