"""Text whose columns only white space keeps apart: lines with the same gutter are the rows of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.columns.lines import AFTER, Line, Segment, is_form, taken_apart
from jdflow.adopt.columns.newspaper import in_turn
from jdflow.adopt.columns.rows import Placed, has_number, is_numbered, table_of
from jdflow.adopt.forms.vocabulary import head_of, section_of
from jdflow.model.paper import Para, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jdflow.model.paper import Paper

_FEWEST_LINES = 2
_ITEM = re.compile(r"[^\w\s„“\"(](?=\s)|o(?=\s)|[a-zõäöü]")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.;] (?=[^\W\d_])")
# So far from the gutter the right text begins where the left one has filled its column.
_NEAR = 4
_PARTS_FOLLOW = re.compile(r"(?::|,?\s*(?:sh|sealhulgas|s\.h)\.?)\Z", re.IGNORECASE)


def with_columns(paper: Paper) -> Paper:
    """The document with its gutters made tables; documents of other kinds know their tables."""
    if paper.format != "txt":
        return paper
    paper = in_turn(paper)
    parts: list[Para | Table] = []
    lines = [taken_apart(part) if isinstance(part, Para) else None for part in paper.parts]
    at = 0
    # Whether the rows of the table before are numbered, which a page's end may have cut.
    was_numbered = False
    while at < len(lines):
        line = lines[at]
        run = _Run(lines, at).placed if line is not None and line.has_gutter() else []
        if line is not None and run:
            was_numbered = is_numbered(run) or (was_numbered and has_number(run))
            parts.append(table_of(run, len(line.segments), is_numbered=was_numbered))
            at += len(run)
        else:
            was_numbered &= line is not None and not _is_heading(line.para.text.strip())
            parts.append(paper.parts[at])
            at += 1
    return paper._replace(parts=tuple(parts))


class _Run:
    """The lines that share a gutter with the first one; none where only chance has made it."""

    def __init__(self, lines: Sequence[Line | None], begin: int) -> None:
        self.placed: list[Placed] = []
        first = lines[begin]
        self._gutters = [segment.start for segment in first.segments[1:]] if first is not None else []
        # Below a bullet its text hangs further right.
        self._reach = list(self._gutters)
        self._agreeing = 0
        self._is_apart = False
        # The last line that is not blank, and the last text in the left column.
        self._before: Placed | None = None
        self._left = ""
        for at in range(begin, len(lines)):
            line = lines[at]
            if line is None or (first is not None and line.para.spot.page != first.para.spot.page):
                break
            if not self._takes(line):
                break
        while self.placed and not self.placed[-1].columns:
            self.placed.pop()
        if self._agreeing < _FEWEST_LINES:
            self.placed = []

    def _takes(self, line: Line) -> bool:
        """Whether the line belongs to the table."""
        if not line.segments:
            self._is_apart = True
            self.placed.append(Placed(line, {}))
            return True
        if self._before is not None and line.is_side_by_side():
            return False
        columns = line.columns(self._gutters, self._reach) or self._in_order(line) or self._both_open(line)
        if columns is None or (self._before is not None and _heads_duties(columns)):
            return False
        text = columns[0].text if 0 in columns else ""
        is_below = False
        if set(columns) == {0}:
            is_open = _PARTS_FOLLOW.search(self._left) is not None or self._is_headed()
            is_below = self._is_apart and is_open and _ITEM.match(text) is not None
            if _is_heading(text) or (self._is_apart and not is_below):
                return False
        placed = Placed(line, {column: segment.text for column, segment in columns.items()}, is_below)
        self.placed.append(placed)
        self._before = placed
        # Parts stand one below the other, with blank lines between them perhaps.
        self._left = text if text and not is_below else self._left
        self._agreeing += max(columns) > 0
        self._is_apart = False
        for column, segment in columns.items():
            if column > 0:
                gutter = self._gutters[column - 1]
                self._reach[column - 1] = max(self._reach[column - 1], min(segment.start, gutter + AFTER))
        return True

    def _both_open(self, line: Line) -> dict[int, Segment] | None:
        """A line without a gap below a row whose texts both go on: the left one ends where the gutter is."""
        before = self._before
        if before is None or len(self._gutters) != 1 or len(before.columns) != len(line.segments) + 1:
            return None
        if any(map(_is_ended, before.columns.values())):
            return None
        segment = line.segments[0]
        places = [segment.start + match.end() for match in _SENTENCE_END.finditer(segment.text)]
        near = [at for at in places if abs(at - self._gutters[0]) <= _NEAR]
        if len(near) != 1:
            return None
        end = near[0] - segment.start
        return {0: Segment(segment.start, segment.text[:end].rstrip()), 1: Segment(near[0], segment.text[end:])}

    def _is_headed(self) -> bool:
        """Whether nothing stands above but heads: below these a row of the page before may go on."""
        return self._before is not None and all(map(is_form, self._before.columns.values()))

    def _in_order(self, line: Line) -> dict[int, Segment] | None:
        """The line below nothing but labels, with as many values as there are of these: each belongs to one."""
        before = self._before
        if before is None or len(line.segments) != len(self._gutters) + 1 != len(before.columns):
            return None
        if len(before.columns) != len(line.segments) or not self._is_headed():
            return None
        self._gutters = [segment.start for segment in line.segments[1:]]
        self._reach = list(self._gutters)
        return dict(enumerate(line.segments))


def _is_ended(text: str) -> bool:
    return text.endswith((".", ";", ":", "!", "?"))


def _is_heading(text: str) -> bool:
    return section_of(text.rstrip(":")) is not None


def _heads_duties(columns: Mapping[int, Segment]) -> bool:
    """Whether the line heads the columns of duties and results, which begins another table."""
    texts = [segment.text for segment in columns.values()]
    return len(texts) > 1 and all(map(is_form, texts)) and any(head_of(text) == "result" for text in texts)
