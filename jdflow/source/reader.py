"""Bytes to a tree, through the events of a C parser: nothing is executed, nothing grows without bound."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from yaml import events as ev
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from jdflow.language import Msg, msg
from jdflow.problems import Place, Problem, files, related_to
from jdflow.source.complaints import explain
from jdflow.source.tree import KIND_NAMES, Mapping, Node, Scalar, Sequence, Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.source.tree import Mark

MOST_BYTES = 1024 * 1024
MOST_LEVELS = 32
MOST_ALIASED = 10_000
_STANDARD_TAG = "tag:yaml.org,2002:"
# To the parser these end a line, to people and their editors they do not; nobody sees them.
_SEPARATORS = "\x85\u2028\u2029"


_KINDS_OF_EVENTS = (ev.ScalarEvent, ev.MappingStartEvent, ev.SequenceStartEvent, ev.AliasEvent)


class Document(NamedTuple):
    """A file as read: its tree, if it has one that can be understood, and what was wrong."""

    tree: Node | None
    problems: list[Problem]


def read(path: str, data: bytes) -> Document:
    """The tree of a file's bytes."""
    problems: list[Problem] = []
    text = _decode(path, data, problems)
    if text is None:
        return Document(None, problems)
    if "\r" in text:
        line, column = _point(text, text.index("\r"))
        problems.append(files.LINE_ENDS.at(Place(path, line, column, line, column + 1)))
    if any(char in text for char in _SEPARATORS):
        problems.append(_control_character(path, text, min(text.find(c) % len(text) for c in _SEPARATORS)))
        text = text.translate(dict.fromkeys(map(ord, _SEPARATORS), " "))
    reader = _Reader(path, text, problems)
    try:
        tree = reader.document()
    except MarkedYAMLError as error:
        problem = explain(path, text, error)
        # A pair of braces that is no record is often followed by what makes it no YAML at all: said once.
        found = [each for each in problems if each.rule is not files.BAD_KEY or each.place.line != problem.place.line]
        return Document(None, [*found, problem])
    except ReaderError as error:
        # The C reader counts bytes or characters depending on where it stopped: find the first culprit ourselves.
        culprits = (at for at, char in enumerate(text) if _unprintable(char))
        problems.append(_control_character(path, text, next(culprits, min(error.position, len(text)))))
        return Document(None, problems)
    return Document(tree, problems)


