"""Tables with the rows marked that went and that came, and what is new inside the others' cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lxml import etree

from jdflow.word.names import CELL, CELL_LOOKS, CONTROL, CONTROL_CONTENT, ROW, TABLE, TEXT, VAL, W
from jdflow.word.redline_pairs import Item, pairs
from jdflow.word.tracked import ROW_LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.word.redline_foreign import Foreign
    from jdflow.word.tracked import Mark, Marks

TABLE_LOOKS, GRID = f"{{{W}}}tblPr", f"{{{W}}}tblGrid"
_EXCEPTIONS = f"{{{W}}}tblPrEx"
_SHAPE = tuple(f"{{{W}}}{name}" for name in ("gridSpan", "vMerge", "hMerge"))


class Cells(Protocol):
    """Who compares and marks what is in cells."""

    def content(self, old: etree._Element | None, new: etree._Element) -> None:
        """Marks in the new cell what is not as in the old one."""

    def whole(self, container: etree._Element, mark: Mark, *, into: etree._Element) -> None:
        """Fills a cell with what came or went with it."""

    def key(self, element: etree._Element) -> bytes:
        """What is the same where elements are."""


class Tables:
    """Changes the new document's tables in their place; of the old one's it makes copies."""

    def __init__(self, cells: Cells, marks: Marks, foreign: Foreign) -> None:
        self.cells = cells
        self.marks = marks
        self.foreign = foreign

    def mark(self, old: etree._Element | None, new: etree._Element) -> None:
        """Marks in a table what is not as it was, or all of it where it was not there."""
        if old is not None and self.cells.key(old) == self.cells.key(new):
            return
        before = [] if old is None else list(_inside(old, ROW))
        after = list(_inside(new, ROW))
        at: etree._Element = new
        if old is None or any(row.getparent() is not new for row in after):
            # Rows in content controls: these must stay around theirs, so no rows are paired.
            for row in after:
                self._came(row)
            first = next((child for child in new if child.tag not in {TABLE_LOOKS, GRID}), None)
            place = len(new) if first is None else new.index(first)
            new[place:place] = [self._gone(row) for row in before]
            return
        found = pairs([self._item(row) for row in before], [self._item(row) for row in after])
        following: etree._Element | None = None
        for one, other in reversed(found):
            if other is None and one is not None:
                gone = self._gone(before[one])
                at.insert(len(at) if following is None else at.index(following), gone)
                following = gone
            elif other is not None:
                following = after[other]
                if one is None:
                    self._came(following)
                elif self.cells.key(before[one]) != self.cells.key(following):
                    for was, now in zip(_inside(before[one], CELL), _inside(following, CELL), strict=True):
                        self.cells.content(was, now)

    def gone(self, table: etree._Element) -> etree._Element:
        """A table that is no longer there."""
        made = etree.Element(TABLE, nsmap={"w": W})
        made.extend(self._looks(table, TABLE_LOOKS, GRID))
        made.extend(self._gone(row) for row in _inside(table, ROW))
        return made

    def _gone(self, row: etree._Element) -> etree._Element:
        made = etree.Element(ROW, nsmap={"w": W})
        made.extend(self._looks(row, _EXCEPTIONS, ROW_LOOKS))
        for cell in _inside(row, CELL):
            there = etree.SubElement(made, CELL)
            there.extend(self._looks(cell, CELL_LOOKS))
            self.cells.whole(cell, "del", into=there)
        self.marks.row(made, "del")
        return made

    def _came(self, row: etree._Element) -> None:
        for cell in _inside(row, CELL):
            self.cells.whole(cell, "ins", into=cell)
        self.marks.row(row, "ins")

    def _looks(self, element: etree._Element, *tags: str) -> Iterator[etree._Element]:
        for tag in tags:
            looks = self.foreign.looks(element.find(tag))
            if looks is not None:
                yield looks

    def _item(self, row: etree._Element) -> Item:
        key = self.cells.key(row)
        shape = tuple(tuple(_shape(cell)) for cell in _inside(row, CELL))
        return Item(key, shape, None, words(row))


def _inside(around: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for child in around:
        if child.tag == tag:
            yield child
        elif child.tag == CONTROL:
            held = child.find(CONTROL_CONTENT)
            if held is not None:
                yield from _inside(held, tag)


def _shape(cell: etree._Element) -> Iterator[str | None]:
    looks = cell.find(CELL_LOOKS)
    for name in _SHAPE:
        one = None if looks is None else looks.find(name)
        yield None if one is None else one.get(VAL, "")


def words(element: etree._Element) -> str:
    """The words of an element, near enough to see what is like it."""
    return " ".join(one.text or "" for one in element.iter(TEXT))
