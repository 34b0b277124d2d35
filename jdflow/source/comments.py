"""Which key or item each comment of a text belongs to.

A comment at the end of a line belongs to the key or item in that line. Comments on lines of their own belong to the
key or item that follows; if they are indented deeper than that, to what they are indented under. The first ones belong
to the file if a blank line sets them apart from its first key, or if they are for editors; so do the last ones.
One blank line is kept before a comment, a key or an item that has any before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from jdflow.source.draft import Branch, Entry, Page
from jdflow.source.layout import Comment, Layout
from jdflow.source.tree import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = re.compile(r"[\r\n][ \t]*[\r\n]")
_FOR_EDITORS = "# yaml-language-server:"


def comments_of(text: str) -> list[str]:
    """The comments of a text, in their order."""
    return [comment.text for comment in Layout(text).comments] if "#" in text else []


def attach(page: Page, tree: Mapping, text: str) -> None:
    """Gives the comments and blank lines of a text to the draft made from its tree."""
    if "#" in text or _BLANK.search(text):
        layout = Layout(text)
        _Attaching(page, layout, list(_Walk(layout).entries(page.body, tree))).run()


class _Point(NamedTuple):
    """A point of a text at which an entry begins, its key ends, its brackets open, or it ends."""

    at: int
    what: Literal["begin", "key", "open", "end"]
    entry: Entry
    start: int
    """Where the entry begins."""
    flow: bool
    """Of a beginning: whether it is within brackets; of an end: whether brackets close."""
    first: bool
    """Whether it is the first entry of its record or list."""


class _Walk:
    """A walk along a tree, which passes the points of its text in their order."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.reached = 0

    def entries(self, branch: Branch, node: Mapping | Sequence) -> Iterator[_Point]:
        """The points of a record or list."""
        pairs = node.pairs if isinstance(node, Mapping) else [(None, item) for item in node.items]
        for entry, (key, value) in zip(branch.entries, pairs, strict=True):
            first = entry is branch.entries[0]
            if key is not None:
                start = self.layout.question_mark_before(key.start.index, self.reached)
                self.reached = key.end.index
            else:
                start = value.start.index if node.flow else self.layout.dash_before(value.start.index)
            yield _Point(start, "begin", entry, start, node.flow, first)
            if key is not None:
                yield _Point(self.reached, "key", entry, start, node.flow, first)
            yield from self._value(entry, value, start, first=first)

    def _value(self, entry: Entry, node: Node, start: int, *, first: bool) -> Iterator[_Point]:
        inner, self.reached = entry.value, node.end.index
        flow = False
        # What an alias repeats stands elsewhere, and so do its comments.
        if (
            isinstance(inner, Branch)
            and isinstance(node, Mapping | Sequence)
            and not self.layout.has_alias_at(node.start)
        ):
            flow = node.flow
            if flow:
                yield _Point(node.start.index, "open", entry, start, flow, first)
            yield from self.entries(inner, node)
            if flow:
                self.reached = node.end.index
        yield _Point(self.reached, "end", entry, start, flow, first)


class _Attaching:
    """Comments and points side by side, in the order of the text."""

    def __init__(self, page: Page, layout: Layout, points: list[_Point]) -> None:
        self.page = page
        self.layout = layout
        self.points = points
        self.passed = 0
        self.ended: list[_Point] = []
        """The entries that have ended since the last one began, the innermost first."""

    def run(self) -> None:
        """Gives each comment to one entry, or to the page."""
        for comment in self.layout.comments:
            self._pass_until(comment.at)
            beside = None if self.layout.begins_line(comment.at) else self._beside(comment)
            if beside is None:
                lines = self._lines(comment)
                if self.layout.follows_blank(comment.at) and lines[-1:] != [""]:
                    lines.append("")
                lines.append(comment.text)
            else:
                beside.append(comment.text)
        self._pass_until(len(self.layout.text))
        firsts = (point.entry.above for point in self.points if point.first and point.what == "begin")
        for lines in (self.page.header, *firsts):
            if lines[:1] == [""]:
                del lines[0]
        if self.page.body.entries:
            self._set_header_apart(self.page.body.entries[0])

    def _pass_until(self, index: int) -> None:
        while self.passed < len(self.points) and self.points[self.passed].at <= index:
            point = self.points[self.passed]
            self.passed += 1
            if point.what == "begin" and self.layout.follows_blank(point.at):
                point.entry.above.append("")
            if point.what == "begin" or point.flow:
                self.ended.clear()
            if point.what == "end":
                self.ended.append(point)

    def _beside(self, comment: Comment) -> list[str] | None:
        """The comments at the end of the line in which this one stands, if a value is there that they can belong to."""
        last = self.points[self.passed - 1] if self.passed else None
        if last is not None and last.what == "end":
            if self.layout.line(last.at) != self.layout.line(comment.at):
                return None
            last = next(point for point in self.ended if point.at == last.at)
        return None if last is None else last.entry.beside

    def _lines(self, comment: Comment) -> list[str]:
        """The lines of comment that this one continues."""
        if self.points and self.layout.line(comment.at) <= self.layout.line_of_prologue:
            return self.page.header
        following = self.points[self.passed] if self.passed < len(self.points) else None
        column = self.layout.column(comment.at) if self.layout.begins_line(comment.at) else -1
        if following is None:
            return self._under(column, self.page.footer)
        if following.what == "end" and (self.ended or self.points[self.passed - 1].what == "open"):
            return following.entry.below
        # Within brackets indentation means nothing.
        is_within = following.what == "begin" and following.flow
        return self._under(-1 if is_within else column, following.entry.above)

    def _under(self, column: int, otherwise: list[str]) -> list[str]:
        """The lines under the innermost entry that the column is indented under."""
        while self.ended:
            if self.layout.column(self.ended[0].start) < column:
                return self.ended[0].entry.below
            del self.ended[0]
        return otherwise

    def _set_header_apart(self, first: Entry) -> None:
        """Gives the file the comments that are not its first key's."""
        header, above = self.page.header, first.above
        if header:
            header.append("")
        length = 0
        if "" in above:
            length = len(above) - above[::-1].index("")
        else:
            while length < len(above) and above[length].startswith(_FOR_EDITORS):
                length += 1
        header += above[:length]
        del above[:length]
