"""Text whose columns only white space keeps apart: lines with the same gutter are the rows of a table."""

from __future__ import annotations

import re
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

    def columns(self, gutters: Sequence[int]) -> dict[int, str] | None:
        """The text of each column; none where the line does not keep to the gutters."""
        found: dict[int, str] = {}
        for number, segment in enumerate(self.segments):
            column = next(
                (at for at, gutter in enumerate(gutters, 1) if gutter - _BEFORE <= segment.start <= gutter + _AFTER), 0
            )
            is_free = column > 0 or (number == 0 and segment.start < gutters[0])
            is_last = number == len(self.segments) - 1
            following = next((gutter for gutter in gutters if gutter > segment.start + _BEFORE), None)
            is_crossing = is_last and following is not None and segment.start + len(segment.text) >= following
            if not is_free or column in found or is_crossing:
                return None
            found[column] = segment.text
        return found


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
            gutters = [segment.start for segment in run[0].segments[1:]]
            parts += _tables(run, gutters)
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


def _run(lines: Sequence[_Line | None], at: int) -> list[_Line]:
    """The lines from there on that share a gutter; none where only chance has made one."""
    first = lines[at]
    gutters = [segment.start for segment in first.segments[1:]] if first is not None else []
    run: list[_Line] = []
    agreeing = 0
    is_apart = False
    for line in lines[at:]:
        if line is None or (run and line.para.spot.page != run[0].para.spot.page):
            break
        if not line.segments:
            is_apart = True
            run.append(line)
            continue
        columns = line.columns(gutters)
        if columns is None or (set(columns) == {0} and (is_apart or section_of(columns[0].rstrip(":")) is not None)):
            break
        agreeing += max(columns) > 0
        is_apart = False
        run.append(line)
    while run and not run[-1].segments:
        run.pop()
    return run if agreeing >= _FEWEST_LINES else []


def _tables(run: Sequence[_Line], gutters: Sequence[int]) -> Iterator[Table]:
    """The rows of a run; where its left column is numbered, only a number begins one."""
    width = len(gutters) + 1
    placed = [(line, line.columns(gutters) or {}) for line in run]
    is_numbered = sum(_NUMBERED.match(columns.get(0, "")) is not None for _, columns in placed) >= _FEWEST_LINES
    rows: list[list[list[Para]]] = []
    begins = True
    for line, columns in placed:
        if not columns:
            begins |= not is_numbered
            continue
        is_form = all(map(_is_form, columns.values()))
        if begins or not rows or is_form or _begins(columns, is_numbered=is_numbered):
            rows.append([[] for _ in range(width)])
        begins = is_form
        for column, text in columns.items():
            rows[-1][column].append(line.para._replace(text=text))
    yield Table(tuple(tuple(map(tuple, row)) for row in rows))


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
