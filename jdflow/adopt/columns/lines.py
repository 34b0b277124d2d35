"""A line of text taken apart at its gaps, and which column each piece of it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import HEADS, head_of, label_of, section_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.model.paper import Para

# Before a bullet one space is gap enough.
_SEGMENT = re.compile(r"\S+(?: (?![▪•●○◦‣■□➢►\uf0a7\uf0b7] )\S+)*")
# A number or a bullet, behind which a gap parts no columns.
_MARK = re.compile(r"(?:\(?\d{1,2}(?:[.,]\d{1,2}){0,3}[.,)]?|[^\w\s„“\"(]|o)\Z")
NUMBERED = re.compile(r"\d{1,2}(?:[.,][\dlIiO]{1,2}){1,3}[.,]?(?=\s|\Z)|\d{1,2}[.,)](?=\s)")
# So far from the gutter a line of the column may begin: it moves where a line is wide.
_BEFORE, AFTER = 8, 5
# A narrow column, for which one space is gap enough, too.
_SHARE = re.compile(r" (\d{1,3} ?%)\Z")
# A gap that is wider stands behind no bullet.
_WIDEST = 6
# Signs that are nothing but bullets may stand further from their text.
_BULLETS, _FARTHEST = frozenset("▪•●○◦■□➢►\uf0a7\uf0b7"), 12
_WIDE = 3
_MOST_HEAD = 3


class Segment(NamedTuple):
    """What stands between two gaps, and in which place of the line it begins."""

    start: int
    text: str


class Line(NamedTuple):
    """A line taken apart at its gaps."""

    para: Para
    segments: tuple[Segment, ...]

    def has_gutter(self) -> bool:
        """Whether it has a gap that is wide enough to begin a table with."""
        ends = [segment.start + len(segment.text) for segment in self.segments]
        return any(segment.start - end >= _WIDE for segment, end in zip(self.segments[1:], ends, strict=False))

    def is_form(self) -> bool:
        """Whether all of it are labels, or heads of columns."""
        return all(is_form(segment.text) for segment in self.segments)

    def is_side_by_side(self) -> bool:
        """Whether it holds nothing but headings of sections: what stands below belongs to these."""
        bare = [NUMBERED.sub("", segment.text, count=1).strip(" :.") for segment in self.segments]
        return len(bare) > 1 and all(section_of(text) is not None and label_of(text) is None for text in bare)

    def columns(self, gutters: Sequence[int], reach: Sequence[int]) -> dict[int, Segment] | None:
        """What stands in each column; none where the line does not keep to the gutters, or hangs too far from them."""
        found: dict[int, Segment] = {}
        segments = self._cut(gutters)
        for number, segment in enumerate(segments):
            near = [
                (max(gutter - segment.start, segment.start - last, 0), at)
                for at, (gutter, last) in enumerate(zip(gutters, reach, strict=True), 1)
                if gutter - _BEFORE <= segment.start <= last + AFTER
            ]
            column = min(near)[1] if near else 0
            is_free = column > 0 or (number == 0 and segment.start < gutters[0])
            is_last = number == len(segments) - 1
            following = next((gutter for gutter in gutters if gutter > segment.start + _BEFORE), None)
            is_crossing = is_last and following is not None and segment.start + len(segment.text) >= following
            if not is_free or column in found or is_crossing:
                return None
            found[column] = segment
        return None if self._skips(found, gutters) else found

    def _skips(self, found: dict[int, Segment], gutters: Sequence[int]) -> bool:
        """Whether a piece reaches over a column that has none of its own: it may hold the texts of both."""
        for column, segment in found.items():
            if 0 <= column < len(gutters) and column + 1 not in found:
                end = segment.start + len(segment.text)
                if end > gutters[column] and any(other > column for other in found):
                    return True
        return False

    def _cut(self, gutters: Sequence[int]) -> list[Segment]:
        """The segments; one that has filled its column to the next gutter, and left one space there, is two."""
        found: list[Segment] = []
        for number, segment in enumerate(self.segments):
            is_sure = number < len(self.segments) - 1 or (number == 0 and NUMBERED.match(segment.text) is not None)
            at = next((gutter - segment.start for gutter in gutters if gutter > segment.start + _BEFORE), 0)
            rest = segment.text[at:]
            share = _SHARE.search(segment.text) if number < len(self.segments) - 1 else None
            if share is not None and abs(segment.start + share.start(1) - gutters[0]) <= _BEFORE:
                begin = share.start(1)
                found.append(Segment(segment.start, segment.text[:begin].rstrip()))
                found.append(Segment(max(segment.start + begin, gutters[0]), share.group(1)))
            elif is_sure and at > 0 and segment.text[at - 1 : at] == " " and rest[:1] and not rest[:1].islower():
                found += (Segment(segment.start, segment.text[: at - 1]), Segment(segment.start + at, rest))
            else:
                found.append(segment)
        return found


def taken_apart(para: Para) -> Line | None:
    """The line in its pieces; none where it is more than a line, or knows its columns."""
    if para.is_whole or "\t" in para.text or "\n" in para.text:
        return None
    segments: list[Segment] = []
    for match in _SEGMENT.finditer(para.text):
        segment = Segment(match.start(), match.group())
        before = segments[-1] if segments else None
        if before is not None and _MARK.match(before.text) and match.start() - before.start <= _widest(before.text):
            # The gap behind a mark belongs to the item.
            segments.pop()
            segment = Segment(before.start, f"{before.text} {segment.text}")
        segments.append(segment)
    return Line(para, (*segments[:-1], *_heads(segments)))


def is_form(text: str) -> bool:
    """Whether it is a label, or the head of a column."""
    bare = NUMBERED.sub("", text, count=1).strip(" :")
    return not bare[:1].islower() and (label_of(bare) is not None or head_of(bare) is not None)


def _heads(segments: Sequence[Segment]) -> list[Segment]:
    """The last segment, as two where the head of a narrow column has come too near to that of the results."""
    if not segments:
        return []
    last = segments[-1]
    if len(segments) > 1 and head_of(segments[0].text) == "duty" and HEADS.get(fold(last.text)) is None:
        words = last.text.split(" ")
        for count in range(1, min(_MOST_HEAD, len(words) - 1) + 1):
            head = " ".join(words[-count:])
            if HEADS.get(fold(head)) == "result" and head[:1].isupper():
                start = last.start + len(last.text) - len(head)
                return [last._replace(text=last.text[: -len(head)].rstrip()), Segment(start, head)]
    return [last]


def _widest(mark: str) -> int:
    """How far from its mark an item may begin."""
    if mark in _BULLETS:
        return _FARTHEST
    return len(mark) + _WIDEST if any(map(str.isdigit, mark)) else _WIDEST
