"""Text whose columns only white space keeps apart: lines with the same gutter are the rows of a table."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.vocabulary import head_of, label_of, section_of
from jdflow.model.paper import Para, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.model.paper import Paper

# Before a bullet one space is gap enough.
_SEGMENT = re.compile(r"\S+(?: (?![▪•●○◦‣■□➢►\uf0a7\uf0b7] )\S+)*")
# A number or a bullet, behind which a gap parts no columns.
_MARK = re.compile(r"(?:\(?\d{1,2}(?:[.,]\d{1,2}){0,3}[.,)]?|[^\w\s„“\"(]|o)\Z")
_NUMBERED = re.compile(r"\d{1,2}(?:[.,][\dlIiO]{1,2}){1,3}[.,]?(?=\s|\Z)|\d{1,2}[.,)](?=\s)")
# So far from the gutter a line of the column may begin: it moves where a line is wide.
_BEFORE, _AFTER = 8, 5
# A gap that is wider stands behind no bullet.
_WIDEST = 6
_FEWEST_LINES = 2
_WIDE = 3


class _Segment(NamedTuple):
    """What stands between two gaps, and in which place of the line it begins."""

    start: int
    text: str


class _Line(NamedTuple):
    """A line taken apart at its gaps."""

    para: Para
    segments: tuple[_Segment, ...]

    def has_gutter(self) -> bool:
        """Whether it has a gap that is wide enough to begin a table with."""
        ends = [segment.start + len(segment.text) for segment in self.segments]
        return any(segment.start - end >= _WIDE for segment, end in zip(self.segments[1:], ends, strict=False))

    def columns(self, gutters: Sequence[int], reach: Sequence[int]) -> dict[int, str] | None:
        """The text of each column; none where the line does not keep to the gutters, or hangs too far from them."""
        found: dict[int, str] = {}
        for number, segment in enumerate(self.segments):
            column = next(
                (
                    at
                    for at, (gutter, last) in enumerate(zip(gutters, reach, strict=True), 1)
                    if gutter - _BEFORE <= segment.start <= last + _AFTER
                ),
                0,
            )
            is_free = column > 0 or (number == 0 and segment.start < gutters[0])
            is_last = number == len(self.segments) - 1
            following = next((gutter for gutter in gutters if gutter > segment.start + _BEFORE), None)
            is_crossing = is_last and following is not None and segment.start + len(segment.text) >= following
            if not is_free or column in found or is_crossing:
                return None
            found[column] = segment.text
        return found


class _Placed(NamedTuple):
    """A line and the text of each column in it."""

    line: _Line
    columns: dict[int, str]


def with_columns(paper: Paper) -> Paper:
    """The document with its gutters made tables; documents of other kinds know their tables."""
    if paper.format != "txt":
        return paper
    parts: list[Para | Table] = []
    lines = [_taken_apart(part) if isinstance(part, Para) else None for part in paper.parts]
    at = 0
    while at < len(lines):
        line = lines[at]
        run = _run(lines, at) if line is not None and line.has_gutter() else []
        if run:
            gutters = [segment.start for segment in run[0].line.segments[1:]]
            parts += _tables(run, len(gutters) + 1)
            at += len(run)
        else:
            parts.append(paper.parts[at])
            at += 1
    return paper._replace(parts=tuple(parts))


def _taken_apart(para: Para) -> _Line | None:
    if para.is_whole or "\t" in para.text or "\n" in para.text:
        return None
    segments: list[_Segment] = []
    for match in _SEGMENT.finditer(para.text):
        segment = _Segment(match.start(), match.group())
        before = segments[-1] if segments else None
        if before is not None and _MARK.match(before.text) and match.start() - before.start <= _widest(before.text):
            # The gap behind a mark belongs to the item.
            segments.pop()
            segment = _Segment(before.start, f"{before.text} {segment.text}")
        segments.append(segment)
    return _Line(para, tuple(segments))


def _run(lines: Sequence[_Line | None], at: int) -> list[_Placed]:
    """The lines from there on that share a gutter; none where only chance has made one."""
    first = lines[at]
    gutters = [segment.start for segment in first.segments[1:]] if first is not None else []
    # Below a bullet its text hangs further right.
    reach = list(gutters)
    run: list[_Placed] = []
    agreeing = 0
    is_apart = False
    for line in lines[at:]:
        if line is None or (run and line.para.spot.page != run[0].line.para.spot.page):
            break
        if not line.segments:
            is_apart = True
            run.append(_Placed(line, {}))
            continue
        columns = line.columns(gutters, reach)
        if columns is None or (set(columns) == {0} and (is_apart or section_of(columns[0].rstrip(":")) is not None)):
            break
        agreeing += max(columns) > 0
        is_apart = False
        run.append(_Placed(line, columns))
        for column, segment in zip(columns, line.segments, strict=True):
            if column > 0:
                reach[column - 1] = max(reach[column - 1], min(segment.start, gutters[column - 1] + _AFTER))
    while run and not run[-1].columns:
        run.pop()
    return run if agreeing >= _FEWEST_LINES else []


def _tables(run: Sequence[_Placed], width: int) -> Iterator[Table]:
    """The rows of a run; where its left column is numbered, only a number begins one."""
    is_numbered = _is_numbered(run)
    first, rest = _long_labels(run)
    rows: list[list[list[Para]]] = []
    begins = True
    for at, (line, columns) in enumerate(run):
        if not columns:
            begins |= not is_numbered
            continue
        is_form = all(map(_is_form, columns.values())) and at not in first | rest
        is_begun = at in first or (at not in rest and _begins(columns, is_numbered=is_numbered))
        if begins or not rows or is_form or is_begun:
            rows.append([[] for _ in range(width)])
        begins = is_form
        for column, text in columns.items():
            rows[-1][column].append(line.para._replace(text=text))
    yield Table(tuple(tuple(map(tuple, row)) for row in rows))


def _is_numbered(run: Sequence[_Placed]) -> bool:
    """Whether the rows are numbered: several are, or the first one below the heads."""
    left = [columns[0] for _, columns in run if 0 in columns and not all(map(_is_form, columns.values()))]
    numbered = [text for text in left if _NUMBERED.match(text)]
    return len(numbered) >= _FEWEST_LINES or (left[:1] == numbered[:1] != [] and "." in left[0].split()[0].rstrip("."))


def _long_labels(run: Sequence[_Placed]) -> tuple[set[int], set[int]]:
    """Which lines begin a label that takes two of them, and which lines end one."""
    first: set[int] = set()
    rest: set[int] = set()
    for at, (placed, following) in enumerate(pairwise(run)):
        begun, ended = placed.columns.get(0), following.columns.get(0)
        if begun and ended and ended[:1].islower() and label_of(f"{begun} {ended}".rstrip(":")) is not None:
            first.add(at)
            rest.add(at + 1)
    return first, rest


def _begins(columns: dict[int, str], *, is_numbered: bool) -> bool:
    left = columns.get(0)
    if left is None:
        return False
    return _NUMBERED.match(left) is not None if is_numbered else label_of(left.rstrip(":")) is not None


def _widest(mark: str) -> int:
    """How far from its mark an item may begin."""
    return len(mark) + _WIDEST if any(map(str.isdigit, mark)) else _WIDEST


def _is_form(text: str) -> bool:
    """Whether it is a label, or the head of a column."""
    bare = _NUMBERED.sub("", text, count=1).strip(" :")
    return not bare[:1].islower() and (label_of(bare) is not None or head_of(bare) is not None)