def _decode(path: str, data: bytes, problems: list[Problem]) -> str | None:
    if len(data) > MOST_BYTES:
        problems.append(files.TOO_LARGE.at(Place(path), limit=MOST_BYTES // 1024))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark, as does the object it carries.
        before = error.object[: error.start].decode()
        line, column = _point(before, len(before))
        problems.append(files.NOT_UTF8.at(Place(path, line, column, line, column + 1)))
        return None


def _point(text: str, index: int) -> tuple[int, int]:
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _control_character(path: str, text: str, index: int) -> Problem:
    line, column = _point(text, index)
    char = text[index : index + 1]
    return files.CONTROL_CHARACTER.at(Place(path, line, column, line, column + 1), name=name_of(char))


def _unprintable(char: str) -> bool:
    return (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n\r\x85") or char in "\ufffe\uffff"


def name_of(char: str) -> str:
    """A character's code point, as U+0007."""
    return f"U+{ord(char):04X}" if char else "U+0000"


class _Reader:
    """One file on its way from events to a tree."""

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.parser = CParser(text)
        self.composed = unicodedata.is_normalized("NFC", text)
        self.anchors: dict[str, Node] = {}
        self.aliased = 0

    def document(self) -> Node | None:
        """The tree of the first document; a problem if there is none, or another."""
        event = self.parser.get_event
        event()
        if isinstance(event(), ev.StreamEndEvent):
            self.problems.append(files.EMPTY_FILE.at(Place(self.path)))
            return None
        tree = self._tree()
        if tree is None:
            return None
        event()
        further = event()
        if isinstance(further, ev.DocumentStartEvent):
            self.problems.append(files.MANY_DOCUMENTS.at(self._place(further)))
        if isinstance(tree, Scalar) and tree.is_nothing:
            self.problems.append(files.EMPTY_FILE.at(Place(self.path)))
            return None
        return tree

    def _tree(self) -> Node | None:
        """The next node with all below it; none where it goes too deep."""
        path = self.path
        # What an event carries depends on its class, which the parser's own types do not tell.
        event: Callable[[], Any] = self.parser.get_event
        # The loop below runs once for every word of a file: what it asks for is near at hand.
        a_scalar, a_mapping, a_sequence, an_alias = _KINDS_OF_EVENTS
        composed = self.composed
        stack: list[tuple[list[Node], Mapping | Sequence]] = []
        children: list[Node] = []
        node: Node
        while True:
            now = event()
            kind = now.__class__
            if kind is a_scalar:
                text = now.value if composed else unicodedata.normalize("NFC", now.value)
                node = Scalar(path, now.start_mark, now.end_mark, text, now.style or "")
                children.append(node if now.tag is None else self._tagged(now))
                if now.anchor is not None:
                    self.anchors[now.anchor] = children[-1]
            elif kind is a_mapping or kind is a_sequence:
                if len(stack) == MOST_LEVELS:
                    self.problems.append(files.TOO_DEEP.at(self._place(now), limit=MOST_LEVELS))
                    return None
                make = Mapping if kind is a_mapping else Sequence
                node = make(path, now.start_mark, now.end_mark, now.flow_style)
                children.append(node if now.tag is None else self._tagged(now))
                if now.anchor is not None:
                    self.anchors[now.anchor] = children[-1]
                stack.append((children, node))
                children = []
                continue
            elif kind is an_alias:
                children.append(self._aliased(now, [inner for _, inner in stack]))
            else:
                above, node = stack.pop()
                self._close(node, children, now.end_mark, above)
                children = above
            if not stack:
                return children[0]

    def _close(self, node: Mapping | Sequence, children: list[Node], end: Mark, above: list[Node]) -> None:
        """Puts into a collection what stands in it; a record none of whose keys is a key could not be read."""
        # A block collection's own end mark lies at the next token, wherever that is.
        node.end = end if node.flow or not children else children[-1].end
        if isinstance(node, Sequence):
            node.items = children
        elif children:
            node.pairs = self._pairs(node, children)
            if not node.pairs:
                above[-1] = Unread(self.path, node.start, node.end)

    def _pairs(self, node: Mapping, children: list[Node]) -> list[tuple[Scalar, Node]]:
        """Keys with values: the first of each key."""
        keys = children[::2]
        if len({key.text for key in keys if key.__class__ is Scalar}) == len(keys):
            return list(zip(cast("list[Scalar]", keys), children[1::2], strict=True))
        seen: dict[str, Scalar] = {}
        pairs: list[tuple[Scalar, Node]] = []
        for key, value in zip(keys, children[1::2], strict=True):
            if key.__class__ is not Scalar:
                if not isinstance(key, Unread):
                    self.problems.append(files.BAD_KEY.at(key, found=_found(key, node)))
            elif key.text in seen:
                first = related_to(seen[key.text], msg("It stands here first."))
                self.problems.append(files.DUPLICATE_KEY.at(key, related=[first], key=key.text))
            else:
                seen[key.text] = key
                pairs.append((key, value))
        return pairs

    def _aliased(self, event: Any, enclosing: list[Node]) -> Node:  # noqa: ANN401 (an event of the parser)
        """The node that an alias stands for, as long as that does not grow without bound."""
        name = event.anchor
        node = self.anchors.get(name)
        unread = Unread(self.path, event.start_mark, event.end_mark)
        if node is None:
            why = msg("nothing in the file is marked “&{name}”", name=name)
        elif any(node is outer for outer in enclosing):
            why = msg("it stands inside the very value it repeats")
        elif self.aliased > MOST_ALIASED:
            # Said once, of the alias that was too much.
            return unread
        else:
            self.aliased += _size(node, MOST_ALIASED - self.aliased + 1)
            if self.aliased <= MOST_ALIASED:
                return _repeated(node, event)
            why = msg("together, the aliases of this file repeat more than {limit} values", limit=MOST_ALIASED)
        self.problems.append(files.ALIAS.at(self._place(event), name=name, why=why))
        return unread

    def _tagged(self, event: Any) -> Unread:  # noqa: ANN401 (an event of the parser)
        """In place of a value with a tag, none: whatever the tag asks for is not done."""
        self.problems.append(files.TAG.at(self._place(event), tag=event.tag.replace(_STANDARD_TAG, "!!")))
        return Unread(self.path, event.start_mark, event.end_mark)

    def _place(self, event: Any) -> Place:  # noqa: ANN401 (an event of the parser)
        start, end = event.start_mark, event.end_mark
        return Place(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _found(key: Node, outer: Mapping) -> Msg:
    """What stands where a key should: most often braces that were meant as text."""
    doubled = isinstance(key, Mapping) and outer.flow and key.start.index == outer.start.index + 1
    return msg("a second brace (text that begins with {{{{ goes in quotes)") if doubled else KIND_NAMES[type(key)]


def _repeated(node: Node, event: Any) -> Node:  # noqa: ANN401 (an event of the parser)
    """The node once more, where the alias stands; what is inside it keeps its places."""
    start, end = event.start_mark, event.end_mark
    if isinstance(node, Scalar):
        return Scalar(node.path, start, end, node.text, node.style)
    if isinstance(node, Unread):
        return Unread(node.path, start, end)
    again = type(node)(node.path, start, end, flow=node.flow)
    if isinstance(node, Mapping) and isinstance(again, Mapping):
        again.pairs = node.pairs
    elif isinstance(node, Sequence) and isinstance(again, Sequence):
        again.items = node.items
    return again


def _size(node: Node, enough: int) -> int:
    """How many nodes there are from here down, counted no further than `enough`."""
    count, todo = 0, [node]
    while todo and count < enough:
        node = todo.pop()
        count += 1
        if isinstance(node, Sequence):
            todo += node.items
        elif isinstance(node, Mapping):
            todo += [value for _, value in node.pairs]
    return count
