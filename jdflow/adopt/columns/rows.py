"""The rows of lines that share a gutter: which line begins one, which labels take several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.columns.lines import NUMBERED, Line, is_form
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import HEADS, label_of, section_of
from jdflow.model.paper import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.model.paper import Para

_FEWEST_NUMBERS = 2
# How many lines a label takes at most, and how many words the first of them has.
_MOST_LINES, _MOST_BEGUN = 4, 4
_ENDED = (".", ";", ",", "!", "?")
# These tell of parts that follow, of which no label speaks.
_TOLD = ("sh:", "sealhulgas:", "s.h:", "s.h.:")


class Placed(NamedTuple):
    """A line and the text of each column in it."""

    line: Line
    columns: dict[int, str]
    # Whether it goes on with what stands above it, though a line is left blank between.
    is_below: bool = False


def table_of(run: Sequence[Placed], width: int, *, is_numbered: bool) -> Table:
    """The rows of a run; where its left column is numbered, only a number begins one."""
    first, rest = _long_labels(run)
    rows: list[list[list[Para]]] = []
    begins, was_head = True, False
    for at, (line, columns, is_below) in enumerate(run):
        if not columns:
            begins |= not is_numbered
            continue
        is_heads = all(map(is_form, columns.values())) and at not in first | rest
        is_begun = at in first or (at not in rest and _begins(columns, is_numbered=is_numbered))
        is_new = (begins and not is_below and at not in rest) or was_head
        if is_new or not rows or is_heads or is_begun:
            rows.append([[] for _ in range(width)])
        begins = was_head = is_heads or line.is_side_by_side()
        for column, text in columns.items():
            cell = rows[-1][column]
            if column == 0 and at in rest and cell:
                # What is looked up is the whole label.
                cell[-1] = cell[-1]._replace(text=f"{cell[-1].text} {text}")
            else:
                cell.append(line.para._replace(text=text))
    return Table(tuple(tuple(map(tuple, row)) for row in rows))


def is_numbered(run: Sequence[Placed]) -> bool:
    """Whether the rows are numbered: several are, or the first one below the heads."""
    left = [placed.columns[0] for placed in run if 0 in placed.columns and not _is_head(placed)]
    numbered = [text for text in left if NUMBERED.match(text)]
    is_first = left[:1] == numbered[:1] != [] and "." in left[0].split()[0].rstrip(".")
    return len(numbered) >= _FEWEST_NUMBERS or is_first


def has_number(run: Sequence[Placed]) -> bool:
    """Whether any row is numbered."""
    return any(NUMBERED.match(placed.columns.get(0, "")) for placed in run)


def _is_head(placed: Placed) -> bool:
    return all(map(is_form, placed.columns.values()))


def _long_labels(run: Sequence[Placed]) -> tuple[set[int], set[int]]:
    """Which lines begin a label that takes several, and which lines go on with one."""
    first: set[int] = set()
    rest: set[int] = set()
    left = [(at, placed.columns[0]) for at, placed in enumerate(run) if placed.columns.get(0)]
    for place, (at, _) in enumerate(left):
        if at in rest:
            continue
        count = _lines_of_label([text for _, text in left[place : place + _MOST_LINES]])
        if count > 1:
            first.add(at)
            rest.update(number for number, _ in left[place + 1 : place + count])
    return first, rest


def _lines_of_label(texts: Sequence[str]) -> int:
    """How many of the lines are one label: the longest that is known, or one that its colon ends."""
    begun = NUMBERED.sub("", texts[0], count=1).strip()
    if not begun[:1].isupper() or len(begun.split()) > _MOST_BEGUN or begun.endswith((*_ENDED, ":")):
        return 1
    found = 1
    for count, text in enumerate(texts[1:], 2):
        if not text[:1].islower() or text.endswith((*_ENDED, *_TOLD)):
            break
        begun = f"{begun} {text}"
        if label_of(begun.rstrip(":")) is not None or text.endswith(":"):
            found = count
        if text.endswith(":"):
            break
    if found == 1 and len(texts) > 1 and label_of(texts[0]) is not None and texts[1][:1].islower():
        # One that is not known, of which a known one is the beginning.
        return 1 if texts[1].endswith(_ENDED) or len(texts[1].split()) > _MOST_BEGUN else 2
    return found


def _begins(columns: dict[int, str], *, is_numbered: bool) -> bool:
    left = columns.get(0)
    if left is None:
        return False
    text = left.rstrip(":")
    if is_numbered:
        # The label of results may stand before these, below the number.
        return NUMBERED.match(left) is not None or (len(columns) > 1 and HEADS.get(fold(text)) == "result")
    return label_of(text) is not None or (len(columns) > 1 and section_of(text) is not None)
