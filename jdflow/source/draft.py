"""What is to be written: values in the order and form they will have, and the comments that stay with each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from jdflow.problems import Place, Problem, files
from jdflow.source.reader import MOST_BYTES, MOST_LEVELS
from jdflow.source.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Leaf:
    """A text, or nothing."""

    text: str | None
    node: Scalar
    plain: bool
    """Whether it may stand without quotes even where other tools then read a number, a date, true or false."""
    prose: bool = False
    """Whether it is text in sentences, which a line break at the end does not change."""


@dataclass(slots=True)
class Branch:
    """A record (its entries have keys) or a list (they have none); `flow`: in brackets, if there is room."""

    keyed: bool
    flow: bool
    entries: list[Entry]


@dataclass(slots=True)
class Entry:
    """A key with its value, or a list item, and the comments at it; among them, "" stands for a blank line."""

    key: str | None
    value: Value
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    """Comments after the value, indented as part of it."""


Value: TypeAlias = Leaf | Branch


@dataclass(slots=True)
class Page:
    """A whole file: a record, and the comments that belong to none of its keys."""

    body: Branch
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)


def draft(tree: Mapping) -> Page:
    """The tree as it stands, aliases written out; comments are not in the tree (see source/comments.py)."""
    return Page(_branch(tree))


def _branch(node: Mapping | Sequence) -> Branch:
    if isinstance(node, Mapping):
        return Branch(True, node.flow, [Entry(key.text, _value(value)) for key, value in node.pairs])  # noqa: FBT003
    return Branch(False, node.flow, [Entry(None, _value(item)) for item in node.items])  # noqa: FBT003


def _value(node: Node) -> Value:
    if isinstance(node, Scalar):
        return Leaf(None if node.is_nothing else node.text, node, plain=not node.style)
    if isinstance(node, Mapping | Sequence):
        return _branch(node)
    raise TypeError("a value that could not be read cannot be written either")


@dataclass(frozen=True)
class _Nowhere:
    """The mark of what has not been read."""

    index: int = 0
    line: int = 0
    column: int = 0


def leaf(text: str | None, *, plain: bool = False) -> Leaf:
    """A text to be written that stood in no file before."""
    return Leaf(text, Scalar("", _Nowhere(), _Nowhere(), text or "", "" if plain or text is None else "'"), plain)


def unwritable(tree: Node) -> Problem | None:
    """Why the tree cannot be written out: its aliases repeat so much that no reader would take the file."""
    characters, todo = 0, [(tree, 1)]
    while todo:
        node, level = todo.pop()
        if isinstance(node, Scalar):
            characters += len(node.text)
            if characters > MOST_BYTES:
                return files.TOO_LARGE.at(Place(node.path), limit=MOST_BYTES // 1024)
        elif level > MOST_LEVELS:
            return files.TOO_DEEP.at(node, limit=MOST_LEVELS)
        todo += [(child, level + 1) for child in _children(node)]
    return None


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield value
    elif isinstance(node, Sequence):
        yield from node.items
