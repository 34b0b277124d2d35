"""Which positions use a shared block, directly or through other blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jdflow.model.card import Card


class Usage(NamedTuple):
    """A position's use of a block: where it says so, in which variant, through which block if not directly."""

    id: str
    path: str
    line: int
    variant: str | None
    through: str | None


def usages(block: str, cards: Iterable[Card], inner: Mapping[str, frozenset[str]]) -> Iterator[Usage]:
    """Every use of the block; `inner` tells which blocks each block includes."""
    for card in cards:
        for use in card.uses:
            direct = use.block == block
            if direct or block in reached(use.block, inner):
                through = None if direct else use.block
                yield Usage(card.id, card.path, use.at.line, use.variant if direct else None, through)


def reached(block: str, inner: Mapping[str, frozenset[str]]) -> set[str]:
    """The blocks that this one includes, directly or through others."""
    found: set[str] = set()
    todo = [block]
    while todo:
        new = inner.get(todo.pop(), frozenset()) - found
        found |= new
        todo += new
    return found
