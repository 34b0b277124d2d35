"""The lines of a column as paragraphs: where one ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_pdf_lines import DASHES, NUMBER, is_bullet
from jdflow.model.paper import Para, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_words import Word

_SPACE = 0.25
_SLACK = 0.35
_INDENT = 0.8
_SAME_PLACE = 0.45
_LABEL_GAP = 0.6
_TAB, _MUCH_WIDER = 2.0, 1.8
_SAME_START = 4.0
_SEVERAL = 2
# Against the distance of lines in a paragraph; the second, where a capital letter begins the line.
_WIDER = 1.22
_A_LITTLE_WIDER = 1.09
_OTHER_SIZE = 0.08
_BIG = 1.15
_LONGEST_HEADING = 120
# After these, a hyphen at the end of a line belongs to a word that another one completes: `ennetus- ja arendustöö`.
_COMPLETING = frozenset({"ja", "või", "ning", "ega", "kui", "nii", "samuti", "ent"})
_ENDS = (".", ":", ";", "?", "!")
SOFT_HYPHEN = "\u00ad"


class Measure(NamedTuple):
    """How the document is set: the size of most of its letters, the distance of its lines in that measure."""

    size: float
    pitch: float


class Edges(NamedTuple):
    """Where a column begins and ends; of one that nothing rules, how far its lines reach and how far they might."""

    left: float
    right: float
    at_most: float


class Draft(NamedTuple):
    """A paragraph, and what must be known to say whether it goes on at the top of the next page."""

    para: Para
    # How wide the first word is that would have to fit, and the space that the last line leaves.
    first: float
    room: float
    size: float
    # Where the label stands in its column, or the first line; where its text does.
    x0: float
    text_x: float

    @property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return self.para.level is not None or self.para.number is not None


class _Open:
    """A paragraph that lines are still added to."""

    def __init__(self, line: Piece, label: Label | None) -> None:
        self.lines = [line]
        self.label = label
        self.x0 = line.x0
        self.text_x = line.words[1].x0 if label else line.x0

    def hangs(self, line: Piece) -> bool:
        """Whether the line begins below the text behind the label, and not below the label."""
        room = _SAME_PLACE * line.size
        return self.label is not None and abs(line.x0 - self.text_x) <= room < self.text_x - self.x0


class Label(NamedTuple):
    """What stands before an item: its number, or none where it is a bullet."""

    number: str | None


def labels(lines: Sequence[Piece]) -> list[Label | None]:
    """The bullets and numbers with which lines begin, where they surely are some."""
    result = [_label(line, below) for line, below in zip_longest(lines, lines[1:])]
    places: Counter[tuple[str, int]] = Counter()
    for line in lines:
        places.update(_standing(line))
    sure = {place for line, label in zip(lines, result, strict=True) if label for place in _standing(line)}
    sure.update(place for place, count in places.items() if count >= _SEVERAL)
    return [
        label or (_plain_label(line) if _begins(line, number) or not sure.isdisjoint(_standing(line)) else None)
        for number, (line, label) in enumerate(zip(lines, result, strict=True))
    ]


def _begins(line: Piece, number: int) -> bool:
    """Whether its number, that of a cell or a heading, needs no gap to be one: `1.1 Ametinimetus`, `4. ÕIGUSED`."""
    if len(line.words) == 1 or not line.words[1].text[0].isupper():
        return False
    mark = line.words[0].text
    is_counted = NUMBER.fullmatch(mark) is not None and "." in mark
    return is_counted and (line.is_bold or line.text.isupper() or (number == 0 and "." in mark[:-1]))


def _label(line: Piece, below: Piece | None) -> Label | None:
    """The label that its own shape gives away, or the gap behind it, or the next line that begins behind it too."""
    label = _plain_label(line)
    if label is None or is_bullet(line.words[0].text):
        return label
    mark, first = line.words[:2]
    hangs = below is not None and abs(below.x0 - first.x0) < _SAME_PLACE * line.size < first.x0 - line.x0
    return label if hangs or first.x0 - mark.x1 > _LABEL_GAP * line.size else None


def _plain_label(line: Piece) -> Label | None:
    """What would be the label of the line, if it is one."""
    if len(line.words) == 1:
        return None
    mark = line.words[0].text
    if is_bullet(mark) or mark in DASHES:
        return Label(None)
    return Label(mark) if NUMBER.fullmatch(mark) else None


def _standing(line: Piece) -> set[tuple[str, int]]:
    """What kind of label the line may have, and where, roughly: two places, so that neighbours share one."""
    label = _plain_label(line)
    if label is None or (label.number is not None and label.number.isdigit()):
        return set()
    kind = "1" if label.number is not None else line.words[0].text
    place = line.x0 / _SAME_START
    return {(kind, int(place)), (kind, int(place + 0.5))}


def drafts(lines: Sequence[Piece], edges: Edges, page: int, measure: Measure, *, inside: bool = False) -> list[Draft]:
    """The lines of one column, from above, as paragraphs; whether it is one of a table, which has no headings."""
    open_: list[_Open] = []
    for line, label in zip(lines, labels(lines), strict=True):
        if open_ and label is None and _goes_on(open_[-1], line, edges, measure):
            open_[-1].lines.append(line)
        else:
            open_.append(_Open(line, label))
    levels = _levels(open_)
    found = [_draft(part, level, edges, page, measure) for part, level in zip(open_, levels, strict=True)]
    return [part._replace(para=part.para._replace(is_heading=False)) for part in found] if inside else found


def _goes_on(part: _Open, line: Piece, edges: Edges, measure: Measure) -> bool:
    last = part.lines[-1]
    pitch = (last.y - line.y) / measure.pitch / max(line.size, last.size)
    if pitch > (_WIDER if not line.words[0].text[0].isupper() else _A_LITTLE_WIDER):
        return False
    if abs(line.size - last.size) > _OTHER_SIZE * last.size:
        return False
    is_within = line.words[0].text[0].islower() and not last.words[-1].text.endswith(_ENDS)
    if hyphenated(last.words[-1].text, line.words[0].text) or (is_within and part.hangs(line)):
        return True
    is_centred = _is_centred(last, edges) and _is_centred(line, edges) and _shifted(last, line)
    right = edges.right if is_within else edges.at_most
    room = _leaves(last, right) + (last.x0 - edges.left if is_centred else 0.0)
    if room > _width(line.words[0], last.size):
        return False
    if all(one.is_bold for one in part.lines) and not any(word.is_bold for word in line.words):
        return False
    # A first line that is set in begins a paragraph; one that is centred does not.
    set_in = line.x0 - max(part.text_x, last.x0)
    return set_in <= _INDENT * line.size or is_centred


def _width(word: Word, size: float) -> float:
    return word.x1 - word.x0 + _SPACE * size


def _is_centred(line: Piece, edges: Edges) -> bool:
    return line.x0 - edges.left > line.size and abs((line.x0 - edges.left) - (edges.right - line.x1)) < line.size


def _shifted(last: Piece, line: Piece) -> bool:
    return abs(line.x0 - last.x0) > _SAME_PLACE * line.size


def _leaves(line: Piece, right: float) -> float:
    """The space that the line leaves for another word."""
    return right - line.x1 - _SLACK * line.size


def hyphenated(last: str, first: str) -> bool:
    """Whether a hyphen at the end of one line stands inside a word that the next goes on with."""
    return len(last) > 1 and last[-1] == "-" and last[-2].isalpha() and first[0].isalpha() and first not in _COMPLETING


def _levels(parts: Sequence[_Open]) -> list[int | None]:
    """How deep each item with a bullet lies, by how far its bullet is set in."""
    result: list[int | None] = []
    steps: list[float] = []
    for part in parts:
        if part.label is None or part.label.number is not None:
            steps = []
            result.append(None)
            continue
        room = _SAME_PLACE * part.lines[0].size
        while steps and part.x0 < steps[-1] - room:
            steps.pop()
        if not steps or part.x0 > steps[-1] + room:
            steps.append(part.x0)
        result.append(len(steps))
    return result


def _draft(part: _Open, level: int | None, edges: Edges, page: int, measure: Measure) -> Draft:
    first, last = part.lines[0], part.lines[-1]
    words = [line.words for line in part.lines]
    if part.label is not None:
        words[0] = words[0][1:]
    text, bold = _text(words)
    room = _leaves(last, edges.right)
    is_heading = (
        level is None
        and len(text) <= _LONGEST_HEADING
        and (bold == ((0, len(text)),) or first.size >= _BIG * measure.size)
    )
    number = part.label.number if part.label else None
    para = Para(text, Spot(first.number, page), level, number, bold, is_heading)
    starts = _width(words[0][0], first.size)
    return Draft(para, starts, room, last.size, part.x0 - edges.left, part.text_x - edges.left)


def _text(lines: Sequence[Sequence[Word]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines as one text, and what of it is bold."""
    text = ""
    bold: list[tuple[int, int]] = []
    before: Word | None = None
    for line in lines:
        tab = _tab(line)
        for number, word in enumerate(line):
            if before is None:
                glue = ""
            elif number:
                glue = "\t" if word.x0 - before.x1 > tab else " "
            elif hyphenated(before.text, word.text):
                text, glue = text[:-1], SOFT_HYPHEN
            else:
                glue = " "
            start = len(text) + len(glue)
            text += glue + word.text
            if word.is_bold:
                if bold and before is not None and before.is_bold:
                    bold[-1] = (bold[-1][0], len(text))
                else:
                    bold.append((start, len(text)))
            before = word
    return text, tuple(bold)


