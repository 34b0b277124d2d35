"""The tree of a YAML file: every key, value and list item knows where it stands; all scalars are text."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from jdflow.language import Msg, msg
from jdflow.problems import Place


class Mark(Protocol):
    """A point in a text, lines and columns from 0."""

    @property
    def index(self) -> int:
        """How many characters stand before it."""

    @property
    def line(self) -> int:
        """Its line."""

    @property
    def column(self) -> int:
        """How many characters stand before it in its line."""


class _Node:
    __slots__ = ("end", "path", "start")

    def __init__(self, path: str, start: Mark, end: Mark) -> None:
        self.path = path
        self.start = start
        self.end = end

    @property
    def place(self) -> Place:
        """Where the node stands."""
        start, end = self.start, self.end
        return Place(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class Scalar(_Node):
    """A text: plain, quoted (' or ") or a block (| or >)."""

    __slots__ = ("style", "text")

    def __init__(self, path: str, start: Mark, end: Mark, text: str, style: str) -> None:
        self.path = path
        self.start = start
        self.end = end
        self.text = text
        self.style = style

    @property
    def is_nothing(self) -> bool:
        """Whether this is YAML's way of giving no value."""
        return not self.style and self.text in _NOTHING


class Sequence(_Node):
    """A list."""

    __slots__ = ("flow", "items")

    def __init__(self, path: str, start: Mark, end: Mark, flow: bool) -> None:  # noqa: FBT001 (as an event tells it)
        self.path = path
        self.start = start
        self.end = end
        self.items: list[Node] = []
        self.flow = flow


class Mapping(_Node):
    """Keys with their values, in order; each key once."""

    __slots__ = ("flow", "pairs")

    def __init__(self, path: str, start: Mark, end: Mark, flow: bool) -> None:  # noqa: FBT001 (as an event tells it)
        self.path = path
        self.start = start
        self.end = end
        self.pairs: list[tuple[Scalar, Node]] = []
        self.flow = flow


class Unread(_Node):
    """A value that was there but could not be read; the problem has been reported."""

    __slots__ = ()


Node: TypeAlias = Scalar | Sequence | Mapping | Unread
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


KIND_NAMES: dict[type, Msg] = {
    Scalar: msg("text"),
    Sequence: msg("a list"),
    Mapping: msg("a record of keys and values"),
}
