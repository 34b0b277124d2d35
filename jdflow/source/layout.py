"""What a tree does not tell of its text: comments, lines, where items begin and aliases stand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from yaml import tokens as tk
from yaml._yaml import CParser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.source.tree import Mark

_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")
_BLOCK_HEADER = re.compile("[|>][-+0-9]*[ \t]*(#[^\r\n\x85\u2028\u2029]*)")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_WHITE = " \t\r\n\x85\u2028\u2029\ufeff"


class Comment(NamedTuple):
    """A comment: where it begins, counted in characters, and what it says."""

    at: int
    text: str


class Layout:
    """How a text, which the parser is known to read, is laid out."""

    def __init__(self, text: str) -> None:
        # A byte order mark is none of the characters that the parser counts.
        self.text = text.removeprefix("\ufeff")
        self.comments: list[Comment] = []
        self.dashes: list[int] = []
        self.question_marks: list[int] = []
        self.line_of_prologue = -1
        """Where the mark `---` stands that opens the document, if there is one."""
        self.line_starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        self._scan(CParser(text))

    def _scan(self, parser: CParser) -> None:
        """Looks between the parser's tokens: nothing is there but white space and comments."""
        end = 0
        while (token := parser.get_token()) is not None:
            start = token.start_mark.index
            if start > end:
                self._take(_COMMENT.finditer(self.text, end, start))
            end = token.end_mark.index
            kind = token.__class__
            if kind is tk.BlockEntryToken:
                self.dashes.append(start)
            elif kind is tk.KeyToken and end > start:
                self.question_marks.append(start)
            elif kind is tk.DocumentStartToken:
                self.line_of_prologue = self.line(start)
            elif kind is tk.ScalarToken and (header := _BLOCK_HEADER.match(self.text, start, end)):
                self._take([header])

    def _take(self, found: Iterable[re.Match[str]]) -> None:
        for match in found:
            group = match.re.groups
            text = unicodedata.normalize("NFC", match[group].rstrip())
            self.comments.append(Comment(match.start(group), text))

    def line(self, index: int) -> int:
        """The line, from 0."""
        return bisect_right(self.line_starts, index) - 1

    def column(self, index: int) -> int:
        """The column, from 0."""
        return index - self.line_starts[self.line(index)]

    def has_alias_at(self, mark: Mark) -> bool:
        """Whether an alias stands there."""
        return self.text.startswith("*", mark.index)

    def dash_before(self, index: int) -> int:
        """Where the last dash of a list before that place is."""
        return self.dashes[bisect_left(self.dashes, index) - 1]

    def question_mark_before(self, index: int, after: int) -> int:
        """Where the question mark of a key at that place is; the place itself if there is none since the other."""
        at = bisect_left(self.question_marks, index) - 1
        return self.question_marks[at] if at >= 0 and self.question_marks[at] >= after else index

    def begins_line(self, index: int) -> bool:
        """Whether nothing but white space stands before that place in its line."""
        return not self.text[self.line_starts[self.line(index)] : index].strip(_WHITE)

    def follows_blank(self, index: int) -> bool:
        """Whether that place begins a line, and the line before it is blank."""
        line = self.line(index)
        if not line or not self.begins_line(index):
            return False
        return not self.text[self.line_starts[line - 1] : self.line_starts[line]].strip(_WHITE)