def _tab(line: Sequence[Word]) -> float:
    """How wide a gap is that no space makes, be they as wide as they are in lines that fill the column."""
    gaps = sorted(word.x0 - last.x1 for last, word in pairwise(line))
    return max(_TAB * line[0].size, _MUCH_WIDER * gaps[len(gaps) // 2] if len(gaps) > 1 else 0.0)


def continues(last: Draft, first: Draft) -> bool:
    """Whether the paragraph that ends a page goes on with the one that begins the next."""
    if first.is_item or first.para.is_heading or last.para.is_heading:
        return False
    if abs(first.size - last.size) > _OTHER_SIZE * last.size or first.x0 > last.text_x + _INDENT * first.size:
        return False
    if hyphenated(_last_word(last), first.para.text):
        return True
    is_within = first.para.text[0].islower() and not last.para.text.endswith(_ENDS)
    if last.room > first.first:
        return is_within and last.is_item
    return first.para.text[0].islower() or not last.para.text.endswith(_ENDS)


def _last_word(draft: Draft) -> str:
    return draft.para.text.rsplit(None, 1)[-1]


def run_on(last: Draft, first: Draft) -> Draft:
    """The two as one paragraph, which keeps the place where it begins."""
    text, glue = last.para.text, " "
    if hyphenated(_last_word(last), re.split(r"\s", first.para.text, maxsplit=1)[0]):
        text, glue = text[:-1], SOFT_HYPHEN
    at = len(text) + len(glue)
    bold = last.para.bold + tuple((start + at, end + at) for start, end in first.para.bold)
    para = last.para._replace(text=text + glue + first.para.text, bold=bold)
    return last._replace(para=para, room=first.room)
