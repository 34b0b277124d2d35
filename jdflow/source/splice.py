"""One text cut at the marks of its tree, and joined anew around one value; whether it worked, the caller looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.source.layout import Layout
from jdflow.source.scalars import inline
from jdflow.source.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence as Several

_LINE_END = re.compile("\r\n|\r|\n")
_BLOCK = re.compile("(?:&[^ ]+ +)?[|>]([-+0-9]*)[ \t]*(#[^\r\n]*)?")
_COMMA_AFTER = re.compile("[ \t]*,[ \t]*")
_COMMA_BEFORE = re.compile(r"[ \t]*,[ \t]*\Z")
_STEP = 2


class Splice:
    """A text that is known to be read well, as a place to cut."""

    def __init__(self, text: str, orders: ReadOnly[tuple[str, ...], Several[str]]) -> None:
        self.text = text
        self.orders = orders
        found = _LINE_END.search(text)
        self.line_end = found[0] if found else "\n"

    def made(self, tree: Mapping, keys: tuple[str, ...], value: str | None, *, plain: bool) -> str | None:
        """The text in which the keys lead to that value, or to none; nothing where they cannot be followed."""
        key, *inner = keys
        at = _index(tree, key)
        if not inner:
            if value is not None:
                written = inline(value, plain=plain, flow=tree.flow)
                return self._inserted(tree, (key,), written) if at is None else self._set(tree, at, value, written)
            return self.text if at is None else self._removed(tree, at)
        return self._made_within(tree, at, (key, inner[0]), value, plain=plain)

    def _made_within(
        self, tree: Mapping, at: int | None, keys: tuple[str, str], value: str | None, *, plain: bool
    ) -> str | None:
        """The same for a key of a record under the file's own keys."""
        held = None if at is None else tree.pairs[at][1]
        if at is None or held is None or (isinstance(held, Scalar) and held.is_nothing):
            return self.text if value is None else self._with_record(tree, at, keys, value, plain=plain)
        if not isinstance(held, Mapping) or self._is_alias(held):
            return None
        inner = _index(held, keys[1])
        if value is not None:
            written = inline(value, plain=plain, flow=held.flow)
            return self._inserted(held, keys, written) if inner is None else self._set(held, inner, value, written)
        if inner is None:
            return self.text
        return self._removed(tree, at) if len(held.pairs) == 1 else self._removed(held, inner)

    def _with_record(
        self, tree: Mapping, at: int | None, keys: tuple[str, str], value: str, *, plain: bool
    ) -> str | None:
        """The text with a new record that holds one key."""
        key, inner = keys
        if at is None and not tree.flow:
            below = " " * (self._column(tree) + self._step(tree))
            return self._inserted(tree, (key,), f"{self.line_end}{below}{inner}: {inline(value, plain=plain)}")
        written = f"{{{inner}: {inline(value, plain=plain, flow=True)}}}"
        return self._inserted(tree, (key,), written) if at is None else self._set(tree, at, None, written)

    # -- a value in place of another -------------------------------------------------------------------------------

    def _set(self, record: Mapping, at: int, value: str | None, written: str) -> str | None:
        node = record.pairs[at][1]
        if not isinstance(node, Scalar):
            return None
        if node.text == value and not node.is_nothing:
            return self.text
        start, end = node.start.index, node.end.index
        block = self._block_at(node)
        if block is not None:
            # The mark lies behind the line break, and blank lines, that follow the block.
            end = max(block.end(), self._content_end(end))
            written += f" {block[2]}" if block[2] else ""
        elif start == end:
            written = f" {written}"
        return self.text[:start] + written + self.text[end:]

    # -- a key that was not there ----------------------------------------------------------------------------------

    def _inserted(self, record: Mapping, keys: tuple[str, ...], written: str) -> str:
        """The text with a new key where the order of keys has it."""
        order = self.orders[keys[:-1]]
        rank = {key: at for at, key in enumerate(order)}
        last = len(order)
        before = [pair for pair in record.pairs if rank.get(pair[0].text, last) < rank.get(keys[-1], last)]
        after = max(before, key=lambda pair: rank[pair[0].text])[1] if before else None
        if record.flow:
            return self._inserted_in_braces(record, after, f"{keys[-1]}: {written}")
        column = self._column(record)
        at = self._before_first(record, column) if after is None else self._behind(after, column)
        line = f"{' ' * column}{keys[-1]}:{'' if written.startswith(self.line_end) else ' '}{written}"
        if at == len(self.text) and not self.text.endswith(("\r", "\n")):
            return f"{self.text}{self.line_end}{line}"
        return f"{self.text[:at]}{line}{self.line_end}{self.text[at:]}"

    def _inserted_in_braces(self, record: Mapping, after: Node | None, written: str) -> str:
        text = self.text
        if after is not None:
            at = after.end.index
            return f"{text[:at]}, {written}{text[at:]}"
        at = text.index("{", record.start.index) + 1
        comma = "" if not record.pairs else "," if text[at].isspace() else ", "
        return f"{text[:at]}{written}{comma}{text[at:]}"

    def _before_first(self, record: Mapping, column: int) -> int:
        """Where a record's first key begins, its comments included; the file's own first comments are the file's."""
        at = first = self._line_start(record.pairs[0][0].start.index)
        while at and self._comment_column(above := self._line_start(at - 1)) >= column:
            at = above
        return at if at and not self.text[:at].isspace() else first

    def _behind(self, node: Node, column: int) -> int:
        """The line behind a value, and behind the comments that are indented under its key."""
        leaf = self._last_leaf(node)
        block = self._block_at(leaf)
        # In a block that keeps its blank lines, these belong to the text.
        at = look = leaf.end.index if block is not None and "+" in block[1] else self._next_line(node)
        while look < len(self.text):
            following = self._line_behind(look)
            if self._comment_column(look) > column:
                at = following
            elif self.text[look:following].strip():
                break
            look = following
        return at

    # -- a key that goes -------------------------------------------------------------------------------------------

    def _removed(self, record: Mapping, at: int) -> str | None:
        """The text without a key and its value; comments beside them stay, on lines of their own."""
        if len(record.pairs) == 1:
            return None
        key, value = record.pairs[at]
        if record.flow:
            return self._removed_in_braces(key, value)
        text = self.text
        start = self._line_start(key.start.index)
        margin = text[start : key.start.index]
        margin = margin[: len(margin) - len(margin.lstrip(" "))]
        # A comment that stayed indented would be taken into a block of text above.
        end = self._behind(value, len(margin))
        left = [f"{margin}{comment}{self.line_end}" for comment in self._comments(start, end)]
        whole = text[:start] + "".join(left) + text[end:]
        if text.endswith(("\r", "\n")) or end < len(text):
            return whole
        return whole.removesuffix(self.line_end)

    def _removed_in_braces(self, key: Scalar, value: Node) -> str:
        text, start, end = self.text, key.start.index, value.end.index
        comma = _COMMA_AFTER.match(text, end)
        if comma is not None:
            end = comma.end()
            # A comment must not touch what stands before it.
            touches = text.startswith("#", end) and not text[start - 1].isspace()
            return text[:start] + (" " if touches else "") + text[end:]
        before = _COMMA_BEFORE.search(text, self._line_start(start), start)
        return text[: before.start() if before else start] + text[end:]

    def _comments(self, start: int, end: int) -> Iterator[str]:
        if "#" in self.text[start:end]:
            for comment in Layout(self.text).comments:
                if start <= comment.at < end:
                    yield _LINE_END.split(self.text[comment.at : end], maxsplit=1)[0].rstrip()

    # -- lines -----------------------------------------------------------------------------------------------------

    def _is_alias(self, node: Node) -> bool:
        return self.text.startswith("*", node.start.index)

    def _block_at(self, node: Node) -> re.Match[str] | None:
        """The head of a block of text (| or >), if the node is one."""
        if isinstance(node, Scalar) and node.style in {"|", ">"} and not self._is_alias(node):
            return _BLOCK.match(self.text, node.start.index)
        return None

    def _last_leaf(self, node: Node) -> Node:
        """The value at which this one ends."""
        while isinstance(node, Mapping | Sequence) and not node.flow and not self._is_alias(node):
            children = node.items if isinstance(node, Sequence) else [value for _, value in node.pairs]
            if not children:
                break
            node = children[-1]
        return node

    def _content_end(self, end: int) -> int:
        return len(self.text[:end].rstrip(" \t\r\n"))

    def _next_line(self, node: Node) -> int:
        """The line behind a value; blank lines do not count as part of it."""
        leaf = self._last_leaf(node)
        block = self._block_at(leaf)
        return self._line_behind(
            leaf.end.index if block is None else max(block.end(), self._content_end(leaf.end.index))
        )

    def _line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self._lone_return(index)) + 1

    def _lone_return(self, index: int) -> int:
        """The last line break before that place that is a carriage return alone."""
        found = self.text.rfind("\r", 0, index)
        return -1 if self.text.startswith("\n", found + 1) else found

    def _line_behind(self, index: int) -> int:
        found = _LINE_END.search(self.text, index)
        return found.end() if found else len(self.text)

    def _comment_column(self, start: int) -> int:
        """The column of the comment that has this line to itself; -1 where the line is another."""
        line = self.text[start : self._line_behind(start)]
        body = line.lstrip(" \t")
        return len(line) - len(body) if body.startswith("#") else -1

    def _column(self, record: Mapping) -> int:
        """How far the keys of a record are indented."""
        first = record.pairs[0][0].start.index
        margin = self.text[self._line_start(first) : first]
        return len(margin) - len(margin.lstrip(" "))

    def _step(self, tree: Mapping) -> int:
        """How much further the file indents a record under its key."""
        inner = (value for _, value in tree.pairs if isinstance(value, Mapping) and not value.flow and value.pairs)
        steps = (self._column(value) - self._column(tree) for value in inner if not self._is_alias(value))
        return next((step for step in steps if step > 0), _STEP)


def _index(record: Mapping, key: str) -> int | None:
    return next((at for at, (name, _) in enumerate(record.pairs) if name.text == key), None)
